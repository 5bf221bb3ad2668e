package dev.weir.benchmarks.behaviour;

import dev.weir.retrieve.behaviour.BehaviourGuard;
import dev.weir.retrieve.behaviour.BehaviourPolicy;
import dev.weir.retrieve.behaviour.BehaviourStates;
import dev.weir.retrieve.behaviour.MemoryStates;
import dev.weir.retrieve.behaviour.Observed;
import dev.weir.retrieve.behaviour.Rung;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What monitors know of the other people of a tenant: whoever is watched is compared with them. */
final class Crowd {
    private final Map<String, byte[]> states;

    private Crowd(Map<String, byte[]> states) {
        this.states = Map.copyOf(states);
    }

    /** Readers who ask on so many working days, one after the other, until {@code end}. */
    static Crowd of(Corpus corpus, List<Reader> readers, int days, Instant end) {
        Map<String, byte[]> kept = new HashMap<>();
        Instant[] now = {end};
        InstantSource clock = () -> now[0];
        BehaviourPolicy policy = BehaviourPolicy.standard().observing().withLostState(Rung.LOG, Duration.ZERO);
        BehaviourStates states = new Remembering(MemoryStates.ofEntries(2 * readers.size() + 10, clock), kept);
        BehaviourGuard guard = new BehaviourGuard(policy, states, tenant -> corpus.size(), Watch.DIGESTS, clock);
        for (int day = days; day > 0; day--) {
            for (int i = 0; i < readers.size(); i++) {
                for (Question question : readers.get(i).day(end.minus(Duration.ofDays(day)))) {
                    now[0] = question.at();
                    int[] found = question.found().chunks();
                    List<Observed.Passage> passages = new ArrayList<>();
                    for (int chunk : Arrays.copyOf(found, Math.min(Reader.K, found.length))) {
                        passages.add(new Observed.Passage(Corpus.id(chunk), "", corpus.vector(chunk)));
                    }
                    guard.settle(
                            guard.admit(Watch.principal("other-" + i), Set.of(Corpus.tenant())),
                            new Observed(question.text(), passages, List.of(), 0));
                }
            }
        }
        return new Crowd(kept);
    }

    int size() {
        return states.size();
    }

    void copyInto(BehaviourStates empty) {
        states.forEach((key, state) -> empty.replace(key, empty.read(key), state, BehaviourGuard.RETENTION));
    }

    /** Keeps a copy of what was written last. */
    private record Remembering(BehaviourStates inner, Map<String, byte[]> kept) implements BehaviourStates {
        @Override
        public Kept read(String key) {
            return inner.read(key);
        }

        @Override
        public Writing replace(String key, Kept expected, byte[] next, Duration keepFor) {
            kept.put(key, next);
            return inner.replace(key, expected, next, keepFor);
        }

        @Override
        public void close() {
            inner.close();
        }
    }
}
