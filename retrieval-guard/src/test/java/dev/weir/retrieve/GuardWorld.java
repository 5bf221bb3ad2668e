package dev.weir.retrieve;

import dev.weir.retrieve.audit.AuditEvent;
import dev.weir.retrieve.audit.AuditSink;
import dev.weir.retrieve.context.GuardedContext;
import dev.weir.retrieve.verify.Refusal;
import dev.weir.retrieve.verify.StoreBreaker;
import dev.weir.retrieve.verify.Withheld;
import dev.weir.retrieve.verify.WithholdCode;
import dev.weir.tenancy.AccessScope;
import dev.weir.tenancy.AccessTag;
import dev.weir.tenancy.BreakGlass;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.seal.SealedDocument;
import dev.weir.tenancy.store.ChunkStore;
import dev.weir.tenancy.store.Erasure;
import dev.weir.tenancy.store.InMemoryChunkStore;
import dev.weir.tenancy.store.Pushdown;
import dev.weir.tenancy.store.ScopedQuery;
import dev.weir.tenancy.store.SearchResult;
import dev.weir.tenancy.testkit.SealedWorld;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** A sealed world with a store and a firewall before it; what the firewall records is kept for the test. */
public final class GuardWorld {
    public final SealedWorld world = SealedWorld.inMemory();
    public final InMemoryChunkStore store = new InMemoryChunkStore(world.clock());
    public final List<AuditEvent> events = new ArrayList<>();
    public final StoreBreaker breaker = StoreBreaker.closingAfter(Duration.ofMinutes(5), world.clock());

    /** A firewall's builder before any store. */
    public RetrievalFirewall.Builder before(ChunkStore any) {
        return before(any, events::add);
    }

    public RetrievalFirewall.Builder before(ChunkStore any, AuditSink sink) {
        return RetrievalFirewall.builder(any, world.heads(), sink, world.digests(), world.clock())
                .breaker(breaker);
    }

    /** Seals, writes and publishes a document of the default label. */
    public SealedDocument ingest(TenantId tenant, String document, String... texts) {
        return world.ingest(store, world.grant(tenant, WriteAction.INGEST), world.draft(document, 1, texts));
    }

    /** The request of an ordinary reader of the tenant, by the vector of a text. */
    public RetrievalRequest request(TenantId tenant, String text, int k) {
        return request(world.scope(tenant), text, k);
    }

    public RetrievalRequest request(AccessScope scope, String text, int k) {
        return RetrievalRequest.of(scope, text, SealedWorld.vectorOf(text), k);
    }

    /** What the last answer refused, for the audit log. */
    public List<Refusal> refused() {
        return events.reversed().stream()
                .filter(AuditEvent.Answered.class::isInstance)
                .map(AuditEvent.Answered.class::cast)
                .findFirst()
                .orElseThrow()
                .refusals();
    }

    public static List<String> ids(GuardedContext context) {
        return context.chunks().stream()
                .map(each -> each.chunk().id().toString())
                .toList();
    }

    public static List<WithholdCode> codes(GuardedContext context) {
        return context.withheld().stream().map(Withheld::code).toList();
    }

    /** A copy of a row with another text. */
    public static Candidate withText(Candidate row, String text) {
        return new Candidate(
                row.id().orElse(""),
                text,
                row.seal().orElse(""),
                row.vector().orElse(new float[0]),
                Map.of(),
                row.score());
    }

    /** A store whose searches are answered by the test, over one that holds everything. */
    public static final class ScriptedStore implements ChunkStore {
        private final ChunkStore honest;
        private final BiFunction<ChunkStore, ScopedQuery, SearchResult> script;
        /** How many rows each search asked for. */
        public final List<Integer> asked = new ArrayList<>();

        public ScriptedStore(ChunkStore honest, BiFunction<ChunkStore, ScopedQuery, SearchResult> script) {
            this.honest = honest;
            this.script = script;
        }

        /** Puts rows before those of the honest store, cut to k, and claims to have enforced everything. */
        public static ScriptedStore planting(ChunkStore honest, List<Candidate> planted) {
            return planting(honest, planted, Pushdown.everything());
        }

        public static ScriptedStore planting(ChunkStore honest, List<Candidate> planted, Pushdown claim) {
            return new ScriptedStore(honest, (inner, query) -> {
                List<Candidate> rows = new ArrayList<>(planted);
                rows.addAll(inner.search(query).rows());
                return new SearchResult(rows.subList(0, Math.min(query.k(), rows.size())), claim);
            });
        }

        @Override
        public SearchResult search(ScopedQuery query) {
            asked.add(query.k());
            return script.apply(honest, query);
        }

        @Override
        public void write(WriteGrant grant, SealedDocument document, Map<String, String> attributes) {
            honest.write(grant, document, attributes);
        }

        @Override
        public long erase(WriteGrant grant, Erasure what) {
            return honest.erase(grant, what);
        }

        @Override
        public long relabel(WriteGrant grant, DocumentId document, AccessTag tag) {
            return honest.relabel(grant, document, tag);
        }

        @Override
        public void forEach(WriteGrant grant, Erasure what, Consumer<Candidate> action) {
            honest.forEach(grant, what, action);
        }

        @Override
        public void forEach(BreakGlass opening, Consumer<Candidate> action) {
            honest.forEach(opening, action);
        }

        @Override
        public void close() {
            honest.close();
        }
    }
}
