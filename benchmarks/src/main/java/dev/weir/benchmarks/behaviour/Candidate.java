package dev.weir.benchmarks.behaviour;

import dev.weir.retrieve.behaviour.BehaviourPolicy;
import dev.weir.retrieve.behaviour.BehaviourPolicy.Rule;
import dev.weir.retrieve.behaviour.Rung;
import dev.weir.retrieve.behaviour.Sign;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Thresholds that tuning chooses among; the other rungs follow from them.
 *
 * @param drift of novelty
 * @param novelty at which a step-up is asked for
 * @param day share of the corpus in a day at which is blocked
 */
record Candidate(double drift, double novelty, double day) {
    /** A month may have three times a day's share. */
    private static final double MONTH = 3;

    /** All, the one that stops least first. */
    static List<Candidate> all() {
        List<Candidate> all = new ArrayList<>();
        for (double drift : new double[] {0.8, 0.7, 0.6}) {
            for (double day : new double[] {0.25, 0.20, 0.15, 0.10}) {
                for (double novelty : new double[] {250, 130, 90, 60, 45}) {
                    all.add(new Candidate(drift, novelty, day));
                }
            }
        }
        return all;
    }

    /** Whether this one stops whoever the other one stops. */
    boolean isAsStrictAs(Candidate other) {
        return drift <= other.drift && novelty <= other.novelty && day <= other.day;
    }

    BehaviourPolicy policy() {
        return policy(List.of(
                new Rule(Sign.NOVELTY, novelty / 2, Rung.LOWER_K),
                new Rule(Sign.NOVELTY, novelty * 3 / 4, Rung.CAP_NEW),
                new Rule(Sign.NOVELTY, novelty, Rung.STEP_UP),
                new Rule(Sign.COVERAGE_DAY, day * 3 / 4, Rung.CAP_NEW),
                new Rule(Sign.COVERAGE_DAY, day, Rung.BLOCK),
                new Rule(Sign.COVERAGE_MONTH, MONTH * day, Rung.BLOCK)));
    }

    /** The same with other rules. */
    BehaviourPolicy policy(List<Rule> rules) {
        BehaviourPolicy standard = BehaviourPolicy.standard();
        return new BehaviourPolicy(
                rules,
                standard.tenantRules(),
                drift,
                standard.floorChunks(),
                standard.loweredK(),
                standard.newPerHour(),
                standard.hold(),
                standard.stepUpLasts(),
                standard.onLostState(),
                Duration.ZERO);
    }
}
