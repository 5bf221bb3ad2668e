package dev.weir.ingest.adopt;

import static java.util.Objects.requireNonNull;

import dev.weir.ingest.ChunkScanner;
import dev.weir.ingest.Rescreened;
import dev.weir.ingest.adopt.AdoptedDocument.Outcome;
import dev.weir.ingest.quarantine.HeldFinding;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.TrustTier;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.chunk.Provenance;
import dev.weir.tenancy.chunk.ScanStamp;
import dev.weir.tenancy.chunk.SourceRef;
import dev.weir.tenancy.heads.DocumentHead;
import dev.weir.tenancy.heads.HeadFault;
import dev.weir.tenancy.heads.HeadLogException;
import dev.weir.tenancy.heads.HeadLookup;
import dev.weir.tenancy.seal.DocumentDraft;
import dev.weir.tenancy.seal.SealVerifier;
import dev.weir.tenancy.seal.SealedDocument;
import dev.weir.tenancy.seal.Sealer;
import dev.weir.tenancy.store.AdoptedRows;
import dev.weir.tenancy.store.FilledTable;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Scans the rows of a store that was filled before Weir and seals what is clean, in a table beside it. For one thread; owns
 * nothing it was given.
 *
 * <p>A document is all rows of a tenant with one name. It is judged whole, across its rows, and adopted whole or not at all;
 * rows that cannot be read as rows of a document are left out and reported one by one.
 *
 * <h2>Guarantees</h2>
 *
 * <ul>
 *   <li>No row of the store is written.
 *   <li>What is sealed has tier {@link TrustTier#ADOPTED} at most, and the grant's principal as the one who attests the mapping.
 *   <li>Seals come first and the head last: after a crash a document counts as it did before, or is adopted. Another run goes
 *       on, scanning again nothing that is adopted, unless its rows or the rules have changed.
 *   <li>A document that the log knows from elsewhere, or has erased or revoked, is left as it is.
 *   <li>Texts of one document, or of {@value #ROWS_AT_ONCE} rows of short ones, are in memory at once.
 * </ul>
 *
 * <h2>Not guaranteed</h2>
 *
 * <ul>
 *   <li>That tenant and source are what metadata says: a person attests that.
 *   <li>Anything of vectors: whoever made them decides what is found.
 *   <li>What was hidden in a document and never became a row.
 * </ul>
 */
public final class Adoption {
    /** The most rows that one document may have. */
    public static final int MAX_ROWS = 10_000;

    private static final int ROWS_AT_ONCE = 500;

    private final ChunkScanner scanner;
    private final RowMapping mapping;
    private final AdoptionTargets targets;
    private final Sealer sealer;

    public Adoption(ChunkScanner scanner, RowMapping mapping, AdoptionTargets targets, InstantSource clock) {
        this.scanner = requireNonNull(scanner, "scanner is null");
        this.mapping = requireNonNull(mapping, "mapping is null");
        this.targets = requireNonNull(targets, "targets is null");
        this.sealer = new Sealer(targets.digests(), clock);
    }

    /**
     * Adopts what a tenant has in the store.
     *
     * @param batch that seals name, to revoke all of it by
     * @param grants leave to ingest from a source
     * @throws HeadLogException if the tenant's log is refused or has no current checkpoint
     * @throws RuntimeException of store, records, head log or keys if one of them is broken; another run goes on
     */
    public AdoptionSummary adopt(
            TenantId tenant, String batch, Function<SourceRef, WriteGrant> grants, AdoptionListener listener) {
        return new Run(tenant, batch, grants, listener, null).run();
    }

    /**
     * Says what {@link #adopt} would do, and keeps beside the rows what a snapshot of it needs to count. The log is not
     * written, so none of it counts by itself. Documents that the log knows are not looked at.
     *
     * @param deadline until when a snapshot shall count, in whole milliseconds
     * @throws RuntimeException as for {@link #adopt}
     */
    public Rehearsal rehearse(
            TenantId tenant,
            String batch,
            Function<SourceRef, WriteGrant> grants,
            Instant deadline,
            AdoptionListener listener) {
        Run run = new Run(tenant, batch, grants, listener, deadline);
        AdoptionSummary summary = run.run();
        return new Rehearsal(summary, run.heads);
    }

    /** The state of one run. */
    private final class Run {
        private final TenantId tenant;
        private final String batch;
        private final Function<SourceRef, WriteGrant> grants;
        private final AdoptionListener listener;
        private final @Nullable Instant deadline;
        private final List<DocumentHead> heads = new ArrayList<>();
        private final Map<Outcome, Long> documents = new EnumMap<>(Outcome.class);
        private final Map<Outcome, Long> rows = new EnumMap<>(Outcome.class);
        private final RowReader reader;
        private long heldRows;

        Run(
                TenantId tenant,
                String batch,
                Function<SourceRef, WriteGrant> grants,
                AdoptionListener listener,
                @Nullable Instant deadline) {
            this.tenant = requireNonNull(tenant, "tenant is null");
            this.batch = requireNonNull(batch, "batch is null");
            this.grants = requireNonNull(grants, "grants is null");
            this.listener = requireNonNull(listener, "listener is null");
            this.deadline = deadline;
            this.reader = new RowReader(targets.table(), tenant, mapping, this::held);
        }

        AdoptionSummary run() {
            targets.heads().refresh(tenant);
            targets.heads().fault(tenant).ifPresent(fault -> {
                throw new HeadLogException("the head log of tenant " + tenant + " is refused: " + fault.text());
            });
            Survey survey = new Survey(tenant, mapping, this::held);
            targets.table().forEach(survey::take);
            List<Survey.Listed> found = survey.documents();
            listener.found(found.size());
            List<Survey.Listed> next = new ArrayList<>();
            int size = 0;
            for (Survey.Listed document : found) {
                if (!next.isEmpty() && size + document.size() > ROWS_AT_ONCE) {
                    settle(next);
                    next.clear();
                    size = 0;
                }
                next.add(document);
                size += document.size();
            }
            settle(next);
            targets.heads().refresh(tenant);
            return new AdoptionSummary(documents, rows, heldRows);
        }

        private void settle(List<Survey.Listed> some) {
            List<String> keys = some.stream()
                    .filter(document -> document.size() <= MAX_ROWS)
                    .flatMap(document -> document.keys().stream())
                    .toList();
            Map<String, FilledTable.Row> read = reader.read(keys);
            some.forEach(document -> settle(document, read));
        }

        private void settle(Survey.Listed listed, Map<String, FilledTable.Row> read) {
            DocumentId document = targets.digests().documentOf(tenant, listed.name());
            if (listed.size() > MAX_ROWS) {
                report(listed, document, listed.size(), Outcome.TOO_LARGE);
                return;
            }
            List<RowText> texts = reader.texts(listed, read);
            if (!texts.isEmpty()) {
                settle(listed, document, texts);
            }
        }

        private void settle(Survey.Listed listed, DocumentId document, List<RowText> texts) {
            if (targets.heads().isRevoked(tenant, listed.source(), batch)) {
                report(listed, document, texts.size(), Outcome.WITHDRAWN);
                return;
            }
            switch (targets.heads().lookup(tenant, document)) {
                case HeadLookup.Current current -> again(listed, current.head(), texts);
                case HeadLookup.Withdrawn withdrawn -> {
                    if (withdrawn.fault() == HeadFault.SUSPENDED && deadline == null) {
                        first(listed, document, texts, Optional.of(withdrawn.last()));
                    } else {
                        report(listed, document, texts.size(), Outcome.WITHDRAWN);
                    }
                }
                case HeadLookup.None none -> {
                    switch (none.fault()) {
                        case UNKNOWN_DOCUMENT -> first(listed, document, texts, Optional.empty());
                        case LOG_REFUSED, CHECKPOINT_EXPIRED ->
                            throw new HeadLogException(
                                    "the head log of tenant " + tenant
                                            + " is refused or has no current checkpoint; write one with the tenant's audit key");
                        case ERASED, REVOKED_DOCUMENT, REVOKED_KEY, SUSPENDED ->
                            report(listed, document, texts.size(), Outcome.WITHDRAWN);
                    }
                }
            }
        }

        /** Rows of which no version counts. */
        private void first(
                Survey.Listed listed, DocumentId document, List<RowText> texts, Optional<DocumentHead> standing) {
            Rescreened screened = screen(listed.source(), ScanStamp.Outcome.ADMITTED, texts);
            if (screened.judgement() == Rescreened.Judgement.CLEAN) {
                seal(listed, document, texts, screened.stamp(), standing);
            } else {
                if (standing.isEmpty()) {
                    // A snapshot that an earlier look at these rows is part of no longer finds them.
                    targets.rows()
                            .remove(tenant, texts.stream().map(RowText::key).toList());
                }
                hold(listed, document, texts, screened);
            }
        }

        /** Rows of a document that counts. */
        private void again(Survey.Listed listed, DocumentHead head, List<RowText> texts) {
            Map<String, AdoptedRows.Kept> kept =
                    targets.rows().find(tenant, texts.stream().map(RowText::key).toList());
            boolean isAdopted = head.trust() == TrustTier.ADOPTED
                    || kept.values().stream()
                            .anyMatch(each -> each.chunk().document().equals(head.document()));
            if (deadline != null || !isAdopted) {
                report(listed, head.document(), texts.size(), isAdopted ? Outcome.UNCHANGED : Outcome.KNOWN);
                return;
            }
            boolean isWhole = isWhole(head, texts, kept);
            if (isWhole && scanner.gave(head.stamp()) && head.stamp().epoch() >= scanner.epoch()) {
                report(listed, head.document(), texts.size(), Outcome.UNCHANGED);
                return;
            }
            Rescreened screened = screen(listed.source(), head.stamp().outcome(), texts);
            if (screened.judgement() != Rescreened.Judgement.CLEAN) {
                targets.log().suspend(grant(listed.source()), head);
                hold(listed, head.document(), texts, screened);
            } else if (isWhole) {
                targets.log().restamp(grant(listed.source()), List.of(head.withStamp(screened.stamp())));
                report(listed, head.document(), texts.size(), Outcome.RESTAMPED);
            } else {
                seal(listed, head.document(), texts, screened.stamp(), Optional.of(head));
            }
        }

        /** Whether these rows are exactly what the head signs. */
        private boolean isWhole(DocumentHead head, List<RowText> texts, Map<String, AdoptedRows.Kept> kept) {
            BitSet intact = new BitSet();
            for (RowText text : texts) {
                AdoptedRows.Kept known = kept.get(text.key());
                if (known == null) {
                    return false;
                }
                Candidate row = new Candidate(known.chunk().toString(), text.text(), known.seal(), null, Map.of(), 0);
                if (SealVerifier.fault(row, head, targets.heads()).isPresent()) {
                    return false;
                }
                intact.set(known.chunk().ordinal());
            }
            return intact.cardinality() == head.treeSize() && texts.size() == head.treeSize();
        }

        private void seal(
                Survey.Listed listed,
                DocumentId document,
                List<RowText> texts,
                ScanStamp stamp,
                Optional<DocumentHead> standing) {
            WriteGrant grant = grant(listed.source());
            if (standing.filter(head -> !head.tag().equals(grant.tag())).isPresent()) {
                report(listed, document, texts.size(), Outcome.KNOWN);
                return;
            }
            WriteGrant capped = standing.map(
                            head -> grant.lowerTrust(grant.trust().atMost(head.trust())))
                    .orElse(grant);
            SealedDocument sealed = sealer.seal(
                    capped,
                    new DocumentDraft(
                            document,
                            targets.heads().lastVersion(tenant, document) + 1,
                            listed.source(),
                            batch,
                            Provenance.EXTERNAL,
                            deadline == null ? DocumentHead.NEVER : deadline,
                            stamp,
                            texts.stream().map(RowText::draft).toList()));
            targets.rows().put(sealed, texts.stream().map(RowText::key).toList());
            if (deadline == null) {
                targets.log().publish(capped, sealed.head());
            } else {
                heads.add(sealed.head());
            }
            report(listed, document, texts.size(), Outcome.ADOPTED);
        }

        private WriteGrant grant(SourceRef source) {
            WriteGrant grant = grants.apply(source);
            return grant.lowerTrust(grant.trust().atMost(TrustTier.ADOPTED));
        }

        private Rescreened screen(SourceRef source, ScanStamp.Outcome outcome, List<RowText> texts) {
            Predicate<HeldFinding> accepted = targets.accepted().accepted(tenant, source);
            return scanner.rescreen(
                    source,
                    TrustTier.ADOPTED,
                    outcome,
                    texts.stream().map(RowText::sealed).toList(),
                    accepted);
        }

        private void hold(Survey.Listed listed, DocumentId document, List<RowText> texts, Rescreened screened) {
            List<String> flagged = texts.stream()
                    .filter(text -> screen(listed.source(), ScanStamp.Outcome.ADMITTED, List.of(text))
                                    .judgement()
                            != Rescreened.Judgement.CLEAN)
                    .map(RowText::key)
                    .toList();
            report(new AdoptedDocument(
                    document,
                    listed.source(),
                    texts.size(),
                    Outcome.HELD,
                    screened.rationale().codes(),
                    flagged));
        }

        private void held(HeldRow row) {
            heldRows++;
            listener.held(row);
        }

        private void report(Survey.Listed listed, DocumentId document, int count, Outcome outcome) {
            report(new AdoptedDocument(document, listed.source(), count, outcome, List.of(), List.of()));
        }

        private void report(AdoptedDocument document) {
            documents.merge(document.outcome(), 1L, Long::sum);
            rows.merge(document.outcome(), (long) document.rows(), Long::sum);
            listener.finished(document);
        }
    }
}
