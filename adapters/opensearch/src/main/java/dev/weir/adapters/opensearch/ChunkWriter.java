package dev.weir.adapters.opensearch;

import dev.weir.tenancy.seal.SealedChunk;
import dev.weir.tenancy.seal.SealedDocument;
import dev.weir.tenancy.store.StoreException;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.opensearch.client.opensearch._types.query_dsl.Query;

/**
 * Writes one version of a document in one step, although OpenSearch has no transactions: the rows of each attempt carry a
 * generation of their own, and count from the moment at which the version's record names it.
 *
 * <p>Claim the record; write the rows and make them visible; note the rows of other attempts; switch the record, which
 * fails if anybody changed it since the claim; remove the noted rows. What fails before the switch leaves rows that nobody
 * believes, and the next write or erasure removes them.
 */
final class ChunkWriter {
    private static final int MOST_TRIES = 20;
    private static final int ROWS_AT_A_TIME = 250;
    private static final int LOCKS = 64;

    private final Rows rows;
    private final Versions versions;
    private final List<ReentrantLock> locks = new ArrayList<>();

    ChunkWriter(Rows rows, Versions versions) {
        this.rows = rows;
        this.versions = versions;
        for (int i = 0; i < LOCKS; i++) {
            locks.add(new ReentrantLock());
        }
    }

    void replace(SealedDocument sealed, Map<String, String> attributes, List<String> terms) {
        String key = Versions.key(
                sealed.tenant(), sealed.head().document(), sealed.head().version());
        // Writers of one process take turns; those of others are met at the switch.
        ReentrantLock turn = locks.get(Math.floorMod(key.hashCode(), LOCKS));
        turn.lock();
        try {
            for (int tries = 0; tries < MOST_TRIES; tries++) {
                if (attempt(key, sealed, attributes, terms)) {
                    return;
                }
                giveWay(tries);
            }
        } finally {
            turn.unlock();
        }
        throw Server.failure("write to", "version " + key + " is written or erased by others all the time");
    }

    /** For a random while, so that writers of different processes do not keep on making each other fail. */
    private static void giveWay(int tries) {
        long most = TimeUnit.MILLISECONDS.toNanos(1L << Math.min(tries + 4, 11));
        LockSupport.parkNanos(Math.floorMod(UUID.randomUUID().getLeastSignificantBits(), most));
    }

    private boolean attempt(String key, SealedDocument sealed, Map<String, String> attributes, List<String> terms) {
        String generation = UUID.randomUUID().toString();
        Optional<Versions.Version> before =
                Optional.ofNullable(versions.read(Set.of(key)).get(key));
        Optional<Versions.Version> claimed = versions.claim(sealed, before, generation);
        if (claimed.isEmpty()) {
            return false;
        }
        Set<String> written = new HashSet<>();
        Set<String> others;
        try {
            write(sealed, attributes, terms, generation, written);
            rows.refresh();
            others = others(sealed, generation);
        } catch (StoreException e) {
            forget(written, e);
            throw e;
        }
        if (!versions.publish(sealed, claimed.get(), generation)) {
            rows.remove(written);
            return false;
        }
        if (!others.isEmpty()) {
            rows.remove(others);
            rows.refresh();
        }
        return true;
    }

    private void write(
            SealedDocument sealed,
            Map<String, String> attributes,
            List<String> terms,
            String generation,
            Set<String> written) {
        String tag = sealed.head().tag().token();
        List<SealedChunk> chunks = sealed.chunks();
        for (int from = 0; from < chunks.size(); from += ROWS_AT_A_TIME) {
            List<JsonObject> documents = chunks.subList(from, Math.min(chunks.size(), from + ROWS_AT_A_TIME)).stream()
                    .map(chunk -> Row.document(chunk, generation, tag, attributes, terms))
                    .toList();
            documents.forEach(document -> written.add(Rows.id(document)));
            rows.write(documents);
        }
    }

    private Set<String> others(SealedDocument sealed, String generation) {
        Query others = Query.of(query -> query.bool(bool -> bool.filter(
                        FilterCompiler.term(Row.TENANT, sealed.tenant().value()),
                        FilterCompiler.term(
                                Row.DOCUMENT, sealed.head().document().value()),
                        FilterCompiler.version(sealed.head().version()))
                .mustNot(FilterCompiler.term(Row.GENERATION, generation))));
        Set<String> ids = new HashSet<>();
        rows.named(others).forEach(row -> ids.add(row.id()));
        return ids;
    }

    /** Nobody believes these rows, so that leaving them, where the server cannot be asked any more, does no harm. */
    private void forget(Set<String> written, StoreException failure) {
        try {
            rows.remove(written);
        } catch (StoreException e) {
            failure.addSuppressed(e);
        }
    }
}
