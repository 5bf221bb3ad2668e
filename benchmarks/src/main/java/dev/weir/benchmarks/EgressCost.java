package dev.weir.benchmarks;

import java.util.List;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Says how much of an ordinary answer the response guard holds back, and measures what it takes. */
public final class EgressCost {
    private EgressCost() {}

    /** Counts, then runs the benchmark; takes no arguments. */
    public static void main(String[] arguments) throws RunnerException {
        GuardedAnswer answer = GuardedAnswer.of(4_000);
        List<Integer> held = answer.held().stream().sorted().toList();
        System.out.println("seed " + GuardedAnswer.SEED + ", Java " + Runtime.version() + ", " + answer.bytes()
                + " bytes in " + answer.tokens() + " tokens");
        System.out.println("tokens until the first character comes out: " + answer.tokensToFirst());
        System.out.println("code units held after a token: median " + held.get(held.size() / 2) + ", p90 "
                + held.get(held.size() * 9 / 10) + ", most " + held.getLast());
        new Runner(new OptionsBuilder()
                        .include(EgressCostBenchmark.class.getSimpleName())
                        .build())
                .run();
    }
}
