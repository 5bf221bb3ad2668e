package dev.weir.benchmarks;

import dev.weir.retrieve.screen.RankedPassage;
import dev.weir.retrieve.screen.ScreenPolicy;
import dev.weir.retrieve.screen.SetScreens;
import dev.weir.retrieve.screen.SetVerdict;
import dev.weir.tenancy.TrustTier;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.annotations.Warmup;

/**
 * What all set screens cost: 60 passages of 200 words in, 20 out. A set is screened once and another follows, so that no text
 * is known.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
@State(Scope.Benchmark)
public class ScreenCostBenchmark {
    static final int CANDIDATES = 60;
    static final int K = 20;
    private static final int SETS = 256;
    private static final int WORDS = 200;
    private static final int VOCABULARY = 20_000;
    private static final String QUESTION =
            "how deep is the lower lock of the old canal at word9 and who measured it in word40";

    private static final List<TrustTier> TIERS = List.of(TrustTier.UNKNOWN, TrustTier.EXTERNAL, TrustTier.INTERNAL);

    /** Who wrote the passages. */
    public enum Writers {
        /** Forty uploaders, each passage of any of three tiers. */
        MANY,
        /** One external uploader in one batch, so that every pair is compared word by word. */
        ONE
    }

    /** The policy. */
    @Param
    public ScreenPolicy policy = ScreenPolicy.STANDARD;

    /** Who wrote the passages. */
    @Param
    public Writers writers = Writers.MANY;

    private final List<List<RankedPassage>> sets = new ArrayList<>();
    private SetScreens screens = SetScreens.standard();
    private int next;

    /** Writes the sets. */
    @Setup
    public void write() {
        screens = policy.screens();
        SplittableRandom random = new SplittableRandom(GuardedCorpus.SEED);
        Zipf zipf = new Zipf(VOCABULARY);
        for (int set = 0; set < SETS; set++) {
            List<RankedPassage> passages = new ArrayList<>();
            for (int rank = 0; rank < CANDIDATES; rank++) {
                passages.add(passage(set, rank, random, zipf));
            }
            sets.add(List.copyOf(passages));
        }
    }

    private RankedPassage passage(int set, int rank, SplittableRandom random, Zipf zipf) {
        StringBuilder text = new StringBuilder();
        for (int word = 0; word < WORDS; word++) {
            text.append("word").append(zipf.draw(random)).append(word % 17 == 16 ? ". " : " ");
        }
        boolean one = writers == Writers.ONE;
        int writer = one ? 0 : random.nextInt(40);
        TrustTier tier = one ? TrustTier.EXTERNAL : TIERS.get(random.nextInt(TIERS.size()));
        return new RankedPassage(
                set + "/" + rank,
                text.toString(),
                "source/" + rank / 2,
                "uploader/" + writer,
                "batch/" + writer,
                tier,
                CANDIDATES - rank);
    }

    /** One set. */
    @Benchmark
    public SetVerdict screen() {
        return screens.screenPassages(QUESTION, sets.get(next++ % SETS), K);
    }
}
