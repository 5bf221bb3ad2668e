package dev.weir.ingest.batch;

import dev.weir.ingest.Content;
import dev.weir.ingest.DocumentReport;
import dev.weir.ingest.IngestGuard;
import dev.weir.ingest.IngestOutcome;
import dev.weir.ingest.JudgedSubmission;
import dev.weir.ingest.RefusalCode;
import dev.weir.ingest.Submission;
import dev.weir.ingest.parse.RawDocument;
import dev.weir.models.detect.Gap;
import dev.weir.models.embed.PrecomputedEmbeddings;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.chunk.Sha256;
import dev.weir.tenancy.chunk.SourceRef;
import dev.weir.tenancy.keys.TenantDigests;
import java.nio.file.Path;
import java.util.Optional;

/** Ingests files. */
final class IngestWork implements BatchWork {
    private final IngestGuard guard;
    private final IngestPlan plan;

    IngestWork(IngestGuard guard, IngestPlan plan) {
        this.guard = guard;
        this.plan = plan;
    }

    @Override
    public IngestTask task(Path file) {
        SourceRef source = plan.sources().apply(file);
        WriteGrant grant = plan.grants().apply(source);
        Submission submission = new Submission(
                new Content.Document(RawDocument.of(file)),
                source,
                guard.documentOf(grant.tenant(), source),
                plan.batch(),
                plan.expiresAt(),
                plan.attributes(),
                PrecomputedEmbeddings.none());
        return new IngestTask(file, submission, grant);
    }

    @Override
    public BatchResult broken(Path path, Gap gap) {
        return new BatchResult.Ingested(
                path, new IngestOutcome.Refused(guard.scanner().unread(path.toString(), gap), RefusalCode.REJECTED));
    }

    /** The name of the batch. */
    String batch() {
        return plan.batch();
    }

    /** The name of a source's baseline: keyed, and another one by other rules. */
    String originId(SourceRef origin) {
        return Sha256.ofText(guard.documentOf(plan.tenant(), origin).value() + "\n"
                        + guard.scanner().rules().digest().hex())
                .hex();
    }

    /** One file, which may be judged before it is published or held. */
    final class IngestTask implements Task {
        private final Path file;
        private final Submission submission;
        private final WriteGrant grant;

        IngestTask(Path file, Submission submission, WriteGrant grant) {
            this.file = file;
            this.submission = submission;
            this.grant = grant;
        }

        @Override
        public Sha256 key(Sha256 bytes) {
            return keyed(
                    "ingest",
                    submission.source().uri(),
                    bytes.hex(),
                    grant.tag().canonical(),
                    grant.trust().name(),
                    guard.rulesFor(grant.tenant(), submission.source()).hex());
        }

        @Override
        public BatchResult run() {
            return publish(judge());
        }

        SourceRef source() {
            return submission.source();
        }

        JudgedSubmission judge() {
            return guard.judge(submission, grant);
        }

        BatchResult publish(JudgedSubmission judged) {
            return new BatchResult.Ingested(file, guard.ingest(judged));
        }

        BatchResult hold(JudgedSubmission judged) {
            return new BatchResult.Ingested(file, guard.holdWithBatch(judged));
        }

        @Override
        public Optional<LedgerEntry> entry(BatchResult result) {
            if (!(result instanceof BatchResult.Ingested ingested)) {
                return Optional.empty();
            }
            IngestOutcome outcome = ingested.outcome();
            DocumentReport report = outcome.report();
            boolean mayChange =
                    outcome instanceof IngestOutcome.Refused refused && refused.code() != RefusalCode.REJECTED;
            if (mayChange || report.sha256().isEmpty()) {
                return Optional.empty();
            }
            Sha256 bytes = Sha256.fromHex(report.sha256());
            return Optional.of(new LedgerEntry(
                    key(bytes),
                    grant.tenant().value(),
                    submission.document().value(),
                    submission.batch(),
                    keyed("bytes", bytes.hex()),
                    report.verdict().code(),
                    report.chunks(),
                    outcome.sealedChunks(),
                    outcome.ticket().map(ticket -> ticket.id().value()).orElse(LedgerEntry.NONE),
                    LedgerEntry.NONE));
        }

        private Sha256 keyed(String... parts) {
            return guard.digests().digest(grant.tenant(), TenantDigests.Purpose.LEDGER, String.join("\n", parts));
        }
    }
}
