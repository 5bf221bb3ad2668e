package dev.weir.adapters.cli;

import dev.weir.ingest.batch.BatchListener;
import dev.weir.ingest.batch.BatchResult;
import java.util.function.Consumer;
import java.util.function.Predicate;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A progress bar on standard error, if that is a terminal and nobody asked for quiet; and results as they come. */
final class Progress implements BatchListener, AutoCloseable {
    private final String task;
    private final GlobalOptions options;
    private final Predicate<BatchResult> isStopped;
    private final Consumer<BatchResult> results;
    private @Nullable ProgressBar bar;
    private long stopped;

    Progress(String task, GlobalOptions options, Predicate<BatchResult> isStopped, Consumer<BatchResult> results) {
        this.task = task;
        this.options = options;
        this.isStopped = isStopped;
        this.results = results;
    }

    @Override
    public void judged(int total) {
        if (bar == null) {
            bar = bar(options, "judging", total, " files");
        }
        if (bar != null) {
            bar.step();
        }
    }

    @Override
    public void started(int total) {
        close();
        bar = bar(options, task, total, " files");
    }

    /** A bar, or none where nobody would see it. */
    static @Nullable ProgressBar bar(GlobalOptions options, String task, int total, String unit) {
        // Java 21 cannot tell; the launcher can.
        if (options.quiet || !Boolean.getBoolean("weir.stderr.terminal")) {
            return null;
        }
        return new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(total)
                .setUnit(unit, 1)
                .showSpeed()
                .setStyle(options.noColor ? ProgressBarStyle.ASCII : ProgressBarStyle.COLORFUL_UNICODE_BLOCK)
                .setConsumer(new ConsoleProgressBarConsumer(System.err))
                .build();
    }

    @Override
    public void finished(BatchResult result) {
        if (isStopped.test(result)) {
            stopped++;
        }
        if (bar != null) {
            bar.step();
            bar.setExtraMessage(stopped + " stopped");
        }
        results.accept(result);
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
