package dev.weir.retrieve;

import static java.util.Objects.requireNonNull;

import dev.weir.retrieve.audit.AuditEvent;
import dev.weir.retrieve.audit.AuditSink;
import dev.weir.retrieve.behaviour.BehaviourGuard;
import dev.weir.retrieve.behaviour.Observed;
import dev.weir.retrieve.behaviour.Ruling;
import dev.weir.retrieve.context.ContextAssembler;
import dev.weir.retrieve.context.Fence;
import dev.weir.retrieve.context.GuardedContext;
import dev.weir.retrieve.screen.Mode;
import dev.weir.retrieve.screen.PassageScreen;
import dev.weir.retrieve.screen.ScreenedSet;
import dev.weir.retrieve.screen.SetScreens;
import dev.weir.retrieve.verify.CandidateGate;
import dev.weir.retrieve.verify.GateResult;
import dev.weir.retrieve.verify.GatedChunk;
import dev.weir.retrieve.verify.RefusedTexts;
import dev.weir.retrieve.verify.RescanQueue;
import dev.weir.retrieve.verify.Rescreening;
import dev.weir.retrieve.verify.StoreBreaker;
import dev.weir.retrieve.verify.Withheld;
import dev.weir.retrieve.verify.WithholdCode;
import dev.weir.tenancy.AccessScope;
import dev.weir.tenancy.Principal;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.chunk.Sha256;
import dev.weir.tenancy.heads.AdoptionSnapshot;
import dev.weir.tenancy.heads.HeadReader;
import dev.weir.tenancy.keys.TenantDigests;
import dev.weir.tenancy.store.ChunkStore;
import dev.weir.tenancy.store.ScopedQuery;
import dev.weir.tenancy.store.SearchResult;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Answers questions from a store that is not trusted: the one way from a question to a context. Thread-safe.
 *
 * <p>The order is fixed: whoever is watched is looked up; the heads of every tenant of the scope are brought up to
 * date; the query is bound to the scope; the store is asked for more rows than are wanted; every row is verified; while
 * rows were dropped and the store has more, it is asked again for twice as many; the verified set is screened and cut;
 * what would be served is counted for whoever is watched; the context is written; the answer is recorded; it leaves.
 *
 * <h2>Guarantees</h2>
 *
 * <ul>
 *   <li>Every chunk of an answer was verified, now, for the caller's scope, before anything else looked at it.
 *   <li>Whatever fails, the answer holds fewer chunks, never more: an exception empties it.
 *   <li>No answer leaves that was not recorded first.
 *   <li>Broken, stale and unreadable rows cost nothing but themselves. {@link CandidateGate} says what fails a store.
 *   <li>What is withheld and named is of documents that the caller may read: absent and forbidden look the same.
 * </ul>
 *
 * <h2>Not guaranteed</h2>
 *
 * <p>That a store returned every row it should have, that what a source says is true, and that two answers take the same
 * time.
 */
public final class RetrievalFirewall {
    /** How many rows are asked for at first, for each chunk wanted: what set screens take out is filled from the rest. */
    public static final int OVERFETCH = 3;

    private static final Logger LOG = System.getLogger(RetrievalFirewall.class.getName());
    private static final int REQUEST_ID_BYTES = 12;

    private final ChunkStore store;
    private final FollowedHeads heads;
    private final AuditSink audit;
    private final InstantSource clock;
    private final StoreBreaker breaker;
    private final Supplier<Rescreening> rescreening;
    private final ToDoubleFunction<String> suspicion;
    private final RescanQueue rescans;
    private final RefusedTexts refusedTexts;
    private final SetScreens screens;
    private final @Nullable BehaviourGuard behaviour;
    private final Mode mode;
    private final ContextAssembler assembler;
    private final TenantDigests digests;
    private final SecureRandom random;

    private RetrievalFirewall(Builder builder) {
        this.store = builder.store;
        this.heads = new FollowedHeads(builder.heads, builder.snapshots, builder.clock);
        this.audit = builder.audit;
        this.clock = builder.clock;
        this.breaker = builder.breaker;
        this.rescreening = builder.rescreening;
        this.suspicion = builder.suspicion;
        this.rescans = builder.rescans;
        this.refusedTexts = builder.refusedTexts;
        this.screens = builder.screens.in(builder.mode);
        this.behaviour = builder.behaviour;
        this.mode = builder.mode;
        this.assembler = builder.assembler;
        this.digests = builder.digests;
        this.random = builder.random;
    }

    /**
     * Begins a firewall before one store.
     *
     * @param heads follows the logs of every tenant that is asked about
     * @param audit gets an event for each question
     * @param digests stand in the events for the question, under the key of the caller's tenant, and for each text, under
     *     that of the chunk's; without the key nothing is answered
     */
    public static Builder builder(
            ChunkStore store, HeadReader heads, AuditSink audit, TenantDigests digests, InstantSource clock) {
        return new Builder(store, heads, audit, digests, clock);
    }

    /** Answers a question. Whatever goes wrong is a {@link Withheld} of the answer, not an exception. */
    public GuardedContext retrieve(RetrievalRequest request) {
        String requestId = requestId();
        try {
            return answer(requestId, request);
        } catch (RuntimeException e) {
            WithholdCode code = WithholdCode.of(e);
            // The message of a store's exception may quote what the store holds.
            LOG.log(
                    Level.ERROR,
                    "request {0} failed closed: {1}, {2}",
                    requestId,
                    code,
                    e.getClass().getName());
            return failed(requestId, request, code, e.getClass().getName());
        }
    }

    private GuardedContext answer(String requestId, RetrievalRequest request) {
        AccessScope scope = request.scope();
        if (!scope.isLive(clock.instant())) {
            return failed(requestId, request, WithholdCode.SCOPE_EXPIRED, "");
        }
        if (breaker.isOpen()) {
            return failed(requestId, request, WithholdCode.STORE_BREAKER_OPEN, "");
        }
        Conduct conduct = Conduct.begin(behaviour, scope);
        if (conduct.refusal().isPresent()) {
            Ruling ruling = conduct.settle(Observed.unanswered(request.query()));
            return recorded(requestId, scope.principal(), conduct, ruling)
                    ? failed(requestId, request, conduct.refusal().get(), "")
                    : empty(requestId, WithholdCode.AUDIT_FAILED);
        }
        return search(requestId, request.atMost(conduct.k(request.k())), conduct);
    }

    private GuardedContext search(String requestId, RetrievalRequest request, Conduct conduct) {
        AccessScope scope = request.scope();
        Findings findings = new Findings();
        findings.withheld.addAll(heads.freshen(scope));
        List<GatedChunk> verified = search(request, findings);
        if (!findings.foreign.isEmpty()) {
            breaker.trip();
            LOG.log(
                    Level.ERROR,
                    "request {0}: the store returned {1} intact foreign rows",
                    requestId,
                    findings.foreign.size());
            record(new AuditEvent.BreakerTripped(
                    clock.instant(), scope.principal(), requestId, List.copyOf(findings.foreign)));
            return failed(requestId, request, WithholdCode.STORE_BREAKER_OPEN, "");
        }
        queue(requestId, findings);
        refusedTexts.refused(requestId, findings.refusedTexts);
        ScreenedSet fit = screens.screen(request.query(), verified, request.k());
        double suspected = conduct.weighsQuestions() ? suspicion.applyAsDouble(request.query()) : 0;
        Ruling ruling = conduct.settle(Conduct.observed(request.query(), verified, fit, findings.refusals)
                .suspected(suspected));
        if (!recorded(requestId, scope.principal(), conduct, ruling)) {
            return empty(requestId, WithholdCode.AUDIT_FAILED);
        }
        if (ruling.refusal().isPresent()) {
            return failed(requestId, request, ruling.refusal().get(), "");
        }
        ScreenedSet screened = Conduct.capped(fit, ruling);
        findings.take(screened.withheld());
        GuardedContext context = assembler.assemble(requestId, screened.kept(), List.copyOf(findings.withheld));
        return record(answered(requestId, request, context, findings))
                ? context
                : empty(requestId, WithholdCode.AUDIT_FAILED);
    }

    private boolean recorded(String requestId, Principal principal, Conduct conduct, Ruling ruling) {
        for (Ruling.Change change : ruling.changes()) {
            if (!record(new AuditEvent.RungChanged(clock.instant(), principal, requestId, change))) {
                return false;
            }
        }
        conduct.recorded(ruling);
        return true;
    }

    /** Verified rows, as many as {@link #OVERFETCH} asks for if the store has them. */
    private List<GatedChunk> search(RetrievalRequest request, Findings findings) {
        int wanted = request.k() * OVERFETCH;
        ScopedQuery query = heads.bind(request, wanted);
        Rescreening of = rescreening.get();
        while (true) {
            int asked = query.k();
            SearchResult result = store.search(query);
            GateResult checked = heads.gate().check(result, asked, request.scope(), request.filter(), of);
            findings.take(checked);
            List<GatedChunk> chunks = checked.chunks();
            if (!refusedTexts.equals(RefusedTexts.NONE)) {
                findings.refusedTexts.addAll(RefusedTexts.of(result, chunks));
            }
            boolean exhausted = result.rows().size() < asked || asked == ScopedQuery.MAX_K;
            if (chunks.size() >= wanted || exhausted || !checked.foreign().isEmpty()) {
                return chunks.subList(0, Math.min(wanted, chunks.size()));
            }
            query = query.withK(Math.min(asked * 2, ScopedQuery.MAX_K));
        }
    }

    /** A queue that fails costs a re-scan its order and nobody an answer. */
    private void queue(String requestId, Findings findings) {
        try {
            findings.oldScans.forEach(rescans::offer);
        } catch (RuntimeException e) {
            LOG.log(
                    Level.WARNING,
                    "request {0}: documents could not be queued for a re-scan: {1}",
                    requestId,
                    e.getClass().getName());
        }
    }

    private AuditEvent answered(String requestId, RetrievalRequest request, GuardedContext context, Findings findings) {
        List<AuditEvent.Served> served = context.chunks().stream()
                .map(each -> new AuditEvent.Served(
                        each.chunk().id(),
                        digest(each.chunk().id().tenant(), each.chunk().text())))
                .toList();
        return new AuditEvent.Answered(
                clock.instant(),
                request.scope().principal(),
                requestId,
                digest(request.scope().principal().tenant(), request.query()),
                request.scope().policy(),
                mode,
                request.k(),
                served,
                List.copyOf(findings.refusals));
    }

    private GuardedContext failed(String requestId, RetrievalRequest request, WithholdCode code, String failure) {
        boolean recorded;
        try {
            Principal principal = request.scope().principal();
            Sha256 query = digest(principal.tenant(), request.query());
            recorded = record(new AuditEvent.Failed(clock.instant(), principal, requestId, query, code, failure));
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "request {0} cannot be recorded: there is no digest of its question", requestId);
            recorded = false;
        }
        return empty(requestId, recorded ? code : WithholdCode.AUDIT_FAILED);
    }

    private Sha256 digest(TenantId tenant, String text) {
        return digests.digest(tenant, TenantDigests.Purpose.AUDIT, text);
    }

    private GuardedContext empty(String requestId, WithholdCode code) {
        return assembler.assemble(requestId, List.of(), List.of(new Withheld.OfAnswer(code)));
    }

    /** Whether the event was kept. A sink that throws anything has not kept it. */
    private boolean record(AuditEvent event) {
        try {
            audit.record(event);
            return true;
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "an audit event could not be recorded", e);
            return false;
        }
    }

    private String requestId() {
        byte[] bytes = new byte[REQUEST_ID_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Collects what a firewall can be given besides its required parts; each once. */
    public static final class Builder {
        private static final Duration BREAKER_OPEN_FOR = Duration.ofMinutes(5);

        private final ChunkStore store;
        private final HeadReader heads;
        private final AuditSink audit;
        private final TenantDigests digests;
        private final InstantSource clock;
        private final SecureRandom random = new SecureRandom();
        private StoreBreaker breaker;
        private Supplier<Rescreening> rescreening = () -> Rescreening.NONE;
        private List<AdoptionSnapshot> snapshots = List.of();
        private ToDoubleFunction<String> suspicion = question -> 0;
        private RescanQueue rescans = RescanQueue.NONE;
        private RefusedTexts refusedTexts = RefusedTexts.NONE;
        private SetScreens screens = SetScreens.standard();
        private @Nullable BehaviourGuard behaviour;
        private Mode mode = Mode.ENFORCE;
        private ContextAssembler assembler = new ContextAssembler(Fence.DELIMITING, random);

        private Builder(
                ChunkStore store, HeadReader heads, AuditSink audit, TenantDigests digests, InstantSource clock) {
            this.store = requireNonNull(store, "store is null");
            this.heads = requireNonNull(heads, "heads is null");
            this.audit = requireNonNull(audit, "audit is null");
            this.digests = requireNonNull(digests, "digests is null");
            this.clock = requireNonNull(clock, "clock is null");
            this.breaker = StoreBreaker.closingAfter(BREAKER_OPEN_FOR, clock);
        }

        /** The store's breaker, shared by every firewall before that store; at first one that closes after 5 minutes. */
        public Builder breaker(StoreBreaker shared) {
            this.breaker = requireNonNull(shared, "breaker is null");
            return this;
        }

        /**
         * Screens chunks whose scan is too old to count, or for which only a snapshot vouches; at first they are withheld. Where
         * a behaviour guard heeds {@link dev.weir.retrieve.behaviour.Sign#INJECTION}, it screens every question too. The caller
         * closes it.
         */
        public Builder passageScreen(PassageScreen screen) {
            requireNonNull(screen, "screen is null");
            this.rescreening = screen::begin;
            this.suspicion = screen::suspicion;
            return this;
        }

        /**
         * Lets rows through that are not adopted yet, for which these snapshots vouch until their deadline, one a tenant; each
         * passes only if a {@link #passageScreen} finds it clean. At first there are none.
         *
         * @throws IllegalArgumentException from {@link #build} if two are of one tenant
         */
        public Builder snapshots(Collection<AdoptionSnapshot> each) {
            this.snapshots = List.copyOf(each);
            return this;
        }

        /** Gets the documents whose scan is not current; at first nothing does. */
        public Builder rescanQueue(RescanQueue queue) {
            this.rescans = requireNonNull(queue, "queue is null");
            return this;
        }

        /** Gets the texts of refused rows, for checking the answer for them; at first nothing does. */
        public Builder refusedTexts(RefusedTexts taker) {
            this.refusedTexts = requireNonNull(taker, "taker is null");
            return this;
        }

        /** The set screens; at first {@link SetScreens#standard()}. */
        public Builder screens(SetScreens chosen) {
            this.screens = requireNonNull(chosen, "screens is null");
            return this;
        }

        /** Watches how everybody asks, and may shorten or refuse answers; at first nobody is watched. */
        public Builder behaviour(BehaviourGuard guard) {
            this.behaviour = requireNonNull(guard, "behaviour is null");
            return this;
        }

        /** Whether set screens act; at first they do. */
        public Builder mode(Mode chosen) {
            this.mode = requireNonNull(chosen, "mode is null");
            return this;
        }

        /** How passages are fenced; at first {@link Fence#DELIMITING}. */
        public Builder fence(Fence fence) {
            this.assembler = new ContextAssembler(fence, random);
            return this;
        }

        public RetrievalFirewall build() {
            return new RetrievalFirewall(this);
        }
    }
}
