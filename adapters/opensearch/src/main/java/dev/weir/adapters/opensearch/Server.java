package dev.weir.adapters.opensearch;

import static java.util.Objects.requireNonNull;

import dev.weir.tenancy.store.StoreException;
import jakarta.json.Json;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.opensearch.client.json.JsonData;
import org.opensearch.client.opensearch.OpenSearchClient;
import org.opensearch.client.opensearch._types.ErrorCause;
import org.opensearch.client.opensearch._types.OpenSearchException;
import org.opensearch.client.opensearch.core.BulkResponse;
import org.opensearch.client.opensearch.core.SearchRequest;
import org.opensearch.client.opensearch.core.SearchResponse;
import org.opensearch.client.opensearch.core.bulk.BulkOperation;
import org.opensearch.client.opensearch.core.bulk.BulkResponseItem;
import org.opensearch.client.opensearch.core.get.GetResult;
import org.opensearch.client.opensearch.core.mget.MultiGetResponseItem;
import org.opensearch.client.opensearch.core.search.TotalHits;
import org.opensearch.client.opensearch.generic.Body;
import org.opensearch.client.opensearch.generic.Requests;
import org.opensearch.client.opensearch.generic.Response;

/**
 * Asks the server, and takes whole answers only. Its exceptions hold statuses and codes, and nothing of requests or of the
 * server's messages, which can quote values.
 */
final class Server {
    /** For building documents and bodies. */
    static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());

    private static final Pattern CODE = Pattern.compile("[a-z_]{1,80}");
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int FIRST_ERROR = 300;
    private static final int OPERATIONS_PER_BULK = 500;

    private final OpenSearchClient client;

    Server(OpenSearchClient client) {
        this.client = requireNonNull(client, "client is null");
    }

    /** A request of the official client. */
    @FunctionalInterface
    interface Call<T> {
        T run(OpenSearchClient client) throws IOException;
    }

    /** @throws StoreException if there is no answer, or one that says no or cannot be read */
    <T> T call(String doing, Call<T> call) {
        try {
            return call.run(client);
        } catch (StoreException e) {
            throw e;
        } catch (OpenSearchException e) {
            throw failure(doing, "HTTP " + e.status() + ", " + code(e.error()));
        } catch (IOException e) {
            throw failure(doing, "no answer, " + e.getClass().getSimpleName());
        } catch (RuntimeException e) {
            throw failure(
                    doing, "an answer that cannot be read, " + e.getClass().getSimpleName());
        }
    }

    /** Every matching row of every shard in time, or an exception. */
    SearchResponse<JsonData> search(SearchRequest.Builder request) {
        SearchRequest whole = request.allowPartialSearchResults(false).build();
        SearchResponse<JsonData> response = call("search", client -> client.search(whole, JsonData.class));
        if (response.timedOut() || response.shards().failed() > 0) {
            throw failure("search", "a part of the answer is missing");
        }
        return response;
    }

    /** How many rows match, as far as the request asked for it. */
    long count(SearchRequest.Builder request) {
        return total(search(request));
    }

    static long total(SearchResponse<JsonData> response) {
        TotalHits total = response.hits().total();
        if (total == null) {
            throw failure("search", "a part of the answer is missing");
        }
        return total.value();
    }

    /** The documents with these ids as they are now, whatever was refreshed; missing ones are left out. */
    List<GetResult<JsonData>> get(String index, Set<String> ids) {
        List<GetResult<JsonData>> found = new ArrayList<>();
        if (ids.isEmpty()) {
            return found;
        }
        List<MultiGetResponseItem<JsonData>> items = call(
                "read",
                client -> client.mget(
                                request -> request.index(index)
                                        .realtime(true)
                                        .ids(ids.stream().sorted().toList()),
                                JsonData.class)
                        .docs());
        for (MultiGetResponseItem<JsonData> item : items) {
            if (!item.isResult()) {
                throw failure("read", code(item.failure().error()));
            }
            if (item.result().found()) {
                found.add(item.result());
            }
        }
        return found;
    }

    /**
     * Runs operations, some hundred a request.
     *
     * @throws StoreException naming the first operation that failed, but for missing documents and conflicts, which the
     *     returned items show
     */
    List<BulkResponseItem> bulk(String doing, List<BulkOperation> operations) {
        List<BulkResponseItem> items = new ArrayList<>();
        for (int from = 0; from < operations.size(); from += OPERATIONS_PER_BULK) {
            List<BulkOperation> some =
                    operations.subList(from, Math.min(operations.size(), from + OPERATIONS_PER_BULK));
            BulkResponse response = call(doing, client -> client.bulk(request -> request.operations(some)));
            if (response.items().size() != some.size()) {
                throw failure(doing, "a part of the answer is missing");
            }
            items.addAll(response.items());
            requireDone(doing, response.items());
        }
        return items;
    }

    private static void requireDone(String doing, List<BulkResponseItem> items) {
        List<BulkResponseItem> failed = items.stream()
                .filter(item -> item.status() >= FIRST_ERROR && !isMissing(item) && !isConflict(item))
                .toList();
        if (!failed.isEmpty()) {
            BulkResponseItem first = failed.getFirst();
            throw failure(
                    doing,
                    failed.size() + " of " + items.size() + " operations failed, first on " + first.id() + ": HTTP "
                            + first.status() + ", " + code(first.error()));
        }
    }

    /** Whether the document, not the index, was not there. */
    static boolean isMissing(BulkResponseItem item) {
        return item.status() == NOT_FOUND
                && (item.error() == null
                        || "document_missing_exception".equals(item.error().type()));
    }

    static boolean isConflict(BulkResponseItem item) {
        return item.status() == CONFLICT;
    }

    /** Makes everything that was written before visible to searches that begin later. */
    void refresh(String index) {
        int failed = call(
                "refresh",
                client -> client.indices()
                        .refresh(request -> request.index(index))
                        .shards()
                        .failed());
        if (failed > 0) {
            throw failure("refresh", "a shard did not take part");
        }
    }

    /** What a path answers, or nothing if it is not there. */
    Optional<JsonObject> read(String path) {
        return send("GET", path, Optional.empty());
    }

    /** @throws StoreException also if the path is not there */
    void put(String path, JsonObject body) {
        if (send("PUT", path, Optional.of(body)).isEmpty()) {
            throw failure("set up", "HTTP " + NOT_FOUND);
        }
    }

    private Optional<JsonObject> send(String method, String path, Optional<JsonObject> body) {
        return call("set up", client -> {
            Requests.JsonBodyBuilder request = Requests.builder().method(method).endpoint(path);
            try (Response response = client.generic()
                    .execute(body.isPresent() ? request.json(body.get()).build() : request.build())) {
                if (response.getStatus() == NOT_FOUND) {
                    return Optional.empty();
                }
                if (response.getStatus() >= FIRST_ERROR) {
                    throw failure("set up", "HTTP " + response.getStatus());
                }
                try (Body answer = response.getBody().orElseThrow();
                        JsonReader reader = Json.createReader(answer.body())) {
                    return Optional.of(reader.readObject());
                }
            }
        });
    }

    static StoreException failure(String doing, String what) {
        return new StoreException("cannot " + doing + " the OpenSearch store: " + what);
    }

    /** The name of an error, if it is one. */
    private static String code(@Nullable ErrorCause error) {
        String type = error == null ? "" : error.type();
        return type != null && CODE.matcher(type).matches() ? type : "unknown error";
    }
}
