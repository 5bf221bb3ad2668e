package dev.weir.adapters.lucene;

import dev.weir.tenancy.TenantId;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;

/**
 * Finds rows by their words, ranked by BM25 (Lucene's, k1 = 1.2 and b = 0.75) with each tenant's own statistics. Of two
 * tenants in one scope, each row is scored among its own tenant's, then all are ranked together.
 */
final class TextSearch {
    private static final SortField BY_ID = new SortField(Fields.ID, SortField.Type.STRING);
    private static final Sort BEST_FIRST = new Sort(SortField.FIELD_SCORE, BY_ID);

    private final IndexReader reader;
    private final TenantStatistics statistics;

    TextSearch(IndexReader reader, TenantStatistics statistics) {
        this.reader = reader;
        this.statistics = statistics;
    }

    /** The best {@code n} rows that hold any of the text's words, best first. */
    List<Hit> matching(Map<TenantId, Query> filters, String text, int n) throws IOException {
        List<Hit> hits = new ArrayList<>();
        for (Map.Entry<TenantId, Query> filter : filters.entrySet()) {
            TenantId tenant = filter.getKey();
            Set<Term> words = Words.ofQuery(tenant, text);
            if (words.isEmpty()) {
                return List.of();
            }
            BooleanQuery.Builder query = new BooleanQuery.Builder().setMinimumNumberShouldMatch(1);
            words.forEach(word -> query.add(new TermQuery(word), Occur.SHOULD));
            query.add(filter.getValue(), Occur.FILTER);
            IndexSearcher searcher = statistics.searcher(reader, tenant);
            for (ScoreDoc found : searcher.search(query.build(), n, BEST_FIRST).scoreDocs) {
                Object[] keys = ((FieldDoc) found).fields;
                hits.add(new Hit(found.doc, (BytesRef) keys[1], (Float) keys[0]));
            }
        }
        return hits.stream().sorted(Hit.BEST_FIRST).limit(n).toList();
    }

    /** The {@code n} rows with the lowest ids behind a filter, with a score of 0. */
    static List<Hit> byId(IndexSearcher searcher, Query filter, int n) throws IOException {
        List<Hit> hits = new ArrayList<>();
        for (ScoreDoc found : searcher.search(filter, n, new Sort(BY_ID)).scoreDocs) {
            hits.add(new Hit(found.doc, (BytesRef) ((FieldDoc) found).fields[0], 0));
        }
        return hits;
    }
}
