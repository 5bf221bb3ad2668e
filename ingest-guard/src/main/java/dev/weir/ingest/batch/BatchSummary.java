package dev.weir.ingest.batch;

import static java.util.Objects.requireNonNull;

import dev.weir.ingest.DocumentReport;
import dev.weir.ingest.IngestOutcome;
import dev.weir.ingest.verdict.Verdict;
import java.time.Duration;
import java.util.List;

/**
 * Counts of a batch.
 *
 * @param admitted documents that were admitted whole
 * @param partial admitted with chunks withheld
 * @param redacted admitted with spans replaced
 * @param quarantined held
 * @param rejected refused by verdict or because the head log or the file did not let them in
 * @param skipped done before
 * @param denied without a grant
 * @param failed by a fault of this program
 * @param bytes of the documents that were worked on
 * @param took from the first path to the last result
 * @param left the sources whose baseline the batch left: their documents are held whole
 */
public record BatchSummary(
        int admitted,
        int partial,
        int redacted,
        int quarantined,
        int rejected,
        int skipped,
        int denied,
        int failed,
        long bytes,
        Duration took,
        List<LeftBaseline> left) {
    /** Nothing was done yet. */
    static final BatchSummary NONE = new BatchSummary(0, 0, 0, 0, 0, 0, 0, 0, 0, Duration.ZERO, List.of());

    public BatchSummary {
        requireNonNull(took, "took is null");
        left = List.copyOf(left);
    }

    /** All results. */
    public int total() {
        return admitted + partial + redacted + quarantined + rejected + skipped + denied + failed;
    }

    /** Results of which something was kept from the index; those that were skipped are not counted again. */
    public int stopped() {
        return total() - admitted - skipped;
    }

    BatchSummary plus(BatchResult result) {
        return switch (result) {
            case BatchResult.Scanned scanned -> plus(scanned.report());
            case BatchResult.Ingested ingested ->
                switch (ingested.outcome()) {
                    case IngestOutcome.Sealed sealed -> plus(sealed.report());
                    case IngestOutcome.Quarantined held -> plus(held.report());
                    case IngestOutcome.Refused refused ->
                        add(0, 0, 0, 0, 1, 0, 0, 0, refused.report().bytes());
                };
            case BatchResult.Skipped skip -> add(0, 0, 0, 0, 0, 1, 0, 0, 0);
            case BatchResult.Denied denial -> add(0, 0, 0, 0, 0, 0, 1, 0, 0);
            case BatchResult.Failed failure -> add(0, 0, 0, 0, 0, 0, 0, 1, 0);
        };
    }

    BatchSummary took(Duration duration) {
        return new BatchSummary(
                admitted, partial, redacted, quarantined, rejected, skipped, denied, failed, bytes, duration, left);
    }

    BatchSummary left(List<LeftBaseline> sources) {
        return new BatchSummary(
                admitted, partial, redacted, quarantined, rejected, skipped, denied, failed, bytes, took, sources);
    }

    private BatchSummary plus(DocumentReport report) {
        return switch (report.verdict()) {
            case Verdict.Admit admit ->
                admit.withheld().isEmpty()
                        ? add(1, 0, 0, 0, 0, 0, 0, 0, report.bytes())
                        : add(0, 1, 0, 0, 0, 0, 0, 0, report.bytes());
            case Verdict.Redact redact -> add(0, 0, 1, 0, 0, 0, 0, 0, report.bytes());
            case Verdict.Quarantine quarantine -> add(0, 0, 0, 1, 0, 0, 0, 0, report.bytes());
            case Verdict.Reject reject -> add(0, 0, 0, 0, 1, 0, 0, 0, report.bytes());
        };
    }

    private BatchSummary add(
            int whole, int part, int cut, int held, int refused, int skip, int denial, int failure, long size) {
        return new BatchSummary(
                admitted + whole,
                partial + part,
                redacted + cut,
                quarantined + held,
                rejected + refused,
                skipped + skip,
                denied + denial,
                failed + failure,
                bytes + size,
                took,
                left);
    }
}
