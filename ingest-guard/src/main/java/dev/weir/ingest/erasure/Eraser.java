package dev.weir.ingest.erasure;

import static java.util.Objects.requireNonNull;

import dev.weir.ingest.batch.LedgerEntry;
import dev.weir.ingest.batch.ScanLedger;
import dev.weir.ingest.quarantine.Review;
import dev.weir.ingest.quarantine.Suppression;
import dev.weir.ingest.quarantine.Ticket;
import dev.weir.tenancy.BreakGlass;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.chunk.ChunkId;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.chunk.SourceRef;
import dev.weir.tenancy.heads.HeadFault;
import dev.weir.tenancy.heads.HeadLookup;
import dev.weir.tenancy.store.ChunkStore;
import dev.weir.tenancy.store.Erasure;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Erases documents: a tombstone in the head log, then suppressions, tickets and ledger entries, then rows and vectors.
 *
 * <h2>Guarantees</h2>
 *
 * <ul>
 *   <li>From the tombstone on, which comes first, no version of the documents verifies, whatever a crash leaves.
 *   <li>When {@link #erase} returns, no store, quarantine or ledger it was given holds anything of the documents. What the
 *       head log keeps are ids and salted roots that match nothing without the tenant's digest key.
 *   <li>An erasure that was cut short anywhere ends, run again, as if it had not been.
 * </ul>
 *
 * <h2>Not guaranteed</h2>
 *
 * <ul>
 *   <li>By source or batch, the documents are those whose rows the stores show or whose tickets are there, and, by source,
 *       the one named after it. A store that hides rows can bring them back: revoke the source or batch as well.
 *   <li>A suppression is found by its source: for a document whose id the application chose, only while a ticket tells
 *       the source, or by source.
 *   <li>An ingest of the same document meanwhile may bring it back, under a higher version.
 *   <li>Copies elsewhere: backups, blocks that a file system has not reused, what callers were served.
 * </ul>
 */
public final class Eraser {
    private final ErasureTargets targets;
    private final InstantSource clock;
    private final Consumer<Step> before;

    /** What is done, in this order. */
    enum Step {
        TOMBSTONES,
        SUPPRESSIONS,
        TICKETS,
        LEDGERS,
        ROWS,
        REPORT
    }

    public Eraser(ErasureTargets targets, InstantSource clock) {
        this(targets, clock, step -> {});
    }

    /** @param before hears of each step before it is done; what it throws ends the erasure there */
    Eraser(ErasureTargets targets, InstantSource clock, Consumer<Step> before) {
        this.targets = requireNonNull(targets, "targets is null");
        this.clock = requireNonNull(clock, "clock is null");
        this.before = requireNonNull(before, "before is null");
    }

    /**
     * Erases what is named.
     *
     * @throws dev.weir.tenancy.WriteRefusedException if the grant allows no erasure, or has expired
     * @throws IllegalArgumentException if only other versions are named: those go when their successor is ingested
     * @throws RuntimeException of the part that is broken; what was done until then stays done
     */
    public ErasureReport erase(WriteGrant grant, Erasure what) {
        TenantId tenant = grant.tenant();
        grant.require(tenant, WriteAction.ERASE, clock.instant());
        if (what.action() != WriteAction.ERASE) {
            throw new IllegalArgumentException("other versions go when their successor is ingested");
        }
        targets.heads().refresh(tenant);
        Set<DocumentId> documents = documents(grant, what);
        Set<SourceRef> sources = sources(tenant, documents);
        if (what instanceof Erasure.BySource by) {
            sources.add(by.source());
        }
        Set<String> names = documents.stream().map(DocumentId::value).collect(Collectors.toSet());
        return go(
                grant,
                new Going(
                        documents,
                        suppression -> sources.contains(suppression.source())
                                || documents.contains(targets.digests().documentOf(tenant, suppression.source())),
                        ticket -> documents.contains(ticket.document()) || isNamed(what, ticket),
                        entry -> names.contains(entry.document()) || isNamed(what, entry),
                        Stream.of(new Erasure.ByDocument(documents), what)
                                .distinct()
                                .toList()));
    }

    /**
     * Erases everything of the grant's tenant. Destroying the tenant's digest key is left to the caller, afterwards.
     *
     * @param opening for rows that nothing else tells of
     * @throws dev.weir.tenancy.WriteRefusedException if the grant allows no erasure, or has expired
     * @throws RuntimeException of the part that is broken; what was done until then stays done
     */
    public ErasureReport eraseTenant(WriteGrant grant, BreakGlass opening) {
        TenantId tenant = grant.tenant();
        grant.require(tenant, WriteAction.ERASE, clock.instant());
        targets.heads().refresh(tenant);
        Set<DocumentId> documents = new TreeSet<>();
        targets.heads().forEachHead(tenant, head -> documents.add(head.document()));
        targets.chunks()
                .forEach(store ->
                        store.forEach(opening, row -> id(tenant, row).ifPresent(id -> documents.add(id.document()))));
        return go(
                grant,
                new Going(
                        documents,
                        suppression -> true,
                        ticket -> true,
                        entry -> true,
                        List.of(new Erasure.ByDocument(documents))));
    }

    private ErasureReport go(WriteGrant grant, Going going) {
        TenantId tenant = grant.tenant();
        before.accept(Step.TOMBSTONES);
        long tombstones = bury(grant, going.documents());
        before.accept(Step.SUPPRESSIONS);
        long suppressions = targets.quarantine().suppressions().remove(grant, going.suppressions());
        before.accept(Step.TICKETS);
        long tickets = targets.quarantine().purge(grant, going.tickets());
        before.accept(Step.LEDGERS);
        long entries = 0;
        for (ScanLedger ledger : targets.ledgers()) {
            entries += ledger.forget(entry ->
                    entry.tenant().equals(tenant.value()) && going.entries().test(entry));
        }
        before.accept(Step.ROWS);
        LongAdder vectors = new LongAdder();
        long rows = 0;
        for (ChunkStore store : targets.chunks()) {
            for (Erasure what : going.rows()) {
                store.forEach(grant, what, row -> vectors.add(hasVector(row) ? 1 : 0));
                rows += store.erase(grant, what);
            }
        }
        before.accept(Step.REPORT);
        return new ErasureReport(
                tenant, going.documents(), tombstones, rows, vectors.sum(), tickets, suppressions, entries);
    }

    private long bury(WriteGrant grant, Set<DocumentId> documents) {
        long buried = 0;
        for (DocumentId document : documents) {
            if (isPublished(grant.tenant(), document)) {
                targets.log().erase(grant, document);
                buried++;
            }
        }
        targets.heads().refresh(grant.tenant());
        return buried;
    }

    /** The documents of which an erasure takes what counts, or all there is. */
    private Set<DocumentId> documents(WriteGrant grant, Erasure what) {
        TenantId tenant = grant.tenant();
        Set<DocumentId> documents = new TreeSet<>();
        if (what instanceof Erasure.ByDocument by) {
            documents.addAll(by.documents());
            return documents;
        }
        if (what instanceof Erasure.BySource by) {
            documents.add(targets.digests().documentOf(tenant, by.source()));
        }
        for (ChunkStore store : targets.chunks()) {
            store.forEach(
                    grant,
                    what,
                    row -> id(tenant, row).filter(this::isLast).ifPresent(id -> documents.add(id.document())));
        }
        for (Review review : targets.quarantine().list(tenant)) {
            Ticket ticket = review.ticket();
            if (isNamed(what, ticket) && !isPublished(tenant, ticket.document())) {
                documents.add(ticket.document());
            }
        }
        return documents;
    }

    /** Rows of an earlier version are leftovers: the document itself may be of another source or batch by now. */
    private boolean isLast(ChunkId id) {
        long last = targets.heads().lastVersion(id.tenant(), id.document());
        return last == 0 || last == id.version();
    }

    private boolean isPublished(TenantId tenant, DocumentId document) {
        return switch (targets.heads().lookup(tenant, document)) {
            case HeadLookup.Current current -> true;
            case HeadLookup.Withdrawn withdrawn -> true;
            case HeadLookup.None none -> none.fault() != HeadFault.UNKNOWN_DOCUMENT && none.fault() != HeadFault.ERASED;
        };
    }

    private Set<SourceRef> sources(TenantId tenant, Set<DocumentId> documents) {
        return targets.quarantine().list(tenant).stream()
                .map(Review::ticket)
                .filter(ticket -> documents.contains(ticket.document()))
                .map(Ticket::source)
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static boolean isNamed(Erasure what, Ticket ticket) {
        return switch (what) {
            case Erasure.ByDocument by -> by.documents().contains(ticket.document());
            case Erasure.BySource by -> ticket.source().equals(by.source());
            case Erasure.ByBatch by -> ticket.batch().equals(by.batch());
            case Erasure.OtherVersions others -> false;
        };
    }

    private static boolean isNamed(Erasure what, LedgerEntry entry) {
        return what instanceof Erasure.ByBatch by && entry.batch().equals(by.batch());
    }

    private static Optional<ChunkId> id(TenantId tenant, Candidate row) {
        return row.id().flatMap(ChunkId::parse).filter(id -> id.tenant().equals(tenant));
    }

    private static boolean hasVector(Candidate row) {
        return row.vector().filter(vector -> vector.length > 0).isPresent();
    }

    /** What is to go. */
    private record Going(
            Set<DocumentId> documents,
            Predicate<Suppression> suppressions,
            Predicate<Ticket> tickets,
            Predicate<LedgerEntry> entries,
            List<Erasure> rows) {}
}
