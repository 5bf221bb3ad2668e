package dev.weir.benchmarks.behaviour;

import dev.weir.retrieve.behaviour.Admission;
import dev.weir.retrieve.behaviour.BehaviourGuard;
import dev.weir.retrieve.behaviour.BehaviourPolicy;
import dev.weir.retrieve.behaviour.BehaviourStates;
import dev.weir.retrieve.behaviour.MemoryStates;
import dev.weir.retrieve.behaviour.Observed;
import dev.weir.retrieve.behaviour.Ruling;
import dev.weir.retrieve.behaviour.Rung;
import dev.weir.tenancy.Principal;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.chunk.Sha256;
import dev.weir.tenancy.keys.TenantDigests;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** One principal before the product's guard, and what it does to his questions. The clock is the last question's. */
final class Watch {
    /** Digests under one secret: what they cost is not measured here. */
    static final TenantDigests DIGESTS = (tenant, purpose, message) -> Sha256.of(
            "bench".getBytes(StandardCharsets.US_ASCII),
            (tenant + "\n" + purpose.domain() + message).getBytes(StandardCharsets.UTF_8));

    private static final Set<TenantId> CORPORA = Set.of(Corpus.tenant());

    private final Corpus corpus;
    private final Principal principal;
    private final BehaviourGuard guard;
    private Instant now;

    /** @param others who asked before in the same tenant */
    Watch(Corpus corpus, BehaviourPolicy policy, String name, Instant start, Crowd others) {
        this.corpus = corpus;
        this.principal = principal(name);
        this.now = start;
        InstantSource clock = () -> now;
        BehaviourStates states = MemoryStates.ofEntries(2 * others.size() + 10, clock);
        others.copyInto(states);
        this.guard = new BehaviourGuard(policy, states, tenant -> corpus.size(), DIGESTS, clock);
    }

    static Principal principal(String name) {
        return new Principal(name, Corpus.tenant(), Set.of(), Principal.AuthenticatedBy.VERIFIED_TOKEN);
    }

    /**
     * What became of a question.
     *
     * @param got chunks that were served, none if it was refused
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Outcome(Rung rung, boolean isRefused, boolean isCapped, int[] got) {}

    Outcome ask(Question question, int k) {
        now = question.at();
        Admission admission = guard.admit(principal, CORPORA);
        if (admission.refusal().isPresent()) {
            Ruling ruling = guard.settle(admission, Observed.unanswered(question.text()));
            return new Outcome(ruling.rung(), true, false, new int[0]);
        }
        int[] found = question.found().chunks();
        int[] served = Arrays.copyOf(found, Math.min(admission.k(k), found.length));
        List<Observed.Passage> passages = new ArrayList<>(served.length);
        for (int chunk : served) {
            passages.add(new Observed.Passage(Corpus.id(chunk), corpus.text(chunk), corpus.vector(chunk)));
        }
        List<Double> scores =
                Arrays.stream(question.found().scores()).limit(2L * k).boxed().toList();
        Ruling ruling = guard.settle(
                admission,
                new Observed(question.text(), passages, scores, 0).suspected(corpus.suspicion(question.text())));
        if (ruling.refusal().isPresent()) {
            return new Outcome(ruling.rung(), true, false, new int[0]);
        }
        int[] got = new int[served.length - ruling.capped().size()];
        int next = 0;
        for (int i = 0; i < served.length; i++) {
            if (!ruling.capped().contains(i)) {
                got[next++] = served[i];
            }
        }
        return new Outcome(ruling.rung(), false, !ruling.capped().isEmpty(), got);
    }
}
