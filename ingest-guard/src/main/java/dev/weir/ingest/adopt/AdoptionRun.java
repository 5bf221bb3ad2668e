package dev.weir.ingest.adopt;

import static java.util.Objects.requireNonNull;

import dev.weir.ingest.ChunkScanner;
import dev.weir.ingest.Rescreened;
import dev.weir.ingest.adopt.AdoptedDocument.Outcome;
import dev.weir.ingest.quarantine.HeldFinding;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.TrustTier;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.chunk.Provenance;
import dev.weir.tenancy.chunk.ScanStamp;
import dev.weir.tenancy.chunk.SourceRef;
import dev.weir.tenancy.heads.DocumentHead;
import dev.weir.tenancy.heads.HeadFault;
import dev.weir.tenancy.heads.HeadLogException;
import dev.weir.tenancy.heads.HeadLookup;
import dev.weir.tenancy.seal.DocumentDraft;
import dev.weir.tenancy.seal.SealedDocument;
import dev.weir.tenancy.seal.Sealer;
import dev.weir.tenancy.store.FilledTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One run over the rows of one tenant. */
final class AdoptionRun {
    private static final int BYTES_AT_ONCE = 4 << 20;

    private final ChunkScanner scanner;
    private final RowMapping mapping;
    private final AdoptionTargets targets;
    private final Sealer sealer;
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

    /** @param deadline of a snapshot, in whole milliseconds, or null to publish */
    AdoptionRun(
            ChunkScanner scanner,
            RowMapping mapping,
            AdoptionTargets targets,
            Sealer sealer,
            TenantId tenant,
            String batch,
            Function<SourceRef, WriteGrant> grants,
            AdoptionListener listener,
            @Nullable Instant deadline) {
        this.scanner = scanner;
        this.mapping = mapping;
        this.targets = targets;
        this.sealer = sealer;
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
        long bytes = 0;
        for (Survey.Listed document : found) {
            if (!next.isEmpty()
                    && (size + document.size() > Adoption.ROWS_AT_ONCE || bytes + document.bytes() > BYTES_AT_ONCE)) {
                settle(next);
                next.clear();
                size = 0;
                bytes = 0;
            }
            next.add(document);
            size += document.size();
            bytes += document.bytes();
        }
        settle(next);
        targets.heads().refresh(tenant);
        return new AdoptionSummary(documents, rows, heldRows);
    }

    /** Of what would be adopted, if nothing is published. */
    List<DocumentHead> heads() {
        return List.copyOf(heads);
    }

    private void settle(List<Survey.Listed> some) {
        List<String> keys = some.stream()
                .filter(document -> !isTooLarge(document))
                .flatMap(document -> document.keys().stream())
                .toList();
        Map<String, FilledTable.Row> read = reader.read(keys);
        some.forEach(document -> settle(document, read));
    }

    private static boolean isTooLarge(Survey.Listed document) {
        return document.size() > Adoption.MAX_ROWS || document.bytes() > Adoption.MAX_TEXT_BYTES;
    }

    private void settle(Survey.Listed listed, Map<String, FilledTable.Row> read) {
        DocumentId document = targets.digests().documentOf(tenant, listed.name());
        if (isTooLarge(listed)) {
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
                if (withdrawn.fault() != HeadFault.SUSPENDED || deadline != null) {
                    report(listed, document, texts.size(), Outcome.WITHDRAWN);
                } else if (isAdopted(withdrawn.last(), coverage(withdrawn.last(), texts))) {
                    first(listed, document, texts, Optional.of(withdrawn.last()));
                } else {
                    report(listed, document, texts.size(), Outcome.KNOWN);
                }
            }
            case HeadLookup.None none -> {
                switch (none.fault()) {
                    case UNKNOWN_DOCUMENT -> first(listed, document, texts, Optional.empty());
                    case LOG_REFUSED, CHECKPOINT_EXPIRED ->
                        throw new HeadLogException("the head log of tenant " + tenant
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
                        .forget(
                                tenant,
                                document,
                                texts.stream().map(RowText::key).toList());
            }
            hold(listed, document, texts, screened);
        }
    }

    /** Rows of a document that counts. */
    private void again(Survey.Listed listed, DocumentHead head, List<RowText> texts) {
        Coverage coverage = coverage(head, texts);
        boolean isAdopted = isAdopted(head, coverage);
        if (deadline != null || !isAdopted) {
            report(listed, head.document(), texts.size(), isAdopted ? Outcome.UNCHANGED : Outcome.KNOWN);
            return;
        }
        if (coverage.isWhole() && scanner.gave(head.stamp()) && head.stamp().epoch() >= scanner.epoch()) {
            report(listed, head.document(), texts.size(), Outcome.UNCHANGED);
            return;
        }
        Rescreened screened = screen(listed.source(), head.stamp().outcome(), texts);
        if (screened.judgement() != Rescreened.Judgement.CLEAN) {
            targets.log().suspend(grant(listed.source()), head);
            hold(listed, head.document(), texts, screened);
        } else if (coverage.isWhole()) {
            boolean isCurrent = !targets.log()
                    .restamp(grant(listed.source()), List.of(head.withStamp(screened.stamp())))
                    .isEmpty();
            report(listed, head.document(), texts.size(), isCurrent ? Outcome.RESTAMPED : Outcome.KNOWN);
        } else {
            seal(listed, head.document(), texts, screened.stamp(), Optional.of(head));
        }
    }

    private Coverage coverage(DocumentHead head, List<RowText> texts) {
        return Coverage.of(
                head,
                texts,
                targets.rows().find(tenant, texts.stream().map(RowText::key).toList()),
                targets.heads());
    }

    /** What is kept of rows is no proof: a dry run keeps it of documents that come in by an ingest later. */
    private boolean isAdopted(DocumentHead head, Coverage coverage) {
        return head.trust() == TrustTier.ADOPTED || coverage.isAny();
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
        WriteGrant capped = standing.map(head -> grant.lowerTrust(grant.trust().atMost(head.trust())))
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
