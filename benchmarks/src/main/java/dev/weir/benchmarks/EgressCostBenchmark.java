package dev.weir.benchmarks;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The response guard over an ordinary answer of 4,000 code units: until something comes out, and to its end. */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 4, time = 2)
@Fork(1)
@State(Scope.Benchmark)
public class EgressCostBenchmark {
    private static final int LENGTH = 4_000;

    private @Nullable GuardedAnswer answer;

    /** Registers canaries and takes fingerprints. */
    @Setup
    public void prepare() {
        answer = GuardedAnswer.of(LENGTH);
    }

    /** From the first token that goes in to the first character that comes out. */
    @Benchmark
    public int firstOutput() {
        return requireNonNull(answer, "answer is null").tokensToFirst();
    }

    /** The whole answer. */
    @Benchmark
    public String wholeAnswer() {
        return requireNonNull(answer, "answer is null").check();
    }
}
