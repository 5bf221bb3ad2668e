package dev.weir.benchmarks;

import static java.util.Objects.requireNonNull;

import dev.weir.models.Assessment;
import dev.weir.models.Screener;
import dev.weir.models.detect.Passage;
import java.util.List;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What it would cost to classify the same 20 chunks at each query, instead of once before they are sealed. */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 5)
@Measurement(iterations = 4, time = 5)
@Fork(1)
@State(Scope.Benchmark)
public class ClassifierCostBenchmark {
    private final List<Passage> passages = GuardedCorpus.of(GuardCostBenchmark.K, 384).rows().stream()
            .map(row -> Passage.body(row.text().orElseThrow()))
            .toList();
    private @Nullable Screener screener;

    /** Loads the bundled model. */
    @Setup
    public void load() {
        screener = Screener.defaults();
    }

    /** Frees the model. */
    @TearDown
    public void close() {
        requireNonNull(screener, "not set up").close();
    }

    /** One caller; the engine may use more than one thread. */
    @Benchmark
    public List<Assessment> classify() {
        Screener loaded = requireNonNull(screener, "not set up");
        return passages.stream().map(loaded::assess).toList();
    }
}
