package dev.weir.ingest;

import dev.weir.ingest.admission.AdmissionScreens;
import dev.weir.ingest.admission.Arrival;
import dev.weir.ingest.parse.ParserUnavailableException;
import dev.weir.ingest.quarantine.HeldFinding;
import dev.weir.ingest.quarantine.QuarantineException;
import dev.weir.ingest.quarantine.Rejection;
import dev.weir.ingest.quarantine.Release;
import dev.weir.ingest.quarantine.Review;
import dev.weir.ingest.quarantine.Ticket;
import dev.weir.ingest.quarantine.TicketId;
import dev.weir.ingest.segment.Segment;
import dev.weir.models.embed.PrecomputedEmbeddings;
import dev.weir.tenancy.Reason;
import dev.weir.tenancy.ScopeDeniedException;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.WriteRefusedException;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.chunk.Sha256;
import dev.weir.tenancy.heads.DocumentHead;
import dev.weir.tenancy.heads.HeadLogException;
import dev.weir.tenancy.heads.HeadLookup;
import dev.weir.tenancy.keys.KeyUnavailableException;
import dev.weir.tenancy.seal.ChunkDraft;
import dev.weir.tenancy.seal.SealedDocument;
import dev.weir.tenancy.store.StoreException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Decides about tickets: what {@link IngestGuard} says of releases and rejections is done here. */
final class TicketDesk {
    private final DocumentScanner scanner;
    private final IngestTargets targets;
    private final Publisher publisher;
    private final DocumentLocks locks;
    private final Arrivals arrivals;
    private final AdmissionScreens admission;
    private final InstantSource clock;

    TicketDesk(
            DocumentScanner scanner,
            IngestTargets targets,
            Publisher publisher,
            DocumentLocks locks,
            Arrivals arrivals,
            AdmissionScreens admission,
            InstantSource clock) {
        this.scanner = scanner;
        this.targets = targets;
        this.publisher = publisher;
        this.locks = locks;
        this.arrivals = arrivals;
        this.admission = admission;
        this.clock = clock;
    }

    ReleaseOutcome release(WriteGrant grant, TicketId id, Reason reason) {
        grant.require(grant.tenant(), WriteAction.RELEASE, clock.instant());
        Optional<Review> review = targets.quarantine().find(grant.tenant(), id);
        if (review.isEmpty()) {
            return new ReleaseOutcome.Refused(id, ReleaseOutcome.Code.UNKNOWN_TICKET);
        }
        return switch (review.get()) {
            case Review.Released released -> new ReleaseOutcome.Refused(id, ReleaseOutcome.Code.ALREADY_RELEASED);
            case Review.Rejected rejected -> new ReleaseOutcome.Refused(id, ReleaseOutcome.Code.REJECTED);
            case Review.Pending pending -> release(grant, pending.ticket(), reason);
        };
    }

    void releaseAll(
            TenantId tenant,
            TicketSelection selection,
            Function<Ticket, WriteGrant> grants,
            Reason reason,
            Consumer<ReleaseOutcome> outcomes) {
        for (TicketId id : targets.quarantine().ids(tenant)) {
            try {
                Optional<Review> review = targets.quarantine().find(tenant, id);
                if (review.isPresent()
                        && review.get() instanceof Review.Pending pending
                        && selection.selects(pending.ticket())) {
                    outcomes.accept(releaseOne(selection, pending.ticket(), grants, reason));
                }
            } catch (QuarantineException e) {
                outcomes.accept(new ReleaseOutcome.Failed(id, e.getClass().getSimpleName()));
            }
        }
    }

    Map<HeldFinding, Excerpt> texts(Ticket ticket) {
        DocumentScanner.Reading reading = targets.quarantine().reading(ticket, held -> scanner.reread(ticket, held));
        Map<Sha256, String> byDigest = new HashMap<>();
        reading.parsed().layers().forEach(layer -> byDigest.put(TextDigest.ofNormalised(layer.text()), layer.text()));
        reading.segments().forEach(segment -> byDigest.put(TextDigest.ofNormalised(segment.text()), segment.text()));
        Map<HeldFinding, Excerpt> texts = new LinkedHashMap<>();
        for (HeldFinding finding : ticket.findings()) {
            if (byDigest.keySet().containsAll(finding.texts())) {
                texts.put(
                        finding,
                        Excerpt.ofWhole(
                                finding.texts().stream().map(byDigest::get).collect(Collectors.joining("\n"))));
            }
        }
        return texts;
    }

    List<RedactedText> redactions(Ticket ticket) {
        if (ticket.cuts().isEmpty()) {
            return List.of();
        }
        DocumentScanner.Reading reading = targets.quarantine().reading(ticket, held -> scanner.reread(ticket, held));
        if (!TextDigest.ofLayers(reading.parsed().layers()).equals(ticket.text())) {
            return List.of();
        }
        List<RedactedText> texts = new ArrayList<>();
        for (Segment segment : reading.segments()) {
            if (ticket.cuts().stream().anyMatch(cut -> cut.segment() == segment.ordinal())) {
                Redactor.redact(segment, ticket.cuts())
                        .ifPresent(served -> texts.add(new RedactedText(
                                segment.ordinal(), Excerpt.ofWhole(segment.text()), Excerpt.ofWhole(served.text()))));
            }
        }
        return texts;
    }

    private ReleaseOutcome releaseOne(
            TicketSelection selection, Ticket ticket, Function<Ticket, WriteGrant> grants, Reason reason) {
        if (selection.leavesReasons(ticket)) {
            return new ReleaseOutcome.Refused(ticket.id(), ReleaseOutcome.Code.OTHER_REASONS);
        }
        try {
            return release(grants.apply(ticket), ticket.id(), reason);
        } catch (ScopeDeniedException e) {
            return new ReleaseOutcome.Refused(ticket.id(), ReleaseOutcome.Code.NOT_ALLOWED);
        } catch (ParserUnavailableException
                | StoreException
                | HeadLogException
                | KeyUnavailableException
                | WriteRefusedException e) {
            // Broken for every ticket.
            throw e;
        } catch (RuntimeException e) {
            return new ReleaseOutcome.Failed(ticket.id(), e.getClass().getSimpleName());
        }
    }

    RejectOutcome reject(WriteGrant grant, TicketId id, Reason reason) {
        grant.require(grant.tenant(), WriteAction.RELEASE, clock.instant());
        Optional<Review> review = targets.quarantine().find(grant.tenant(), id);
        if (review.isEmpty()) {
            return new RejectOutcome.Refused(id, ReleaseOutcome.Code.UNKNOWN_TICKET);
        }
        Ticket ticket = review.get().ticket();
        Optional<ReleaseOutcome.Code> objection = objection(grant, ticket);
        if (objection.isPresent()) {
            return new RejectOutcome.Refused(id, objection.get());
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Rejection rejection = new Rejection(grant.principal().subject(), reason, now);
        return switch (review.get()) {
            case Review.Released released -> new RejectOutcome.Refused(id, ReleaseOutcome.Code.ALREADY_RELEASED);
            case Review.Rejected rejected -> reject(grant, ticket, rejected.rejection());
            case Review.Pending pending -> reject(grant, ticket, rejection);
        };
    }

    /** Serving comes first: rejecting again after a crash finds the ticket still to be recorded. */
    private RejectOutcome reject(WriteGrant grant, Ticket ticket, Rejection rejection) {
        Lock lock = locks.of(ticket.tenant(), ticket.document());
        lock.lock();
        try {
            HeadLookup now = publisher.lookup(ticket.tenant(), ticket.document());
            Optional<DocumentHead> again = Publisher.suspended(now)
                    .filter(head -> head.version() == ticket.afterVersion())
                    .filter(head -> !isAwaited(ticket.tenant(), ticket.document(), ticket.id()));
            again.ifPresent(head -> publisher.put(grant, head));
            targets.quarantine().recordDecision(grant, ticket, rejection);
            return new RejectOutcome.Rejected(ticket, rejection, again);
        } finally {
            lock.unlock();
        }
    }

    /** Whether another whole version of the document waits for a decision. */
    private boolean isAwaited(TenantId tenant, DocumentId document, TicketId except) {
        return targets.quarantine().list(tenant).stream()
                .filter(Review.Pending.class::isInstance)
                .map(Review::ticket)
                .anyMatch(ticket -> ticket.document().equals(document)
                        && ticket.isWhole()
                        && !ticket.id().equals(except));
    }

    private ReleaseOutcome release(WriteGrant grant, Ticket ticket, Reason reason) {
        Optional<ReleaseOutcome.Code> objection = objection(grant, ticket);
        if (objection.isPresent()) {
            return new ReleaseOutcome.Refused(ticket.id(), objection.get());
        }
        DocumentScanner.Reading reading = targets.quarantine().reading(ticket, held -> scanner.reread(ticket, held));
        if (!reading.parsed().sha256().equals(ticket.bytes().hex())) {
            return new ReleaseOutcome.Refused(ticket.id(), ReleaseOutcome.Code.CHANGED);
        }
        if (!ticket.pipeline().equals(reading.pipeline())
                || !TextDigest.ofLayers(reading.parsed().layers()).equals(ticket.text())) {
            return new ReleaseOutcome.Refused(ticket.id(), ReleaseOutcome.Code.READS_DIFFERENTLY);
        }
        if (reading.segments().isEmpty()) {
            return new ReleaseOutcome.Refused(ticket.id(), ReleaseOutcome.Code.NOTHING_TO_INDEX);
        }
        List<ChunkDraft> drafts = publisher.drafts(
                reading.segments().stream().map(ReadySegment::asRead).toList(), PrecomputedEmbeddings.none());
        Lock lock = locks.of(grant.tenant(), ticket.document());
        lock.lock();
        try {
            return releaseNow(grant, ticket, reason, drafts);
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

    private ReleaseOutcome releaseNow(WriteGrant grant, Ticket ticket, Reason reason, List<ChunkDraft> drafts) {
        Publisher.Edition edition = Publisher.Edition.of(ticket);
        HeadLookup now = publisher.lookup(grant.tenant(), ticket.document());
        WriteGrant capped =
                IngestGuard.capped(grant.lowerTrust(grant.trust().atMost(ticket.trust())), Publisher.standing(now));
        Optional<SealedDocument> again =
                Publisher.standing(now).flatMap(head -> publisher.resealed(edition, capped, drafts, head));
        if (again.isEmpty() && publisher.lastVersion(grant.tenant(), ticket.document()) != ticket.afterVersion()) {
            return new ReleaseOutcome.Refused(ticket.id(), ReleaseOutcome.Code.REPLACED);
        }
        DocumentHead head;
        try {
            if (again.isPresent()) {
                head = publisher.repair(edition, capped, again.get(), now);
            } else {
                // Nothing to screen: a reviewer has decided. But what is there has changed.
                Arrival arrival = arrivals.of(ticket, capped, drafts, Publisher.standing(now));
                head = publisher.publish(edition, capped, drafts);
                admission.admitted(arrival);
            }
        } catch (WriteRefusedException e) {
            return new ReleaseOutcome.Refused(ticket.id(), ReleaseOutcome.Code.LOG_REFUSED);
        }
        Instant at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Release release = new Release(grant.principal().subject(), reason, head.version(), at);
        targets.quarantine().recordDecision(grant, ticket, release);
        return new ReleaseOutcome.Released(ticket, release, head);
    }
}
