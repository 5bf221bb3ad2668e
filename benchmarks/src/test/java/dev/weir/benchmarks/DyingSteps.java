package dev.weir.benchmarks;

import dev.weir.tenancy.AccessTag;
import dev.weir.tenancy.BreakGlass;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.heads.HeadLog;
import dev.weir.tenancy.heads.LogPosition;
import dev.weir.tenancy.seal.SealedDocument;
import dev.weir.tenancy.store.ChunkStore;
import dev.weir.tenancy.store.Erasure;
import dev.weir.tenancy.store.ScopedQuery;
import dev.weir.tenancy.store.SearchResult;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** Ends the process, without a word and without closing anything, at the step that a system property names. */
final class DyingSteps {
    static final String PROPERTY = "weir.test.dies";
    static final int EXIT = 137;

    private DyingSteps() {}

    /** The places between two steps of a replacement. */
    enum Step {
        BEFORE_ROWS,
        AFTER_ROWS,
        BEFORE_HEAD,
        AFTER_HEAD,
        BEFORE_CLEARING,
        AFTER_CLEARING
    }

    static ChunkStore around(ChunkStore store) {
        return new DyingStore(store);
    }

    static HeadLog around(HeadLog log) {
        return new DyingLog(log);
    }

    private static void pass(Step step) {
        if (step.name().equals(System.getProperty(PROPERTY))) {
            Runtime.getRuntime().halt(EXIT);
        }
    }

    private record DyingStore(ChunkStore store) implements ChunkStore {
        @Override
        public void write(WriteGrant grant, SealedDocument document, Map<String, String> attributes) {
            pass(Step.BEFORE_ROWS);
            store.write(grant, document, attributes);
            pass(Step.AFTER_ROWS);
        }

        @Override
        public SearchResult search(ScopedQuery query) {
            return store.search(query);
        }

        @Override
        public long erase(WriteGrant grant, Erasure what) {
            pass(Step.BEFORE_CLEARING);
            long gone = store.erase(grant, what);
            pass(Step.AFTER_CLEARING);
            return gone;
        }

        @Override
        public long relabel(WriteGrant grant, DocumentId document, AccessTag tag) {
            return store.relabel(grant, document, tag);
        }

        @Override
        public void forEach(WriteGrant grant, Erasure what, Consumer<Candidate> action) {
            store.forEach(grant, what, action);
        }

        @Override
        public void forEach(BreakGlass opening, Consumer<Candidate> action) {
            store.forEach(opening, action);
        }

        @Override
        public void close() {
            store.close();
        }
    }

    private record DyingLog(HeadLog log) implements HeadLog {
        @Override
        public Set<TenantId> tenants() {
            return log.tenants();
        }

        @Override
        public List<byte[]> read(TenantId tenant, long sequence, int limit) {
            return log.read(tenant, sequence, limit);
        }

        @Override
        public void append(TenantId tenant, Function<LogPosition, List<byte[]>> entries) {
            pass(Step.BEFORE_HEAD);
            log.append(tenant, entries);
            pass(Step.AFTER_HEAD);
        }

        @Override
        public void close() {
            log.close();
        }
    }
}
