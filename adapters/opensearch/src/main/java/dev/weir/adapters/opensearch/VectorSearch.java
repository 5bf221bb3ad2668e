package dev.weir.adapters.opensearch;

import java.util.ArrayList;
import java.util.List;
import org.opensearch.client.json.JsonData;
import org.opensearch.client.opensearch._types.query_dsl.Query;

/** Finds the nearest rows behind a filter: by comparing every one where few match, and through HNSW otherwise. */
final class VectorSearch {
    /** The most matching rows that are compared one by one. */
    static final int EXACT_ROWS = 10_000;

    /** The score of a row whose vector cannot be compared: the least a cosine can be. */
    static final double INCOMPARABLE = -1;

    /** The server scores in single precision; rows that differ by less are put in order here. */
    private static final double PRECISION = 2e-5;

    /** What a graph is asked for, at least: it finds more of the nearest than it is asked for. */
    private static final int LEAST_NEIGHBOURS = 100;

    private final Rows rows;
    private final int exactRows;

    VectorSearch(Rows rows, int exactRows) {
        this.rows = rows;
        this.exactRows = exactRows;
    }

    /** How many rows match, as far as it matters. */
    long matching(Query filter) {
        return rows.count(filter, exactRows + 1);
    }

    /** Whether these are all rows that match, as far as the count of those tells. */
    boolean isAll(List<Row> nearest, long matching) {
        return matching <= exactRows && nearest.size() >= matching;
    }

    /**
     * Rows by cosine, best first: {@code count} of them, or more, or all that have a vector.
     *
     * @param matching what {@link #matching} says
     */
    List<Row> nearest(Query filter, float[] vector, int count, long matching) {
        float[] direction = Directions.direction(vector);
        if (direction.length == 0) {
            return List.of();
        }
        if (count <= Rows.PAGE && matching > exactRows) {
            List<Row> found = approximate(filter, direction, Math.max(count, LEAST_NEIGHBOURS));
            if (found.size() >= count) {
                return scored(found, vector);
            }
        }
        return scored(exact(filter, direction, count), vector);
    }

    /**
     * Whether a row that the server left out could belong among the first {@code k} of these.
     *
     * @param found not all that match, scored and sorted
     */
    static boolean mayMiss(List<Row> found, int k) {
        return found.size() >= k
                && found.getLast().candidate().score() + PRECISION
                        >= found.get(k - 1).candidate().score();
    }

    private List<Row> exact(Query filter, float[] direction, int count) {
        Query withVector = Query.of(query -> query.exists(exists -> exists.field(Row.EMBEDDING)));
        Query scored = Query.of(query ->
                query.scriptScore(score -> score.query(FilterCompiler.all(List.of(filter, withVector)))
                        .script(script -> script.inline(inline -> inline.lang(lang -> lang.custom("knn"))
                                .source("knn_score")
                                .params("field", JsonData.of(Row.EMBEDDING))
                                .params(
                                        "query_value",
                                        JsonData.of(Row.numbers(direction).build()))
                                .params("space_type", JsonData.of("cosinesimil"))))));
        return rows.best(scored, count);
    }

    private List<Row> approximate(Query filter, float[] direction, int count) {
        List<Float> boxed = new ArrayList<>(direction.length);
        for (float value : direction) {
            boxed.add(value);
        }
        return rows.nearest(
                Query.of(query -> query.knn(
                        knn -> knn.field(Row.EMBEDDING).vector(boxed).k(count).filter(filter))),
                count);
    }

    private static List<Row> scored(List<Row> found, float[] vector) {
        return found.stream()
                .map(row -> row.scored(
                        Directions.cosine(vector, row.candidate().vector().orElseGet(() -> new float[0]))))
                .sorted(Row.BEST_FIRST)
                .toList();
    }
}
