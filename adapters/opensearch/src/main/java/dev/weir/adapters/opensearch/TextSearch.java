package dev.weir.adapters.opensearch;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.opensearch.client.json.JsonData;
import org.opensearch.client.opensearch._types.FieldValue;
import org.opensearch.client.opensearch._types.aggregations.Aggregate;
import org.opensearch.client.opensearch._types.query_dsl.Query;
import org.opensearch.client.opensearch.core.SearchRequest;
import org.opensearch.client.opensearch.core.SearchResponse;

/**
 * Finds rows behind a filter by words. A word weighs by how rare it is among the rows behind the same filter: OpenSearch's
 * own BM25 counts the rows of all tenants, which would let one tenant's documents change another's order.
 */
final class TextSearch {
    /** The most words of a query that are searched for; later ones are left out. */
    static final int MAX_QUERY_WORDS = 128;

    private static final int LONGEST_WORD = 500;
    private static final Pattern WORD_BORDER = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

    private final Rows rows;

    TextSearch(Rows rows) {
        this.rows = rows;
    }

    /** The best {@code count} rows that hold any of the words, best first. */
    List<Row> matching(Query filter, String text, int count) {
        List<String> words = words(text);
        Map<Integer, Double> weights = weights(filter, words);
        if (weights.isEmpty()) {
            return List.of();
        }
        List<Query> any = new ArrayList<>();
        weights.forEach((number, weight) -> any.add(Query.of(query -> query.constantScore(constant ->
                constant.queryName(Row.WORD + number).boost(weight.floatValue()).filter(holds(words.get(number)))))));
        Query query = Query.of(
                whole -> whole.bool(bool -> bool.filter(filter).should(any).minimumShouldMatch("1")));
        return rows.best(query, count).stream()
                .map(row -> row.scored(score(row, weights)))
                .sorted(Row.BEST_FIRST)
                .toList();
    }

    /** In double precision and the words' own order, so that a score depends on nothing else. */
    private static double score(Row row, Map<Integer, Double> weights) {
        double score = 0;
        for (Map.Entry<Integer, Double> weight : weights.entrySet()) {
            score += row.words().contains(weight.getKey()) ? weight.getValue() : 0;
        }
        return score;
    }

    /** By a word's number, for those that any row behind the filter holds. */
    private Map<Integer, Double> weights(Query filter, List<String> words) {
        Map<Integer, Double> weights = new TreeMap<>();
        if (words.isEmpty()) {
            return weights;
        }
        SearchRequest.Builder request = rows.aggregating(FilterCompiler.all(List.of(filter)));
        for (int i = 0; i < words.size(); i++) {
            Query holds = holds(words.get(i));
            request.aggregations(Row.WORD + i, aggregation -> aggregation.filter(holds));
        }
        SearchResponse<JsonData> response = rows.server().search(request);
        long all = Server.total(response);
        for (int i = 0; i < words.size(); i++) {
            Aggregate counted = response.aggregations().get(Row.WORD + i);
            long holding = counted == null ? 0 : counted.filter().docCount();
            if (holding > 0) {
                weights.put(i, Math.log1p((all - holding + 0.5) / (holding + 0.5)));
            }
        }
        return weights;
    }

    private static Query holds(String word) {
        return Query.of(query -> query.match(match -> match.field(Row.CONTENT).query(FieldValue.of(word))));
    }

    /** As the standard analyzer cuts them, which takes ideographs and hiragana one by one. */
    static List<String> words(String text) {
        Set<String> words = new LinkedHashSet<>();
        WORD_BORDER.splitAsStream(text).forEach(word -> {
            StringBuilder rest = new StringBuilder();
            word.codePoints().forEach(point -> {
                if (Character.isIdeographic(point)
                        || Character.UnicodeScript.of(point) == Character.UnicodeScript.HIRAGANA) {
                    words.add(rest.toString());
                    rest.setLength(0);
                    words.add(Character.toString(point));
                } else {
                    rest.appendCodePoint(point);
                }
            });
            words.add(rest.toString());
        });
        return words.stream()
                .filter(word -> !word.isEmpty() && word.length() <= LONGEST_WORD)
                .limit(MAX_QUERY_WORDS)
                .toList();
    }
}
