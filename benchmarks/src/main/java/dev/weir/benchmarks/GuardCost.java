package dev.weir.benchmarks;

import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Measures what the guard adds to a query, and what a classifier would add, in one run on one machine. */
public final class GuardCost {
    private GuardCost() {}

    /** Runs the benchmarks; takes no arguments. */
    public static void main(String[] arguments) throws RunnerException {
        Runtime runtime = Runtime.getRuntime();
        System.out.println("seed " + GuardedCorpus.SEED + ", " + runtime.availableProcessors() + " processors, "
                + System.getProperty("os.arch") + ", Java " + Runtime.version());
        new Runner(new OptionsBuilder()
                        .include(GuardCostBenchmark.class.getSimpleName())
                        .include(RescreenCostBenchmark.class.getSimpleName())
                        .include(ClassifierCostBenchmark.class.getSimpleName())
                        .build())
                .run();
    }
}
