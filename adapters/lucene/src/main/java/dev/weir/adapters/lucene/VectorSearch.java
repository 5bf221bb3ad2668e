package dev.weir.adapters.lucene;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.util.BytesRef;

/**
 * Finds the rows nearest to a vector. Up to {@link #EXACT_ROWS} rows behind the filter it looks at every one; beyond, it
 * asks the graph, with the filter inside the search, and looks at every row after all if the graph gives too few.
 * Either way the score is the cosine in double precision, a function of row and query alone.
 */
final class VectorSearch {
    /** Up to this many rows behind a filter are compared one by one. */
    static final int EXACT_ROWS = 10_000;

    private final IndexSearcher searcher;
    private final int exactRows;

    VectorSearch(IndexSearcher searcher, int exactRows) {
        this.searcher = searcher;
        this.exactRows = exactRows;
    }

    /** The best {@code n} rows, best first: fewer only if fewer match. */
    List<Hit> nearest(Query filter, float[] target, int n) throws IOException {
        double squaredLength = Vectors.dot(target, target);
        Optional<List<MatchingRows>> few = MatchingRows.atMost(exactRows, searcher, filter);
        if (few.isPresent()) {
            return best(few.get(), target, squaredLength, n);
        }
        if (Vectors.isPlain(target)) {
            List<Hit> hits = best(fromGraph(filter, target, n), target, squaredLength, n);
            if (hits.size() == n) {
                return hits;
            }
        }
        return best(MatchingRows.atMost(Integer.MAX_VALUE, searcher, filter).orElseThrow(), target, squaredLength, n);
    }

    private List<MatchingRows> fromGraph(Query filter, float[] target, int n) throws IOException {
        ScoreDoc[] found = searcher.search(new KnnFloatVectorQuery(Fields.VECTOR, target, n, filter), n).scoreDocs;
        int[] rows = Arrays.stream(found).mapToInt(hit -> hit.doc).sorted().toArray();
        List<LeafReaderContext> segments = searcher.getIndexReader().leaves();
        List<MatchingRows> matching = new ArrayList<>();
        for (int from = 0; from < rows.length; ) {
            LeafReaderContext segment = segments.get(ReaderUtil.subIndex(rows[from], segments));
            int end = segment.docBase + segment.reader().maxDoc();
            int to = from;
            while (to < rows.length && rows[to] < end) {
                rows[to++] -= segment.docBase;
            }
            matching.add(new MatchingRows(segment, Arrays.copyOfRange(rows, from, to)));
            from = to;
        }
        return matching;
    }

    private static List<Hit> best(List<MatchingRows> matching, float[] target, double squaredLength, int n)
            throws IOException {
        PriorityQueue<Hit> best = new PriorityQueue<>(Hit.BEST_FIRST.reversed());
        for (MatchingRows segment : matching) {
            SegmentVectors vectors = new SegmentVectors(segment.segment().reader());
            SortedDocValues ids = DocValues.getSorted(segment.segment().reader(), Fields.ID);
            for (int row : segment.rows()) {
                double score = Vectors.cosine(target, squaredLength, vectors.of(row));
                if (best.size() < n || score >= best.element().score()) {
                    best.add(new Hit(segment.segment().docBase + row, id(ids, row), score));
                    if (best.size() > n) {
                        best.remove();
                    }
                }
            }
        }
        return best.stream().sorted(Hit.BEST_FIRST).toList();
    }

    private static BytesRef id(SortedDocValues ids, int row) throws IOException {
        if (!ids.advanceExact(row)) {
            throw new IOException("row " + row + " has no id");
        }
        return BytesRef.deepCopyOf(ids.lookupOrd(ids.ordValue()));
    }
}
