package dev.weir.ingest.batch;

import dev.weir.ingest.DocumentReport;
import dev.weir.ingest.IngestGuard;
import dev.weir.ingest.IngestOutcome;
import dev.weir.ingest.RefusalCode;
import dev.weir.ingest.Submission;
import dev.weir.ingest.parse.RawDocument;
import dev.weir.models.detect.Gap;
import dev.weir.models.embed.PrecomputedEmbeddings;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.chunk.Sha256;
import dev.weir.tenancy.chunk.SourceRef;
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
    public Task task(Path file) {
        SourceRef source = plan.sources().apply(file);
        WriteGrant grant = plan.grants().apply(source);
        Submission submission = new Submission(
                RawDocument.of(file),
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

    private final class IngestTask implements Task {
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
            return Sha256.ofText(String.join(
                    "\n",
                    "ingest",
                    submission.source().uri(),
                    bytes.hex(),
                    grant.tag().canonical(),
                    grant.trust().name(),
                    guard.scanner().rules().digest().hex()));
        }

        @Override
        public BatchResult run() {
            return new BatchResult.Ingested(file, guard.ingest(submission, grant));
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
                    bytes,
                    report.verdict().code(),
                    report.chunks(),
                    outcome.sealedChunks(),
                    outcome.ticket().map(ticket -> ticket.id().value()).orElse(LedgerEntry.NONE)));
        }
    }
}
