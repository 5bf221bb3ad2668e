package dev.weir.benchmarks;

import static java.util.Objects.requireNonNull;

import dev.weir.models.Screener;
import dev.weir.models.ScreenerIdentity;
import dev.weir.models.calibration.Ensemble;
import dev.weir.models.calibration.OperatingPoint;
import dev.weir.models.calibration.OperatingPoints;
import dev.weir.models.detect.Channel;
import dev.weir.models.lexical.LexicalDetectors;
import dev.weir.retrieve.screen.PassageScreen;
import dev.weir.retrieve.screen.VerdictCache;
import dev.weir.retrieve.verify.CandidateGate;
import dev.weir.retrieve.verify.GateResult;
import dev.weir.tenancy.store.ApplicationFilter;
import dev.weir.tenancy.store.Pushdown;
import dev.weir.tenancy.store.SearchResult;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The gate over 20 chunks with a current scan, and over the same chunks with one that is too old to count and a verdict
 * that is known. {@link ClassifierCostBenchmark} is what verdicts cost that are not.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 4, time = 2)
@Fork(1)
@State(Scope.Benchmark)
public class RescreenCostBenchmark {
    /** The scans are of epoch 1. */
    @Param({"0", "2"})
    public int minimumEpoch;

    private @Nullable GuardedCorpus corpus;
    private @Nullable CandidateGate gate;
    private @Nullable SearchResult answer;
    private @Nullable PassageScreen screen;

    /** Seals the corpus. */
    @Setup
    public void seal() {
        GuardedCorpus sealed = GuardedCorpus.of(GuardCostBenchmark.K, 384, minimumEpoch);
        corpus = sealed;
        gate = new CandidateGate(sealed.verifier(), sealed.heads());
        answer = new SearchResult(List.copyOf(sealed.rows()), Pushdown.everything());
        screen = new PassageScreen(
                RescreenCostBenchmark::rules,
                VerdictCache.ofEntries(1_000),
                new PassageScreen.Budget(GuardCostBenchmark.K, Duration.ofHours(1)),
                InstantSource.system());
    }

    /** Closes the screen. */
    @TearDown
    public void close() {
        requireNonNull(screen, "not set up").close();
    }

    /** One caller. */
    @Benchmark
    public GateResult check() {
        GateResult checked = requireNonNull(gate, "not set up")
                .check(
                        requireNonNull(answer, "not set up"),
                        GuardCostBenchmark.K,
                        requireNonNull(corpus, "not set up").scope(),
                        ApplicationFilter.everything(),
                        requireNonNull(screen, "not set up").begin());
        if (checked.chunks().size() != GuardCostBenchmark.K) {
            throw new IllegalStateException("only " + checked.chunks().size() + " chunks passed");
        }
        return checked;
    }

    private static Screener rules() {
        String digest = "0".repeat(64);
        OperatingPoints points =
                new OperatingPoints("rules-only", List.of(new OperatingPoint(Channel.BODY, 0.01, 0.5)));
        return Screener.of(
                LexicalDetectors.all(),
                new Ensemble(points, 0.01),
                new ScreenerIdentity("lexical", "none", digest, digest, "rules-only", "jvm"));
    }
}
