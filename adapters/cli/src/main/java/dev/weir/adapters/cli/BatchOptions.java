package dev.weir.adapters.cli;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What scan and ingest have in common. */
final class BatchOptions {
    @Mixin
    ScreenerOptions screener = new ScreenerOptions();

    @Option(names = "--jobs", paramLabel = "N", description = "Documents that are worked on at a time, 1-64.")
    @Nullable Integer jobs;

    @Option(names = "--html", paramLabel = "FILE", description = "Write a report to read in a browser.")
    @Nullable Path html;

    @Option(names = "--sarif", paramLabel = "FILE", description = "Write a report in SARIF 2.1.0.")
    @Nullable Path sarif;

    @Parameters(paramLabel = "PATH", arity = "0..*", description = "Files or folders.")
    List<Path> paths = List.of();

    void requirePaths() {
        if (paths.isEmpty()) {
            throw new UsageException("say which files or folders.");
        }
    }

    /** The settings, with what the flags say instead. */
    Settings over(Settings settings) {
        int wanted = jobs == null ? settings.jobs() : jobs;
        if (wanted < 1 || wanted > 64) {
            throw new UsageException("--jobs must be 1-64.");
        }
        return screener.over(settings).withJobs(wanted);
    }

    void report(String title, List<ScannedFile> files) {
        if (html != null) {
            HtmlReport.write(html, title, files.size() + " files", files, "");
        }
        if (sarif != null) {
            SarifReport.write(sarif, files);
        }
    }
}
