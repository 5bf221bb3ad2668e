package dev.weir.ingest;

import static java.util.Objects.requireNonNull;

import dev.weir.ingest.admission.AdmissionScreens;
import dev.weir.ingest.admission.Arrival;
import dev.weir.ingest.parse.RawDocument;
import dev.weir.ingest.quarantine.HeldFinding;
import dev.weir.ingest.quarantine.QuarantineStore;
import dev.weir.ingest.quarantine.Review;
import dev.weir.ingest.quarantine.Ticket;
import dev.weir.ingest.quarantine.TicketId;
import dev.weir.ingest.verdict.OnHeldSuccessor;
import dev.weir.ingest.verdict.Verdict;
import dev.weir.models.embed.Embedder;
import dev.weir.tenancy.Reason;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.TrustTier;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.WriteRefusedException;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.chunk.ScanStamp;
import dev.weir.tenancy.chunk.Sha256;
import dev.weir.tenancy.chunk.SourceRef;
import dev.weir.tenancy.heads.DocumentHead;
import dev.weir.tenancy.heads.HeadLookup;
import dev.weir.tenancy.keys.TenantDigests;
import dev.weir.tenancy.seal.ChunkDraft;
import dev.weir.tenancy.seal.SealedDocument;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The way into an index: reads, screens and judges a document, seals and indexes what was admitted, and holds what was
 * not. Thread-safe; owns nothing it was given.
 *
 * <h2>Guarantees</h2>
 *
 * <ul>
 *   <li>Nothing is indexed that was not read whole and screened, as {@link DocumentScanner} says.
 *   <li>Tenant, audience, uploader and trust are the write grant's, and the grant must be for the submission's source.
 *   <li>A crash at any moment leaves the old version, or the new one, and never both or half of one being served;
 *       submitting the same again under the same batch name ends in the same state.
 *   <li>A release seals exactly the bytes and the text that were reviewed, by somebody else than the uploader, for the same
 *       audience and with no more trust.
 *   <li>Text and chunks that somebody else extracted are screened whole like any other and sealed as {@code external}.
 *   <li>Whatever admission screens are in force see every new version, whole, before anything of it is sealed; what they hold
 *       withholds nothing that is served.
 *   <li>Where the policy says so, a document whose new version is held is withheld from then on, until a version is sealed
 *       or released, or the held one rejected.
 * </ul>
 *
 * <h2>Not guaranteed</h2>
 *
 * <ul>
 *   <li>That two processes may ingest the same document at the same time: the head log refuses one of them.
 *   <li>That a new version that is refused withdraws the old one: what was admitted stays served.
 * </ul>
 */
public final class IngestGuard {
    private final DocumentScanner scanner;
    private final IngestTargets targets;
    private final Publisher publisher;
    private final InstantSource clock;
    private final DocumentLocks locks = new DocumentLocks();
    private final TicketDesk desk;
    private final Arrivals arrivals;
    private final AdmissionScreens admission;

    /** A guard with the {@linkplain AdmissionScreens#standard() standard} screens. */
    public IngestGuard(DocumentScanner scanner, Embedder embedder, IngestTargets targets, InstantSource clock) {
        this(scanner, embedder, targets, AdmissionScreens.standard(), clock);
    }

    /** @param admission what looks at documents between verdict and seal */
    public IngestGuard(
            DocumentScanner scanner,
            Embedder embedder,
            IngestTargets targets,
            AdmissionScreens admission,
            InstantSource clock) {
        this.scanner = requireNonNull(scanner, "scanner is null");
        this.targets = requireNonNull(targets, "targets is null");
        this.clock = requireNonNull(clock, "clock is null");
        this.publisher = new Publisher(requireNonNull(embedder, "embedder is null"), targets, clock);
        this.admission = requireNonNull(admission, "admission is null");
        this.arrivals = new Arrivals(embedder.modelId(), targets, clock);
        this.desk = new TicketDesk(scanner, targets, publisher, locks, arrivals, admission, clock);
    }

    /** What would become of a document, without storing anything; accepted findings of the tenant count. */
    public DocumentReport assess(RawDocument raw, SourceRef source, TenantId tenant, TrustTier trust) {
        return scanner.assess(new Content.Document(raw), raw.name(), source, trust, accepted(tenant, source))
                .report();
    }

    /** The id of whatever is found at a source; it means nothing to whoever lacks the tenant's digest key. */
    public DocumentId documentOf(TenantId tenant, SourceRef source) {
        return targets.digests().documentOf(tenant, source);
    }

    /** What names documents here, and what a ledger of this guard's ingests knows them by. */
    public TenantDigests digests() {
        return targets.digests();
    }

    /** The digest of everything that verdicts on a tenant's documents of a source depend on besides the document. */
    public Sha256 rulesFor(TenantId tenant, SourceRef source) {
        return Sha256.ofText(scanner.rules().digest().hex() + "\n" + admission.id() + "\n"
                + targets.quarantine().suppressions().digest(tenant, source).hex());
    }

    /** The scanner that judges for this guard. */
    public DocumentScanner scanner() {
        return scanner;
    }

    /**
     * Ingests one document.
     *
     * @throws WriteRefusedException if the grant is for another action, tenant or source, or has expired
     * @throws RuntimeException of parser, embedder, store, head log, keys or quarantine if one of them is broken; nothing of
     *     the document then counts, or all of it
     */
    public IngestOutcome ingest(Submission submission, WriteGrant grant) {
        return ingest(judge(submission, grant));
    }

    /**
     * Reads, screens and judges, and stores nothing yet: for whoever wants to see other verdicts first.
     *
     * @throws WriteRefusedException as {@link #ingest(Submission, WriteGrant)}
     */
    public JudgedSubmission judge(Submission submission, WriteGrant grant) {
        grant.require(grant.tenant(), WriteAction.INGEST, clock.instant());
        if (!grant.source().equals(submission.source().uri())) {
            throw new WriteRefusedException("the write grant is for another source than the submission's");
        }
        Assessed assessed = scanner.assess(
                submission.content(),
                submission.name(),
                submission.source(),
                grant.trust(),
                accepted(grant.tenant(), submission.source()));
        return new JudgedSubmission(submission, grant, assessed);
    }

    /** Does what the verdict says. */
    public IngestOutcome ingest(JudgedSubmission judged) {
        judged.grant().require(judged.grant().tenant(), WriteAction.INGEST, clock.instant());
        return switch (judged.report().verdict()) {
            case Verdict.Admit admit -> seal(judged.submission(), judged.grant(), judged.assessed());
            case Verdict.Redact redact -> seal(judged.submission(), judged.grant(), judged.assessed());
            case Verdict.Quarantine quarantine ->
                quarantine(
                        judged.submission(),
                        judged.grant(),
                        judged.assessed(),
                        judged.assessed().onHeldSuccessor());
            case Verdict.Reject reject -> new IngestOutcome.Refused(judged.report(), RefusalCode.REJECTED);
        };
    }

    /** Holds what would be admitted, with the batch it came in; what is served stays served, whatever the policy. */
    public IngestOutcome holdWithBatch(JudgedSubmission judged) {
        judged.grant().require(judged.grant().tenant(), WriteAction.INGEST, clock.instant());
        Assessed held = judged.assessed().heldWithBatch();
        return held.report().verdict() instanceof Verdict.Reject
                ? new IngestOutcome.Refused(held.report(), RefusalCode.REJECTED)
                : quarantine(judged.submission(), judged.grant(), held, OnHeldSuccessor.KEEP);
    }

    /**
     * Releases a held document, whole, after a review.
     *
     * @param grant a {@link WriteAction#RELEASE} grant of the reviewer, for the ticket's source and labels
     * @throws WriteRefusedException if the grant allows no release, or has expired
     */
    public ReleaseOutcome release(WriteGrant grant, TicketId id, Reason reason) {
        return desk.release(grant, id, requireNonNull(reason, "reason is null"));
    }

    /**
     * Releases every pending ticket of a tenant that a selection names, each by itself and with all the checks of a single
     * release; none stops the others. A ticket that is also held for reasons the selection does not name is left.
     *
     * @param grants the reviewer's leave for a ticket's source and labels; it may throw
     *     {@link dev.weir.tenancy.ScopeDeniedException}
     * @param outcomes takes one for each ticket, as it is known
     * @throws RuntimeException of parser, store, head log or keys if one of them is broken
     */
    public void releaseAll(
            TenantId tenant,
            TicketSelection selection,
            Function<Ticket, WriteGrant> grants,
            Reason reason,
            Consumer<ReleaseOutcome> outcomes) {
        desk.releaseAll(tenant, selection, grants, requireNonNull(reason, "reason is null"), outcomes);
    }

    /**
     * Records that a held document is hostile. It stays held, for the record, until it is purged. What it withheld is served
     * again, unless another version of the document waits for a decision.
     *
     * @param grant as for a release
     * @throws WriteRefusedException if the grant allows no release, or has expired
     */
    public RejectOutcome reject(WriteGrant grant, TicketId id, Reason reason) {
        return desk.reject(grant, id, requireNonNull(reason, "reason is null"));
    }

    /**
     * The text that the findings of a ticket stand in, read again from what is held, for a reviewer who asked for it; empty for
     * a finding whose text does not read as it did.
     */
    public Map<HeldFinding, Excerpt> texts(Ticket ticket) {
        return desk.texts(ticket);
    }

    /**
     * The chunks of a ticket in which spans were replaced, as they were read and as they are served, for a reviewer who asked
     * for them; empty if what is held does not read as it did.
     */
    public List<RedactedText> redactions(Ticket ticket) {
        return desk.redactions(ticket);
    }

    /** What is held. */
    public QuarantineStore quarantine() {
        return targets.quarantine();
    }

    private IngestOutcome seal(Submission submission, WriteGrant grant, Assessed assessed) {
        List<ChunkDraft> drafts = publisher.drafts(assessed.admitted(), submission.embeddings());
        Lock lock = locks.of(grant.tenant(), submission.document());
        lock.lock();
        try {
            HeadLookup now = publisher.lookup(grant.tenant(), submission.document());
            Optional<IngestOutcome> kept = keep(submission, grant, assessed, now);
            return kept.isPresent() ? kept.get() : sealNow(submission, grant, assessed, drafts, now);
        } finally {
            lock.unlock();
        }
    }

    /** The outcome if what is current must not be replaced. */
    private Optional<IngestOutcome> keep(Submission submission, WriteGrant grant, Assessed assessed, HeadLookup now) {
        boolean foreign = Publisher.standing(now)
                .filter(head -> !head.tag().equals(grant.tag()))
                .isPresent();
        return foreign
                ? Optional.of(new IngestOutcome.Refused(assessed.report(), RefusalCode.OTHER_AUDIENCE))
                : released(submission, grant, assessed, now);
    }

    /** A reviewer has released these very bytes: scanning them again by the same rules must not undo that. */
    private Optional<IngestOutcome> released(
            Submission submission, WriteGrant grant, Assessed assessed, HeadLookup now) {
        Optional<DocumentHead> head =
                Publisher.standing(now).filter(standing -> standing.stamp().outcome() == ScanStamp.Outcome.RELEASED);
        Optional<IngestOutcome> outcome = head.flatMap(standing -> targets.quarantine()
                .find(grant.tenant(), Tickets.idOf(submission, grant, assessed))
                .filter(review -> review instanceof Review.Released released
                        && released.release().version() == standing.version())
                .map(review -> new IngestOutcome.Sealed(assessed.report(), standing, List.of(review.ticket()))));
        if (outcome.isPresent()) {
            Publisher.suspended(now).ifPresent(standing -> publisher.put(grant, standing));
        }
        return outcome;
    }

    private IngestOutcome sealNow(
            Submission submission, WriteGrant grant, Assessed assessed, List<ChunkDraft> drafts, HeadLookup now) {
        Optional<DocumentHead> standing = Publisher.standing(now);
        WriteGrant capped = capped(grant, standing);
        Publisher.Edition edition = Publisher.Edition.of(submission, assessed);
        Optional<SealedDocument> again = standing.flatMap(head -> publisher.resealed(edition, capped, drafts, head));
        return again.map(same -> sealNow(
                        submission, capped, assessed, standing, () -> publisher.repair(edition, capped, same, now)))
                .orElseGet(() -> admitNow(submission, capped, assessed, drafts, standing));
    }

    /** What would publish something new is first looked at together with what is there. */
    private IngestOutcome admitNow(
            Submission submission,
            WriteGrant grant,
            Assessed assessed,
            List<ChunkDraft> drafts,
            Optional<DocumentHead> standing) {
        Arrival arrival = arrivals.of(submission, grant, drafts, standing);
        Assessed seen = assessed.with(admission.screen(arrival));
        if (seen.report().verdict() instanceof Verdict.Quarantine) {
            return quarantine(submission, grant, seen, OnHeldSuccessor.KEEP);
        }
        IngestOutcome outcome = sealNow(
                submission,
                grant,
                seen,
                standing,
                () -> publisher.publish(Publisher.Edition.of(submission, seen), grant, drafts));
        if (outcome instanceof IngestOutcome.Sealed) {
            admission.admitted(arrival);
        }
        return outcome;
    }

    private IngestOutcome sealNow(
            Submission submission,
            WriteGrant capped,
            Assessed assessed,
            Optional<DocumentHead> standing,
            Supplier<DocumentHead> publication) {
        DocumentHead head;
        try {
            head = publication.get();
        } catch (WriteRefusedException e) {
            standing.ifPresent(served -> publisher.clear(capped, served));
            return new IngestOutcome.Refused(assessed.report(), RefusalCode.LOG_REFUSED);
        }
        if (assessed.isWhole()) {
            return new IngestOutcome.Sealed(assessed.report(), head, List.of());
        }
        Optional<Review> held = hold(submission, capped, assessed, head.version());
        return new IngestOutcome.Sealed(
                assessed.report(), head, held.map(Review::ticket).stream().toList());
    }

    private IngestOutcome quarantine(
            Submission submission, WriteGrant grant, Assessed assessed, OnHeldSuccessor onHeldSuccessor) {
        Lock lock = locks.of(grant.tenant(), submission.document());
        lock.lock();
        try {
            HeadLookup now = publisher.lookup(grant.tenant(), submission.document());
            Optional<IngestOutcome> kept = released(submission, grant, assessed, now);
            if (kept.isPresent()) {
                return kept.get();
            }
            long last = publisher.lastVersion(grant.tenant(), submission.document());
            Optional<Review> held = hold(submission, grant, assessed, last);
            if (held.isEmpty()) {
                return new IngestOutcome.Refused(assessed.report(), RefusalCode.CHANGED_MEANWHILE);
            }
            if (onHeldSuccessor == OnHeldSuccessor.WITHHOLD && isSuccessor(held.get(), now)) {
                publisher.suspend(grant, submission.document());
            }
            return new IngestOutcome.Quarantined(assessed.report(), held.get().ticket());
        } finally {
            lock.unlock();
        }
    }

    /** Whether a ticket may become the next version of what is served, and nobody has said that it must not. */
    private static boolean isSuccessor(Review held, HeadLookup now) {
        return held instanceof Review.Pending pending
                && now instanceof HeadLookup.Current current
                && current.head().tag().equals(pending.ticket().tag());
    }

    private Optional<Review> hold(Submission submission, WriteGrant grant, Assessed assessed, long afterVersion) {
        Ticket ticket = Tickets.of(submission, grant, assessed, afterVersion, clock.instant());
        return switch (submission.content()) {
            case Content.Document document ->
                targets.quarantine().hold(grant, ticket, document.raw().source());
            case ExternalText external -> targets.quarantine().hold(grant, ticket, ExternalFormat.write(external));
        };
    }

    /** Ingestion can lower the trust of a document and never raise it. */
    static WriteGrant capped(WriteGrant grant, Optional<DocumentHead> current) {
        return current.map(head -> grant.lowerTrust(grant.trust().atMost(head.trust())))
                .orElse(grant);
    }

    private Predicate<HeldFinding> accepted(TenantId tenant, SourceRef source) {
        return targets.quarantine().suppressions().accepted(tenant, source);
    }
}
