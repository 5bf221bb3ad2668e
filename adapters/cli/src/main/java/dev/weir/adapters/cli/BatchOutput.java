package dev.weir.adapters.cli;

import dev.weir.ingest.IngestOutcome;
import dev.weir.ingest.batch.BatchResult;
import dev.weir.ingest.batch.BatchSummary;
import dev.weir.ingest.batch.LeftBaseline;
import dev.weir.ingest.batch.SyncSummary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Prints the results of a batch as they come, and keeps them for the reports. */
final class BatchOutput {
    private final Output output;
    private final GlobalOptions options;
    private final List<ScannedFile> files = new ArrayList<>();

    BatchOutput(Output output, GlobalOptions options) {
        this.output = output;
        this.options = options;
    }

    /** What was scanned, in the order it was done. */
    List<ScannedFile> files() {
        return files;
    }

    static boolean isStopped(BatchResult result) {
        return switch (result) {
            case BatchResult.Scanned scanned -> scanned.report().isStopped();
            case BatchResult.Ingested ingested ->
                ingested.outcome().report().isStopped() || ingested.outcome() instanceof IngestOutcome.Refused;
            case BatchResult.Skipped skipped -> false;
            case BatchResult.Denied denied -> true;
            case BatchResult.Failed failed -> true;
        };
    }

    void print(BatchResult result) {
        switch (result) {
            case BatchResult.Scanned scanned -> {
                ScannedFile file =
                        ScannedFile.of(scanned.report(), scanned.path().toString(), options);
                files.add(file);
                print(file, Map.of());
            }
            case BatchResult.Ingested ingested -> {
                ScannedFile file = ScannedFile.of(
                        ingested.outcome().report(), ingested.path().toString(), options);
                files.add(file);
                print(file, ingested(ingested.outcome()));
            }
            case BatchResult.Skipped skipped ->
                printOther(
                        skipped,
                        "skipped",
                        "was done before by the same rules: " + skipped.entry().outcome());
            case BatchResult.Denied denied ->
                printOther(denied, "denied", denied.code().text());
            case BatchResult.Failed failed ->
                printOther(failed, "failed", "something failed (" + failed.failure() + "); nothing of it was let in");
        }
    }

    ExitCode summarise(BatchSummary summary) {
        return summarise(summary, Map.of());
    }

    /**
     * What a sync did; folders that could not be looked into count as stopped.
     *
     * @param more further fields of the JSON summary
     */
    ExitCode summarise(SyncSummary sync, Map<String, String> more) {
        Map<String, Object> counts = new LinkedHashMap<>();
        counts.put("unchanged", sync.unchanged());
        counts.put("new", sync.added());
        counts.put("changed", sync.changed());
        counts.put("moved", sync.moved());
        counts.put("gone", sync.gone());
        if (!output.json()) {
            output.line(String.format(
                    Locale.ROOT,
                    "%d unchanged, %d new, %d changed, %d moved, %d gone",
                    sync.unchanged(),
                    sync.added(),
                    sync.changed(),
                    sync.moved(),
                    sync.gone()));
        }
        if (sync.unlisted() > 0) {
            output.error(
                    sync.unlisted() + " folders could not be looked into, so nothing was taken for moved or gone.");
        }
        Map<String, Object> all = new LinkedHashMap<>(more);
        all.put("sync", counts);
        return summarise(sync.batch(), all);
    }

    /** @param more further fields of the JSON summary */
    ExitCode summarise(BatchSummary summary, Map<String, ?> more) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("files", summary.total());
        object.put("admitted", summary.admitted());
        object.put("partial", summary.partial());
        object.put("redacted", summary.redacted());
        object.put("quarantined", summary.quarantined());
        object.put("rejected", summary.rejected());
        object.put("skipped", summary.skipped());
        object.put("denied", summary.denied());
        object.put("failed", summary.failed());
        object.put("bytes", summary.bytes());
        object.put("seconds", summary.took().toMillis() / 1_000.0);
        if (!summary.left().isEmpty()) {
            object.put(
                    "heldWhole", summary.left().stream().map(BatchOutput::left).toList());
        }
        object.putAll(more);
        if (output.json()) {
            output.json(Map.of("summary", object));
        } else {
            output.line(String.format(
                    Locale.ROOT,
                    "%d files: %d admitted, %d in part, %d redacted, %d quarantined, %d rejected, %d skipped, %d denied, %d"
                            + " failed (%.1f MB in %.1f s)",
                    summary.total(),
                    summary.admitted(),
                    summary.partial(),
                    summary.redacted(),
                    summary.quarantined(),
                    summary.rejected(),
                    summary.skipped(),
                    summary.denied(),
                    summary.failed(),
                    summary.bytes() / 1e6,
                    summary.took().toMillis() / 1e3));
        }
        for (LeftBaseline left : summary.left()) {
            output.error(String.format(
                    Locale.ROOT,
                    "held whole, for it is unlike earlier batches: %s (%d of %d documents stopped; %d earlier batches allow"
                            + " for %.1f %%). What was served of it is still served. See \"weir quarantine release --rule"
                            + " batch-held\".",
                    Json.printable(left.source().uri()),
                    left.stopped(),
                    left.documents(),
                    left.batches(),
                    100 * left.highestRate()));
        }
        return summary.stopped() == 0 ? ExitCode.DONE : ExitCode.STOPPED;
    }

    private static Map<String, Object> left(LeftBaseline left) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("source", left.source().uri());
        object.put("documents", left.documents());
        object.put("stopped", left.stopped());
        object.put("batches", left.batches());
        object.put("highestRate", Json.score(left.highestRate()));
        return object;
    }

    private void print(ScannedFile file, Map<String, Object> more) {
        if (output.json()) {
            Map<String, Object> object = file.json();
            object.putAll(more);
            output.json(object);
            return;
        }
        output.line(
                String.format(Locale.ROOT, "%-10s %.2f  %s", file.verdict(), file.risk(), Json.printable(file.path())));
        if (file.isStopped()) {
            file.findings().stream()
                    .limit(5)
                    .forEach(finding -> output.line("             " + finding.technique() + " in " + finding.channel()
                            + " " + finding.location() + " at " + finding.start() + "-" + finding.end()
                            + where(finding) + (finding.text().isEmpty() ? "" : ": " + finding.text())));
            file.gaps().stream()
                    .limit(5)
                    .forEach(gap -> output.line(
                            "             not looked at: " + gap.code().code() + " " + gap.location()));
        }
        file.signs().forEach(sign -> output.line("             " + Json.submittersLine(sign)));
        if (!file.concealed().isEmpty()) {
            List<String> reasons = new ArrayList<>();
            file.concealed().forEach((code, count) -> reasons.add(count + " " + code));
            output.line("             not seen by readers and kept from the index: " + String.join(", ", reasons));
        }
        file.credentials().stream()
                .limit(5)
                .forEach(found -> output.line("             content credential in " + found.location() + ": "
                        + found.credential().summary()));
    }

    private static String where(ScannedFile.ShownFinding finding) {
        String concealed = finding.concealed().isEmpty() ? "" : ", " + String.join(" ", finding.concealed());
        return finding.place().isEmpty() ? "" : " (" + finding.place() + concealed + ")";
    }

    private void printOther(BatchResult result, String state, String text) {
        if (output.json()) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("path", result.path().toString());
            object.put("state", state);
            object.put("detail", text);
            output.json(object);
        } else {
            output.line(String.format(
                    Locale.ROOT,
                    "%-10s       %s  %s",
                    state,
                    Json.printable(result.path().toString()),
                    text));
        }
    }

    private static Map<String, Object> ingested(IngestOutcome outcome) {
        Map<String, Object> object = new LinkedHashMap<>();
        if (outcome instanceof IngestOutcome.Sealed sealed) {
            object.put("document", sealed.head().document().value());
            object.put("tenant", sealed.head().tenant().value());
            object.put("version", sealed.head().version());
        }
        outcome.ticket().ifPresent(ticket -> {
            object.put("document", ticket.document().value());
            object.put("tenant", ticket.tenant().value());
        });
        object.put("sealed", outcome.sealedChunks());
        outcome.ticket().ifPresent(ticket -> object.put("ticket", ticket.id().value()));
        if (outcome instanceof IngestOutcome.Refused refused) {
            object.put("refused", refused.code().code());
        }
        return object;
    }
}
