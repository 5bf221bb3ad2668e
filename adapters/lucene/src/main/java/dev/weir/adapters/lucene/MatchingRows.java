package dev.weir.adapters.lucene;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.IntsRefBuilder;

/** The live rows of one segment that match a filter, in order. */
@SuppressWarnings("ArrayRecordComponent") // never compared, never shared
record MatchingRows(LeafReaderContext segment, int[] rows) {
    /** All rows that match, or nothing if they are more than {@code limit}. */
    static Optional<List<MatchingRows>> atMost(int limit, IndexSearcher searcher, Query filter) throws IOException {
        Weight weight = searcher.createWeight(searcher.rewrite(filter), ScoreMode.COMPLETE_NO_SCORES, 1);
        List<MatchingRows> matching = new ArrayList<>();
        long total = 0;
        for (LeafReaderContext segment : searcher.getIndexReader().leaves()) {
            Scorer scorer = weight.scorer(segment);
            if (scorer == null) {
                continue;
            }
            Bits live = segment.reader().getLiveDocs();
            IntsRefBuilder rows = new IntsRefBuilder();
            DocIdSetIterator matches = scorer.iterator();
            for (int row = matches.nextDoc(); row != DocIdSetIterator.NO_MORE_DOCS; row = matches.nextDoc()) {
                if (live == null || live.get(row)) {
                    if (++total > limit) {
                        return Optional.empty();
                    }
                    rows.append(row);
                }
            }
            if (rows.length() > 0) {
                matching.add(new MatchingRows(segment, rows.toIntsRef().ints));
            }
        }
        return Optional.of(matching);
    }
}
