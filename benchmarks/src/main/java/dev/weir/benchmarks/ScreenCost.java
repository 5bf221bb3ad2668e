package dev.weir.benchmarks;

import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Measures what all set screens cost a query. */
public final class ScreenCost {
    private ScreenCost() {}

    /** Runs the benchmark; takes no arguments. */
    public static void main(String[] arguments) throws RunnerException {
        System.out.println(
                "seed " + GuardedCorpus.SEED + ", " + Runtime.getRuntime().availableProcessors() + " processors, "
                        + System.getProperty("os.arch") + ", Java " + Runtime.version());
        new Runner(new OptionsBuilder()
                        .include(ScreenCostBenchmark.class.getSimpleName())
                        .build())
                .run();
    }
}
