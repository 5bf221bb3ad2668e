package dev.weir.retrieve.behaviour;

import dev.weir.retrieve.behaviour.BehaviourPolicy.Rule;
import dev.weir.retrieve.behaviour.Observed.Passage;
import dev.weir.tenancy.Principal;
import dev.weir.tenancy.chunk.ChunkId;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.testkit.MovableClock;
import dev.weir.tenancy.testkit.SealedWorld;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A corpus of 1,000 chunks, a clock, and readers who ask a guard. */
final class Watched {
    static final int CORPUS = 1000;
    static final Principal ALICE = SealedWorld.reader(SealedWorld.ACME, "alice.liddell@acme");
    static final Principal BOB = SealedWorld.reader(SealedWorld.ACME, "bob");

    final MovableClock clock = new MovableClock(SealedWorld.START);
    final SealedWorld world = SealedWorld.inMemory();
    BehaviourStates states = MemoryStates.ofEntries(1000, clock);
    BehaviourPolicy policy;
    BehaviourGuard guard;
    private int questions;

    Watched(Rule... rules) {
        this(quick(rules));
    }

    Watched(BehaviourPolicy policy) {
        this.policy = policy;
        this.guard = node();
    }

    /** Rules of a test's own, a drift of a half, and states that count at once; the rest is standard. */
    static BehaviourPolicy quick(Rule... rules) {
        BehaviourPolicy standard = BehaviourPolicy.standard();
        return new BehaviourPolicy(
                List.of(rules),
                standard.tenantRules(),
                0.5,
                standard.floorChunks(),
                standard.loweredK(),
                standard.newPerHour(),
                standard.hold(),
                standard.stepUpLasts(),
                Rung.LOWER_K,
                Duration.ZERO);
    }

    /** Another node before the same states. */
    BehaviourGuard node() {
        return new BehaviourGuard(policy, states, tenant -> CORPUS, world.digests(), clock);
    }

    /** A question that brings the chunks from one number up to another. */
    Ruling ask(Principal who, int from, int to) {
        return ask(guard, who, seen("question " + questions++, from, to));
    }

    Ruling ask(Principal who, Observed seen) {
        return ask(guard, who, seen);
    }

    Ruling ask(BehaviourGuard node, Principal who, Observed seen) {
        clock.advance(Duration.ofSeconds(1));
        Admission admission = node.admit(who, Set.of(who.tenant()));
        Ruling ruling =
                node.settle(admission, admission.refusal().isPresent() ? Observed.unanswered(seen.query()) : seen);
        node.recorded(admission, ruling);
        return ruling;
    }

    Rung rung(Principal who) {
        return guard.admit(who, Set.of(who.tenant())).rung();
    }

    static Observed seen(String query, int from, int to) {
        return new Observed(query, passages(from, to), List.of(), 0);
    }

    static List<Passage> passages(int from, int to) {
        List<Passage> passages = new ArrayList<>();
        for (int i = from; i < to; i++) {
            passages.add(new Passage(chunk(i), "the text of chunk number " + i));
        }
        return passages;
    }

    static ChunkId chunk(int number) {
        return new ChunkId(SealedWorld.ACME, new DocumentId("d" + number / 10), 1, number % 10);
    }
}
