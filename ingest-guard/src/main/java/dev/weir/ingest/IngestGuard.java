package dev.weir.ingest;

import static java.util.Objects.requireNonNull;

import dev.weir.ingest.parse.RawDocument;
import dev.weir.ingest.quarantine.HeldFinding;
import dev.weir.ingest.quarantine.QuarantineStore;
import dev.weir.ingest.quarantine.Release;
import dev.weir.ingest.quarantine.Review;
import dev.weir.ingest.quarantine.Ticket;
import dev.weir.ingest.quarantine.TicketId;
import dev.weir.ingest.verdict.Verdict;
import dev.weir.models.embed.Embedder;
import dev.weir.models.embed.PrecomputedEmbeddings;
import dev.weir.tenancy.Reason;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.TrustTier;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.WriteRefusedException;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.chunk.ScanStamp;
import dev.weir.tenancy.chunk.SourceRef;
import dev.weir.tenancy.heads.DocumentHead;
import dev.weir.tenancy.seal.ChunkDraft;
import dev.weir.tenancy.seal.SealedDocument;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.stream.Stream;

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
 * </ul>
 *
 * <h2>Not guaranteed</h2>
 *
 * <ul>
 *   <li>That two processes may ingest the same document at the same time: the head log refuses one of them.
 *   <li>That a new version that is held or refused withdraws the old one: what was admitted stays served.
 * </ul>
 */
public final class IngestGuard {
    private static final int LOCKS = 64;

    private final DocumentScanner scanner;
    private final IngestTargets targets;
    private final Publisher publisher;
    private final InstantSource clock;
    private final List<Lock> locks =
            Stream.<Lock>generate(ReentrantLock::new).limit(LOCKS).toList();

    public IngestGuard(DocumentScanner scanner, Embedder embedder, IngestTargets targets, InstantSource clock) {
        this.scanner = requireNonNull(scanner, "scanner is null");
        this.targets = requireNonNull(targets, "targets is null");
        this.clock = requireNonNull(clock, "clock is null");
        this.publisher = new Publisher(requireNonNull(embedder, "embedder is null"), targets, clock);
    }

    /** What would become of a document, without storing anything; accepted findings of the tenant count. */
    public DocumentReport assess(RawDocument raw, SourceRef source, TenantId tenant, TrustTier trust) {
        return scanner.assess(raw, source, trust, accepted(tenant, source)).report();
    }

    /** The id of whatever is found at a source; it means nothing to whoever lacks the tenant's digest key. */
    public DocumentId documentOf(TenantId tenant, SourceRef source) {
        return targets.digests().documentOf(tenant, source);
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
        grant.require(grant.tenant(), WriteAction.INGEST, clock.instant());
        if (!grant.source().equals(submission.source().uri())) {
            throw new WriteRefusedException("the write grant is for another source than the submission's");
        }
        Assessed assessed = scanner.assess(
                submission.raw(), submission.source(), grant.trust(), accepted(grant.tenant(), submission.source()));
        return switch (assessed.report().verdict()) {
            case Verdict.Admit admit -> seal(submission, grant, assessed);
            case Verdict.Redact redact -> seal(submission, grant, assessed);
            case Verdict.Quarantine quarantine -> quarantine(submission, grant, assessed);
            case Verdict.Reject reject -> new IngestOutcome.Refused(assessed.report(), RefusalCode.REJECTED);
        };
    }

    /**
     * Releases a held document, whole, after a review.
     *
     * @param grant a {@link WriteAction#RELEASE} grant of the reviewer, for the ticket's source and labels
     * @throws WriteRefusedException if the grant allows no release, or has expired
     */
    public ReleaseOutcome release(WriteGrant grant, TicketId id, Reason reason) {
        requireNonNull(reason, "reason is null");
        grant.require(grant.tenant(), WriteAction.RELEASE, clock.instant());
        Optional<Review> review = targets.quarantine().find(grant.tenant(), id);
        if (review.isEmpty()) {
            return new ReleaseOutcome.Refused(id, ReleaseOutcome.Code.UNKNOWN_TICKET);
        }
        return switch (review.get()) {
            case Review.Released released -> new ReleaseOutcome.Refused(id, ReleaseOutcome.Code.ALREADY_RELEASED);
            case Review.Pending pending -> release(grant, pending.ticket(), reason);
        };
    }

    /** What is held. */
    public QuarantineStore quarantine() {
        return targets.quarantine();
    }

    private IngestOutcome seal(Submission submission, WriteGrant grant, Assessed assessed) {
        List<ChunkDraft> drafts = publisher.drafts(assessed.admitted(), submission.embeddings());
        Lock lock = lock(grant.tenant(), submission.document());
        lock.lock();
        try {
            Optional<DocumentHead> current = publisher.current(submission, grant);
            Optional<IngestOutcome> kept = current.flatMap(head -> keep(submission, grant, assessed, head));
            return kept.isPresent() ? kept.get() : sealNow(submission, grant, assessed, drafts, current);
        } finally {
            lock.unlock();
        }
    }

    /** The outcome if what is current must not be replaced. */
    private Optional<IngestOutcome> keep(
            Submission submission, WriteGrant grant, Assessed assessed, DocumentHead current) {
        if (!current.tag().equals(grant.tag())) {
            return Optional.of(new IngestOutcome.Refused(assessed.report(), RefusalCode.OTHER_AUDIENCE));
        }
        return released(submission, grant, assessed, current);
    }

    /** A reviewer has released these very bytes: scanning them again by the same rules must not undo that. */
    private Optional<IngestOutcome> released(
            Submission submission, WriteGrant grant, Assessed assessed, DocumentHead current) {
        if (current.stamp().outcome() != ScanStamp.Outcome.RELEASED) {
            return Optional.empty();
        }
        return targets.quarantine()
                .find(grant.tenant(), Tickets.idOf(submission, grant, assessed))
                .filter(review -> review instanceof Review.Released released
                        && released.release().version() == current.version())
                .map(review -> new IngestOutcome.Sealed(assessed.report(), current, List.of(review.ticket())));
    }

    private IngestOutcome sealNow(
            Submission submission,
            WriteGrant grant,
            Assessed assessed,
            List<ChunkDraft> drafts,
            Optional<DocumentHead> current) {
        WriteGrant capped = capped(grant, current);
        ScanStamp stamp = assessed.admittedStamp();
        String pipeline = assessed.pipeline();
        Optional<SealedDocument> again =
                current.flatMap(head -> publisher.resealed(submission, capped, pipeline, stamp, drafts, head));
        DocumentHead head;
        try {
            head = again.isPresent()
                    ? publisher.repair(submission, capped, again.get())
                    : publisher.publish(submission, capped, pipeline, stamp, drafts);
        } catch (WriteRefusedException e) {
            current.ifPresent(served -> publisher.clear(capped, served));
            return new IngestOutcome.Refused(assessed.report(), RefusalCode.LOG_REFUSED);
        }
        if (assessed.withheld() == 0) {
            return new IngestOutcome.Sealed(assessed.report(), head, List.of());
        }
        Optional<Review> held = hold(submission, capped, assessed, head.version());
        return new IngestOutcome.Sealed(
                assessed.report(), head, held.map(Review::ticket).stream().toList());
    }

    private IngestOutcome quarantine(Submission submission, WriteGrant grant, Assessed assessed) {
        Lock lock = lock(grant.tenant(), submission.document());
        lock.lock();
        try {
            Optional<DocumentHead> current = publisher.current(submission, grant);
            Optional<IngestOutcome> kept = current.flatMap(head -> released(submission, grant, assessed, head));
            if (kept.isPresent()) {
                return kept.get();
            }
            Optional<Review> held = hold(submission, grant, assessed, publisher.lastVersion(submission, grant));
            return held.isPresent()
                    ? new IngestOutcome.Quarantined(
                            assessed.report(), held.get().ticket())
                    : new IngestOutcome.Refused(assessed.report(), RefusalCode.CHANGED_MEANWHILE);
        } finally {
            lock.unlock();
        }
    }

    private Optional<Review> hold(Submission submission, WriteGrant grant, Assessed assessed, long afterVersion) {
        Ticket ticket = Tickets.of(submission, grant, assessed, afterVersion, clock.instant());
        return targets.quarantine().hold(grant, ticket, submission.raw().source());
    }

    private ReleaseOutcome release(WriteGrant grant, Ticket ticket, Reason reason) {
        Optional<ReleaseOutcome.Code> objection = objection(grant, ticket);
        if (objection.isPresent()) {
            return new ReleaseOutcome.Refused(ticket.id(), objection.get());
        }
        RawDocument raw =
                new RawDocument(ticket.name(), targets.quarantine().bytes(ticket), ticket.declaredMediaType());
        DocumentScanner.Reading reading = scanner.read(raw);
        if (!reading.parsed().sha256().equals(ticket.bytes().hex())) {
            return new ReleaseOutcome.Refused(ticket.id(), ReleaseOutcome.Code.CHANGED);
        }
        if (!ticket.pipeline().equals(scanner.rules().pipeline())
                || !TextDigest.ofLayers(reading.parsed().layers()).equals(ticket.text())) {
            return new ReleaseOutcome.Refused(ticket.id(), ReleaseOutcome.Code.READS_DIFFERENTLY);
        }
        if (reading.segments().isEmpty()) {
            return new ReleaseOutcome.Refused(ticket.id(), ReleaseOutcome.Code.NOTHING_TO_INDEX);
        }
        List<ChunkDraft> drafts = publisher.drafts(
                reading.segments().stream().map(ReadySegment::asRead).toList(), PrecomputedEmbeddings.none());
        Submission submission = new Submission(
                raw,
                ticket.source(),
                ticket.document(),
                ticket.batch(),
                ticket.expiresAt(),
                ticket.attributes(),
                PrecomputedEmbeddings.none());
        Lock lock = lock(grant.tenant(), ticket.document());
        lock.lock();
        try {
            return releaseNow(submission, grant, ticket, reason, drafts);
        } finally {
            lock.unlock();
        }
    }

    private static Optional<ReleaseOutcome.Code> objection(WriteGrant grant, Ticket ticket) {
        if (grant.principal().subject().equals(ticket.uploader())) {
            return Optional.of(ReleaseOutcome.Code.OWN_UPLOAD);
        }
        if (!grant.tag().equals(ticket.tag())) {
            return Optional.of(ReleaseOutcome.Code.OTHER_AUDIENCE);
        }
        return grant.source().equals(ticket.source().uri())
                ? Optional.empty()
                : Optional.of(ReleaseOutcome.Code.OTHER_SOURCE);
    }

    private ReleaseOutcome releaseNow(
            Submission submission, WriteGrant grant, Ticket ticket, Reason reason, List<ChunkDraft> drafts) {
        Optional<DocumentHead> current = publisher.current(submission, grant);
        WriteGrant capped = capped(grant.lowerTrust(grant.trust().atMost(ticket.trust())), current);
        Optional<SealedDocument> again = current.flatMap(
                head -> publisher.resealed(submission, capped, ticket.pipeline(), ticket.stamp(), drafts, head));
        if (again.isEmpty() && publisher.lastVersion(submission, grant) != ticket.afterVersion()) {
            return new ReleaseOutcome.Refused(ticket.id(), ReleaseOutcome.Code.REPLACED);
        }
        DocumentHead head;
        try {
            head = again.isPresent()
                    ? publisher.repair(submission, capped, again.get())
                    : publisher.publish(submission, capped, ticket.pipeline(), ticket.stamp(), drafts);
        } catch (WriteRefusedException e) {
            return new ReleaseOutcome.Refused(ticket.id(), ReleaseOutcome.Code.LOG_REFUSED);
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Release release = new Release(grant.principal().subject(), reason, head.version(), now);
        targets.quarantine().recordRelease(grant, ticket, release);
        return new ReleaseOutcome.Released(ticket, release, head);
    }

    /** Ingestion can lower the trust of a document and never raise it. */
    private static WriteGrant capped(WriteGrant grant, Optional<DocumentHead> current) {
        return current.map(head -> grant.lowerTrust(grant.trust().atMost(head.trust())))
                .orElse(grant);
    }

    private Predicate<HeldFinding> accepted(TenantId tenant, SourceRef source) {
        return targets.quarantine().suppressions().accepted(tenant, source);
    }

    private Lock lock(TenantId tenant, DocumentId document) {
        return locks.get(Math.floorMod(31 * tenant.hashCode() + document.hashCode(), LOCKS));
    }
}
