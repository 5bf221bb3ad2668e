package dev.weir.adapters.lucene;

import java.io.IOException;
import org.apache.lucene.index.BinaryDocValues;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.KnnVectorValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.search.DocIdSetIterator;
import org.jspecify.annotations.Nullable;

/** Reads the exact vectors of one segment's rows, in the order of the rows. Not thread-safe. */
final class SegmentVectors {
    private static final float[] NONE = {};

    private final BinaryDocValues exact;
    private final @Nullable FloatVectorValues indexed;
    private final KnnVectorValues.@Nullable DocIndexIterator cursor;

    SegmentVectors(LeafReader segment) throws IOException {
        this.exact = DocValues.getBinary(segment, Fields.VECTOR_BITS);
        this.indexed = segment.getFloatVectorValues(Fields.VECTOR);
        this.cursor = indexed == null ? null : indexed.iterator();
    }

    /**
     * The vector of a row, empty if it has none. Valid until the next call.
     *
     * @param row within the segment, higher than in the call before
     */
    float[] of(int row) throws IOException {
        if (exact.advanceExact(row)) {
            return Vectors.fromBytes(exact.binaryValue());
        }
        if (indexed == null || cursor == null || cursor.docID() == DocIdSetIterator.NO_MORE_DOCS) {
            return NONE;
        }
        int at = cursor.docID() < row ? cursor.advance(row) : cursor.docID();
        return at == row ? indexed.vectorValue(cursor.index()) : NONE;
    }
}
