package dev.weir.adapters.opensearch;

import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.opensearch.client.json.JsonData;
import org.opensearch.client.opensearch._types.FieldValue;
import org.opensearch.client.opensearch._types.SortOptions;
import org.opensearch.client.opensearch._types.SortOrder;
import org.opensearch.client.opensearch._types.query_dsl.Query;
import org.opensearch.client.opensearch.core.SearchRequest;
import org.opensearch.client.opensearch.core.bulk.BulkOperation;
import org.opensearch.client.opensearch.core.bulk.BulkResponseItem;
import org.opensearch.client.opensearch.core.search.Hit;

/** The rows of the index, whether they count or not. */
final class Rows {
    /** The most rows of one answer, which is held in memory whole. */
    static final int PAGE = 1_000;

    private static final int SCAN_PAGE = 250;
    private static final SortOptions BY_KEY = byField(Row.KEY);
    private static final SortOptions BY_GENERATION = byField(Row.GENERATION);
    private static final SortOptions BY_SCORE =
            SortOptions.of(sort -> sort.score(score -> score.order(SortOrder.Desc)));

    private final Server server;
    private final String index;

    Rows(Server server, String index) {
        this.server = server;
        this.index = index;
    }

    void refresh() {
        server.refresh(index);
    }

    /** The first {@code count} matching rows, best first, equal scores by key. */
    List<Row> best(Query query, int count) {
        return sorted(query, count, List.of(BY_SCORE, BY_KEY, BY_GENERATION));
    }

    /** The first {@code count} matching rows by key. */
    List<Row> byKey(Query query, int count) {
        return sorted(query, count, List.of(BY_KEY, BY_GENERATION));
    }

    /** The rows that a k-NN clause finds, which need not be as many as it could. */
    List<Row> nearest(Query query, int count) {
        return read(request(query, true).size(count));
    }

    /** Shows every matching row, a page at a time. */
    void forEachPage(Query query, Consumer<List<Row>> action) {
        forEachPage(query, true, action);
    }

    /** The ids of the matching rows, with their keys and generations only. */
    List<Row> named(Query query) {
        List<Row> named = new ArrayList<>();
        forEachPage(query, false, named::addAll);
        return named;
    }

    /** Without texts and vectors if {@code whole} is false. */
    private void forEachPage(Query query, boolean whole, Consumer<List<Row>> action) {
        List<FieldValue> after = List.of();
        while (true) {
            SearchRequest.Builder request =
                    request(query, whole).size(SCAN_PAGE).sort(List.of(BY_KEY, BY_GENERATION));
            if (!after.isEmpty()) {
                request.searchAfter(after);
            }
            List<Hit<JsonData>> hits = server.search(request).hits().hits();
            if (!hits.isEmpty()) {
                action.accept(hits.stream().map(Row::read).toList());
            }
            if (hits.size() < SCAN_PAGE) {
                return;
            }
            after = hits.getLast().sort();
        }
    }

    private List<Row> sorted(Query query, int count, List<SortOptions> order) {
        List<Row> rows = new ArrayList<>();
        List<FieldValue> after = List.of();
        while (rows.size() < count) {
            int size = Math.min(PAGE, count - rows.size());
            SearchRequest.Builder request =
                    request(query, true).size(size).sort(order).trackScores(true);
            if (!after.isEmpty()) {
                request.searchAfter(after);
            }
            List<Hit<JsonData>> hits = server.search(request).hits().hits();
            hits.forEach(hit -> rows.add(Row.read(hit)));
            if (hits.size() < size) {
                break;
            }
            after = hits.getLast().sort();
        }
        return rows;
    }

    private List<Row> read(SearchRequest.Builder request) {
        return server.search(request).hits().hits().stream().map(Row::read).toList();
    }

    private SearchRequest.Builder request(Query query, boolean whole) {
        SearchRequest.Builder request = new SearchRequest.Builder().index(index).query(query);
        if (whole) {
            request.source(source -> source.filter(filter -> filter.excludes(Row.EMBEDDING)));
        } else {
            request.source(source -> source.filter(filter -> filter.includes(Row.KEY, Row.GENERATION)));
        }
        return request.trackTotalHits(track -> track.enabled(false));
    }

    /** How many rows match, counted up to a limit. */
    long count(Query query, int limit) {
        SearchRequest.Builder request = new SearchRequest.Builder()
                .index(index)
                .query(query)
                .size(0)
                .trackTotalHits(track -> track.count(limit));
        return server.count(request);
    }

    /** A request of the caller's own, for its aggregations. */
    SearchRequest.Builder aggregating(Query query) {
        return new SearchRequest.Builder()
                .index(index)
                .query(query)
                .size(0)
                .trackTotalHits(track -> track.enabled(true));
    }

    Server server() {
        return server;
    }

    void write(List<JsonObject> documents) {
        server.bulk(
                "write to",
                documents.stream()
                        .map(document -> BulkOperation.of(operation -> operation.index(
                                row -> row.index(index).id(id(document)).document(JsonData.of(document)))))
                        .toList());
    }

    static String id(JsonObject document) {
        return document.getString(Row.KEY) + "/" + document.getString(Row.GENERATION);
    }

    /** Removes rows, if they are still there. */
    void remove(Set<String> ids) {
        server.bulk(
                "erase from",
                ids.stream()
                        .sorted()
                        .map(id -> BulkOperation.of(operation ->
                                operation.delete(delete -> delete.index(index).id(id))))
                        .toList());
    }

    /** Gives rows another tag, if they are still there. */
    void relabel(Set<String> ids, String tag) {
        JsonObject change = Server.JSON.createObjectBuilder().add(Row.TAG, tag).build();
        List<BulkResponseItem> items = server.bulk(
                "relabel in",
                ids.stream()
                        .sorted()
                        .map(id -> BulkOperation.of(operation -> operation.update(update ->
                                update.index(index).id(id).retryOnConflict(5).document(JsonData.of(change)))))
                        .toList());
        if (items.stream().anyMatch(Server::isConflict)) {
            throw Server.failure("relabel in", "a row changes all the time");
        }
    }

    private static SortOptions byField(String name) {
        return SortOptions.of(sort -> sort.field(field -> field.field(name).order(SortOrder.Asc)));
    }
}
