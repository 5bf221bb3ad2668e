package dev.weir.adapters.lucene;

import java.util.Comparator;
import org.apache.lucene.util.BytesRef;

/**
 * One row of a ranking.
 *
 * @param row Lucene's number of the row, in the reader that was searched
 * @param id of the chunk, which decides where scores are equal
 */
record Hit(int row, BytesRef id, double score) {
    /** Higher scores first, then lower ids: one order, whatever order the rows were written or merged in. */
    static final Comparator<Hit> BEST_FIRST =
            Comparator.comparingDouble(Hit::score).reversed().thenComparing(Hit::id);
}
