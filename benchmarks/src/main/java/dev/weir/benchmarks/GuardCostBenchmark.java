package dev.weir.benchmarks;

import static java.util.Objects.requireNonNull;

import dev.weir.retrieve.context.ContextAssembler;
import dev.weir.retrieve.context.Fence;
import dev.weir.retrieve.context.GuardedContext;
import dev.weir.retrieve.screen.ScreenedSet;
import dev.weir.retrieve.screen.SetScreens;
import dev.weir.retrieve.verify.CandidateGate;
import dev.weir.retrieve.verify.GateResult;
import dev.weir.retrieve.verify.Rescreening;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.store.ApplicationFilter;
import dev.weir.tenancy.store.Pushdown;
import dev.weir.tenancy.store.SearchResult;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
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
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What the guard adds to a query: verify, screen and assemble 20 chunks of 20 documents. The store's search is not in it,
 * nor is the audit log.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class GuardCostBenchmark {
    static final int K = 20;

    /** Which documents a query meets. */
    public enum Documents {
        /** The same twenty each time. */
        HOT,
        /** Twenty of 10,000, a few of them often (Zipf's law). */
        ZIPF,
        /** Twenty of 10,000, all equally likely: hardly any head or text is in a processor's cache. */
        COLD
    }

    /** The corpus and the answers of its store. */
    @State(Scope.Benchmark)
    public static class Corpus {
        private static final int DOCUMENTS = 10_000;
        private static final int ANSWERS = 4_096;

        /** Floats in a vector. */
        @Param({"384", "1536"})
        public int dimension;

        /** Which documents a query meets. */
        @Param
        public Documents documents = Documents.HOT;

        private final List<SearchResult> answers = new ArrayList<>();
        private @Nullable GuardedCorpus corpus;
        private @Nullable CandidateGate gate;
        private final SetScreens screens = SetScreens.standard();
        private final ContextAssembler assembler = new ContextAssembler(Fence.DELIMITING, new SecureRandom());

        /** Seals the corpus. */
        @Setup
        public void seal() {
            GuardedCorpus sealed = GuardedCorpus.of(DOCUMENTS, dimension);
            corpus = sealed;
            gate = new CandidateGate(sealed.verifier(), sealed.heads());
            SplittableRandom random = new SplittableRandom(GuardedCorpus.SEED);
            Zipf zipf = new Zipf(DOCUMENTS);
            for (int i = 0; i < (documents == Documents.HOT ? 1 : ANSWERS); i++) {
                Set<Candidate> rows = new LinkedHashSet<>();
                while (rows.size() < K) {
                    int rank = documents == Documents.ZIPF ? zipf.draw(random) : random.nextInt(DOCUMENTS);
                    rows.add(sealed.rows().get(rank));
                }
                answers.add(new SearchResult(List.copyOf(rows), Pushdown.everything()));
            }
        }
    }

    /** Which answer a caller asks for next. */
    @State(Scope.Thread)
    public static class Caller {
        private int next;
    }

    /** One caller. */
    @Benchmark
    @Threads(1)
    public GuardedContext oneCaller(Corpus corpus, Caller caller) {
        return guard(corpus, caller);
    }

    /** Sixteen callers. */
    @Benchmark
    @Threads(16)
    public GuardedContext sixteenCallers(Corpus corpus, Caller caller) {
        return guard(corpus, caller);
    }

    private static GuardedContext guard(Corpus corpus, Caller caller) {
        SearchResult answer = corpus.answers.get(caller.next++ % corpus.answers.size());
        GuardedCorpus sealed = requireNonNull(corpus.corpus, "not set up");
        GateResult checked = requireNonNull(corpus.gate, "not set up")
                .check(answer, K, sealed.scope(), ApplicationFilter.everything(), Rescreening.NONE);
        ScreenedSet screened = corpus.screens.screen(sealed.question(), checked.chunks(), K);
        if (screened.kept().size() != K) {
            throw new IllegalStateException("only " + screened.kept().size() + " of " + K + " chunks were served");
        }
        return corpus.assembler.assemble("benchmark", screened.kept(), screened.withheld());
    }
}
