package dev.weir.adapters.lucene;

import dev.weir.tenancy.TenantId;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.CollectionStatistics;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.TermStatistics;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.SmallFloat;

/**
 * What BM25 needs to know of one tenant, counted over that tenant's live rows and nothing else: how many rows have words,
 * how many words, and in how many rows a word stands. Lucene's own counts span all tenants and include deleted rows
 * until a merge, so that another tenant's writes would move scores.
 *
 * <p>Row and word counts are kept per segment until it changes. Thread-safe.
 */
final class TenantStatistics {
    private final Map<IndexReader.CacheKey, Map<TenantId, Counts>> segments = new ConcurrentHashMap<>();

    /** A searcher whose scores depend on the tenant's rows alone; its queries must be of that tenant's terms. */
    IndexSearcher searcher(IndexReader reader, TenantId tenant) throws IOException {
        Counts counts = new Counts(0, 0);
        for (LeafReaderContext leaf : reader.leaves()) {
            counts = counts.plus(counts(leaf.reader(), tenant));
        }
        IndexSearcher searcher = new TenantSearcher(reader, counts);
        searcher.setQueryCache(null);
        return searcher;
    }

    private Counts counts(LeafReader segment, TenantId tenant) throws IOException {
        IndexReader.CacheHelper helper = segment.getReaderCacheHelper();
        Map<TenantId, Counts> known = segments.computeIfAbsent(helper.getKey(), key -> {
            helper.addClosedListener(segments::remove);
            return new ConcurrentHashMap<>();
        });
        Counts counts = known.get(tenant);
        if (counts == null) {
            counts = count(segment, tenant);
            known.put(tenant, counts);
        }
        return counts;
    }

    private static Counts count(LeafReader segment, TenantId tenant) throws IOException {
        PostingsEnum rows = segment.postings(new Term(Fields.TENANT, tenant.value()), PostingsEnum.NONE);
        NumericDocValues lengths = segment.getNormValues(Fields.WORDS);
        if (rows == null || lengths == null) {
            return new Counts(0, 0);
        }
        Bits live = segment.getLiveDocs();
        long withWords = 0;
        long words = 0;
        for (int row = rows.nextDoc(); row != DocIdSetIterator.NO_MORE_DOCS; row = rows.nextDoc()) {
            if ((live == null || live.get(row)) && lengths.advanceExact(row)) {
                // The rounded length, because that is what the similarity compares with the mean.
                int length = SmallFloat.byte4ToInt((byte) lengths.longValue());
                withWords += length > 0 ? 1 : 0;
                words += length;
            }
        }
        return new Counts(withWords, words);
    }

    private static long liveRows(LeafReader segment, Term word) throws IOException {
        Bits live = segment.getLiveDocs();
        if (live == null) {
            return segment.docFreq(word);
        }
        PostingsEnum rows = segment.postings(word, PostingsEnum.NONE);
        long count = 0;
        if (rows != null) {
            for (int row = rows.nextDoc(); row != DocIdSetIterator.NO_MORE_DOCS; row = rows.nextDoc()) {
                count += live.get(row) ? 1 : 0;
            }
        }
        return count;
    }

    /** How many rows have words, and how many words they have. */
    private record Counts(long rows, long words) {
        Counts plus(Counts other) {
            return new Counts(rows + other.rows, words + other.words);
        }
    }

    private static final class TenantSearcher extends IndexSearcher {
        private final Counts counts;

        TenantSearcher(IndexReader reader, Counts counts) {
            super(reader);
            this.counts = counts;
        }

        // Lucene wants positive counts; where the true one is 0 there is no live row that they could score.

        @Override
        public CollectionStatistics collectionStatistics(String field) {
            long rows = Math.max(1, counts.rows());
            return new CollectionStatistics(field, rows, rows, Math.max(rows, counts.words()), rows);
        }

        @Override
        public TermStatistics termStatistics(Term word, int docFreq, long totalTermFreq) throws IOException {
            long rows = 0;
            for (LeafReaderContext leaf : getIndexReader().leaves()) {
                rows += liveRows(leaf.reader(), word);
            }
            rows = Math.max(1, rows);
            return new TermStatistics(word.bytes(), rows, Math.max(rows, totalTermFreq));
        }
    }
}
