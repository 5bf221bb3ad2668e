package dev.weir.adapters.opensearch;

import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.seal.SealedDocument;
import dev.weir.tenancy.store.StoreException;
import dev.weir.tenancy.store.VectorSpace;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.opensearch.client.json.JsonData;
import org.opensearch.client.opensearch._types.FieldValue;
import org.opensearch.client.opensearch._types.SortOrder;
import org.opensearch.client.opensearch._types.query_dsl.Query;
import org.opensearch.client.opensearch.core.SearchRequest;
import org.opensearch.client.opensearch.core.bulk.BulkOperation;
import org.opensearch.client.opensearch.core.bulk.BulkResponseItem;
import org.opensearch.client.opensearch.core.get.GetResult;
import org.opensearch.client.opensearch.core.search.Hit;

/**
 * The records of documents' versions: which attempt at writing a version counts. To change a record is one operation that
 * only succeeds over the state it was read in, and that is what makes the write of many rows one step.
 */
final class Versions {
    private static final String CURRENT = "current";
    private static final String PENDING = "pending";
    private static final String SPACE = "space";
    private static final String DIMENSION = "dimension";
    private static final String MODEL = "model";

    private static final int MOST_KNOWN = 65_536;
    private static final int MOST_TRIES = 64;
    private static final int PAGE = 1_000;

    private final Server server;
    private final String index;
    private final AtomicLong time = new AtomicLong();
    private final Map<String, Known> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
            return size() > MOST_KNOWN;
        }
    };

    Versions(Server server, String index) {
        this.server = server;
        this.index = index;
    }

    /** Since when this process has known that a version is of this generation, in its own count. */
    private record Known(String generation, long since) {}

    /**
     * One record.
     *
     * @param current the generation whose rows count, empty if none do
     * @param pending the generation of the attempt under way or of the last one that failed, empty if there is none
     * @param document everything but current and pending
     */
    record Version(String key, String current, String pending, JsonObject document, long sequence, long term) {}

    static String key(TenantId tenant, DocumentId document, long version) {
        return tenant + "/" + document + "/" + version;
    }

    void refresh() {
        server.refresh(index);
    }

    /** The records of these versions as they are now. */
    Map<String, Version> read(Set<String> keys) {
        Map<String, Version> found = new HashMap<>();
        for (GetResult<JsonData> result : server.get(index, keys)) {
            version(result.source(), result.seqNo(), result.primaryTerm())
                    .ifPresent(version -> found.put(version.key, version));
        }
        return found;
    }

    /** The records that match and were refreshed. */
    List<Version> matching(Query what) {
        List<Version> found = new ArrayList<>();
        Optional<String> after = Optional.empty();
        while (true) {
            SearchRequest.Builder request = new SearchRequest.Builder()
                    .index(index)
                    .query(what)
                    .seqNoPrimaryTerm(true)
                    .size(PAGE)
                    .sort(sort -> sort.field(field -> field.field(Row.KEY).order(SortOrder.Asc)));
            after.ifPresent(key -> request.searchAfter(List.of(FieldValue.of(key))));
            List<Hit<JsonData>> hits = server.search(request).hits().hits();
            for (Hit<JsonData> hit : hits) {
                version(hit.source(), hit.seqNo(), hit.primaryTerm()).ifPresent(found::add);
            }
            if (hits.size() < PAGE) {
                return found;
            }
            after = Optional.ofNullable(hits.getLast().id());
        }
    }

    private static Optional<Version> version(@Nullable JsonData source, @Nullable Long sequence, @Nullable Long term) {
        if (source == null || sequence == null || term == null || !(source.toJson() instanceof JsonObject record)) {
            return Optional.empty();
        }
        JsonObjectBuilder rest =
                Server.JSON.createObjectBuilder(record).remove(CURRENT).remove(PENDING);
        return Optional.of(new Version(
                record.getString(Row.KEY, ""),
                record.getString(CURRENT, ""),
                record.getString(PENDING, ""),
                rest.build(),
                sequence,
                term));
    }

    /** What a record says of its version beside the generations. */
    private static JsonObject document(SealedDocument sealed) {
        JsonObjectBuilder record = Server.JSON
                .createObjectBuilder()
                .add(
                        Row.KEY,
                        key(
                                sealed.tenant(),
                                sealed.head().document(),
                                sealed.head().version()))
                .add(Row.TENANT, sealed.tenant().value())
                .add(Row.DOCUMENT, sealed.head().document().value())
                .add(Row.VERSION, sealed.head().version());
        sealed.chunks().stream()
                .findFirst()
                .ifPresent(chunk -> record.add(
                                Row.SOURCE, chunk.facts().provenance().source().uri())
                        .add(Row.BATCH, chunk.facts().provenance().batch()));
        return record.build();
    }

    /**
     * Announces an attempt, which makes every other one under way fail; empty if another was faster. Until the attempt
     * counts, the record says what is true of the rows that do.
     */
    Optional<Version> claim(SealedDocument sealed, Optional<Version> before, String generation) {
        String current = before.map(Version::current).orElse("");
        JsonObject document = before.map(Version::document).orElseGet(() -> document(sealed));
        return put(before, record(document, current, generation));
    }

    /** Makes the attempt count, in one step; false if the record is no longer the claimed one. */
    boolean publish(SealedDocument sealed, Version claimed, String generation) {
        boolean done = put(Optional.of(claimed), record(document(sealed), generation, ""))
                .isPresent();
        if (done) {
            learn(claimed.key, generation);
        }
        return done;
    }

    /**
     * Makes attempts fail whose rows are about to go, where their records stay; false if a record has changed since it was
     * read.
     */
    boolean release(List<Row> going, Map<String, Version> records, List<Version> gone) {
        Set<String> keys = new HashSet<>();
        for (Row row : going) {
            Version record = records.get(row.version());
            if (record != null && record.pending.equals(row.generation())) {
                keys.add(record.key);
            }
        }
        gone.forEach(version -> keys.remove(version.key));
        boolean released = true;
        for (String key : keys) {
            Optional<Version> record = Optional.ofNullable(records.get(key));
            released &= record.flatMap(version -> put(record, record(version.document, version.current, "")))
                    .isPresent();
        }
        return released;
    }

    private static JsonObject record(JsonObject document, String current, String pending) {
        JsonObjectBuilder record = Server.JSON.createObjectBuilder(document);
        if (!current.isEmpty()) {
            record.add(CURRENT, current);
        }
        if (!pending.isEmpty()) {
            record.add(PENDING, pending);
        }
        return record.build();
    }

    private Optional<Version> put(Optional<Version> before, JsonObject record) {
        return put(record.getString(Row.KEY), record, before.map(Version::sequence), before.map(Version::term))
                .flatMap(item -> version(JsonData.of(record), item.seqNo(), item.primaryTerm()));
    }

    /** Removes records as they were read; false if one has changed since, and then perhaps others are gone. */
    boolean remove(List<Version> versions) {
        List<BulkOperation> deletes = versions.stream()
                .map(version -> BulkOperation.of(operation -> operation.delete(delete -> delete.index(index)
                        .id(version.key)
                        .ifSeqNo(version.sequence)
                        .ifPrimaryTerm(version.term))))
                .toList();
        return server.bulk("erase from", deletes).stream().noneMatch(Server::isConflict);
    }

    /**
     * What a search finds of rows that count.
     *
     * <p>A search that began before a version was switched may hold a part of its new rows. So a row is only believed if
     * this process knew its generation to be the current one before the search began, and it still is afterwards; with
     * what the look afterwards taught, the search is made again.
     *
     * @param search gives lists of rows, and is called until the versions it meets stand still
     */
    Standing standing(Supplier<List<List<Row>>> search) {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            long began = time.incrementAndGet();
            List<List<Row>> found = search.get();
            Set<String> keys = new HashSet<>();
            found.forEach(rows -> rows.forEach(row -> keys.add(row.version())));
            keys.remove("");
            Map<String, Version> now = read(keys);
            boolean stood = true;
            for (Version version : now.values()) {
                stood &= version.current.isEmpty() || learn(version.key, version.current) < began;
            }
            if (stood) {
                return Standing.of(found, now);
            }
        }
        throw new StoreException("the rows of the OpenSearch store were replaced faster than they could be read");
    }

    /**
     * What came of a search.
     *
     * @param rows those that count, in the search's own lists
     * @param sizes how many rows the lists had, of whatever kind
     */
    record Standing(List<List<Row>> rows, List<Integer> sizes) {
        static Standing of(List<List<Row>> found, Map<String, Version> now) {
            return new Standing(
                    found.stream()
                            .map(rows -> rows.stream()
                                    .filter(row -> counts(row, now))
                                    .toList())
                            .toList(),
                    found.stream().map(List::size).toList());
        }
    }

    static boolean counts(Row row, Map<String, Version> versions) {
        Version version = versions.get(row.version());
        return version != null
                && !row.generation().isEmpty()
                && version.current().equals(row.generation());
    }

    /** Since when that is known. */
    private long learn(String key, String generation) {
        synchronized (known) {
            Known before = known.get(key);
            if (before != null && before.generation.equals(generation)) {
                return before.since;
            }
            long since = time.incrementAndGet();
            known.put(key, new Known(generation, since));
            return since;
        }
    }

    /** The store's vector space. */
    VectorSpace space() {
        return server.get(index, Set.of(SPACE)).stream()
                .findFirst()
                .map(Versions::space)
                .orElse(VectorSpace.OPEN);
    }

    private static VectorSpace space(GetResult<JsonData> result) {
        JsonData source = result.source();
        if (source == null || !(source.toJson() instanceof JsonObject record)) {
            throw Server.failure("read", "its vector space cannot be read");
        }
        int dimension = record.get(DIMENSION) instanceof JsonNumber number ? number.intValue() : 0;
        return new VectorSpace(dimension, record.getString(MODEL, ""));
    }

    /** Fixes what is open of the store's vector space, and gives what it is now. */
    VectorSpace fix(VectorSpace wanted) {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            Optional<GetResult<JsonData>> stored =
                    server.get(index, Set.of(SPACE)).stream().findFirst();
            VectorSpace is = stored.map(Versions::space).orElse(VectorSpace.OPEN);
            VectorSpace fixed = is.joinedBy(wanted);
            JsonObject record = Server.JSON
                    .createObjectBuilder()
                    .add(DIMENSION, fixed.dimension())
                    .add(MODEL, fixed.model())
                    .build();
            if (fixed.equals(is)
                    || put(SPACE, record, stored.map(GetResult::seqNo), stored.map(GetResult::primaryTerm))
                            .isPresent()) {
                return fixed;
            }
        }
        throw Server.failure("write to", "its vector space changes all the time");
    }

    private Optional<BulkResponseItem> put(
            String id, JsonObject document, Optional<Long> sequence, Optional<Long> term) {
        JsonData body = JsonData.of(document);
        BulkOperation operation = sequence.isEmpty()
                ? BulkOperation.of(
                        any -> any.create(put -> put.index(index).id(id).document(body)))
                : BulkOperation.of(any -> any.index(put -> put.index(index)
                        .id(id)
                        .ifSeqNo(sequence.orElse(null))
                        .ifPrimaryTerm(term.orElse(null))
                        .document(body)));
        return server.bulk("write to", List.of(operation)).stream()
                .filter(item -> !Server.isConflict(item))
                .findFirst();
    }
}
