package dev.weir.adapters.cli;

import dev.weir.ingest.DocumentScanner;
import dev.weir.ingest.batch.BatchScan;
import dev.weir.ingest.batch.BatchSummary;
import dev.weir.ingest.batch.ScanLedger;
import dev.weir.ingest.parse.ForkedParser;
import dev.weir.models.Screener;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weir scan}: judges files and stores nothing. */
@Command(name = "scan", description = "Scans files or folders and stores nothing.")
final class ScanCommand implements Callable<Integer> {
    private final InstantSource clock;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private GlobalOptions options = new GlobalOptions();

    @Mixin
    private BatchOptions batch = new BatchOptions();

    @Option(
            names = "--ledger",
            paramLabel = "FILE",
            description = "Resume: skip what was done with the same bytes, rules and model.")
    private @Nullable Path ledger;

    ScanCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() {
        batch.requirePaths();
        Settings settings = batch.over(options.settings());
        Output output =
                new Output(spec.commandLine().getOut(), spec.commandLine().getErr(), options);
        BatchOutput results = new BatchOutput(output, options);
        try (Screener screener = Detection.screener(settings);
                ForkedParser parser = ForkedParser.start(settings.limits(), settings.jobs())) {
            DocumentScanner scanner = Ingest.scanner(parser, screener, Ingest.FIRST_EPOCH, settings, clock);
            BatchScan scan = BatchScan.scanning(scanner, settings.jobs(), clock);
            BatchSummary summary = ledger == null ? run(scan, results) : resume(scan, results, ledger);
            ExitCode exit = results.summarise(summary);
            batch.report("Weir scan", results.files());
            return exit.code();
        }
    }

    private BatchSummary resume(BatchScan scan, BatchOutput results, Path file) {
        try (ScanLedger from = ScanLedger.open(file)) {
            return run(scan.resuming(from), results);
        }
    }

    private BatchSummary run(BatchScan scan, BatchOutput results) {
        try (Progress progress = new Progress("scanning", options, BatchOutput::isStopped, results::print)) {
            return scan.run(batch.paths, progress);
        }
    }
}
