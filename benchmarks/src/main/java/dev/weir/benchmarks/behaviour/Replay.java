package dev.weir.benchmarks.behaviour;

import dev.weir.benchmarks.Zipf;
import dev.weir.retrieve.behaviour.Admission;
import dev.weir.retrieve.behaviour.BehaviourGuard;
import dev.weir.retrieve.behaviour.BehaviourPolicy;
import dev.weir.retrieve.behaviour.MemoryStates;
import dev.weir.retrieve.behaviour.Observed;
import dev.weir.retrieve.behaviour.Observed.Passage;
import dev.weir.retrieve.behaviour.Rung;
import dev.weir.tenancy.Principal;
import dev.weir.tenancy.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Many recorded questions through the monitors, in one thread: eight chunks each, by Zipf's law out of a corpus of 200,000, of
 * principals by Zipf's law, thirty days in all. The questions have twelve words and the chunks none: what reading their words
 * costs is in the other figures. Nothing is refused, so that every question does all the work.
 */
final class Replay {
    static final int PRINCIPALS = 20_000;
    static final int CHUNKS = 200_000;

    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    private static final Set<TenantId> CORPORA = Set.of(Corpus.tenant());
    private static final int K = 8;

    private final long questions;
    private final SplittableRandom random;
    private Instant now = START;

    Replay(long questions, long seed) {
        this.questions = questions;
        this.random = new SplittableRandom(seed);
    }

    Report.Replayed run() {
        InstantSource clock = () -> now;
        MemoryStates states = MemoryStates.ofEntries(2 * PRINCIPALS, clock);
        BehaviourPolicy policy = BehaviourPolicy.standard().observing().withLostState(Rung.LOG, Duration.ZERO);
        BehaviourGuard guard = new BehaviourGuard(policy, states, tenant -> CHUNKS, Watch.DIGESTS, clock);
        Zipf chunks = new Zipf(CHUNKS);
        Zipf who = new Zipf(PRINCIPALS);
        List<Principal> principals = new ArrayList<>();
        for (int i = 0; i < PRINCIPALS; i++) {
            principals.add(new Principal(
                    "principal-" + i, Corpus.tenant(), Set.of(), Principal.AuthenticatedBy.VERIFIED_TOKEN));
        }
        long heapBefore = heap();
        Duration step = Duration.ofDays(30).dividedBy(questions);
        long began = System.nanoTime();
        for (long i = 0; i < questions; i++) {
            now = now.plus(step);
            Admission admission = guard.admit(principals.get(who.draw(random)), CORPORA);
            guard.recorded(admission, guard.settle(admission, seen(i, chunks)));
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        long heapAfter = heap();
        long kept = states.size();
        return new Report.Replayed(
                questions,
                (int) kept,
                CHUNKS,
                seconds,
                questions / seconds,
                states.bytes() / Math.max(1, kept),
                states.mostBytes(),
                (double) (heapAfter - heapBefore) / Math.max(1, kept));
    }

    private Observed seen(long number, Zipf chunks) {
        List<Passage> passages = new ArrayList<>(K);
        List<Double> scores = new ArrayList<>(2 * K);
        for (int i = 0; i < K; i++) {
            passages.add(new Passage(Corpus.id(chunks.draw(random)), ""));
        }
        for (int i = 0; i < 2 * K; i++) {
            scores.add(1 - i / 40.0);
        }
        String query = "what does page " + number % 977 + " of the manual say about part " + number % 89 + " now";
        return new Observed(query, passages, scores, 0);
    }

    private static long heap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
