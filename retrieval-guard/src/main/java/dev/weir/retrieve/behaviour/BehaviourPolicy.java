package dev.weir.retrieve.behaviour;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;

/**
 * What is done about which sign, and when it stops.
 *
 * @param rules of a principal's signs; the highest rung of those that apply counts
 * @param tenantRules of the coverage of everybody of a tenant together; no higher than {@link Rung#LOWER_K}, so that one
 *     thief is no outage
 * @param drift share of chunks that may be new to a reader, above which {@link Sign#NOVELTY} grows; between 0 and 1
 * @param floorChunks chunks within a window below which coverage is 0, so that a small corpus can be read at all; at least 0
 * @param loweredK the most chunks of an answer on {@link Rung#LOWER_K}, at least 1
 * @param newPerHour chunks in an hour, not served to the principal lately, that {@link Rung#CAP_NEW} leaves; at least 0
 * @param hold how long a rung stands after it was last deserved, in whole seconds, 1 second to {@link
 *     BehaviourGuard#RETENTION}
 * @param stepUpLasts how long somebody who proved himself is spared {@link Rung#STEP_UP}, in whole seconds, at least 1
 * @param onLostState the least rung while states cannot be read or kept, and while they are younger than {@code settling}
 * @param settling how old states must be before they count; zero to begin at once
 */
public record BehaviourPolicy(
        List<Rule> rules,
        List<Rule> tenantRules,
        double drift,
        int floorChunks,
        int loweredK,
        int newPerHour,
        Duration hold,
        Duration stepUpLasts,
        Rung onLostState,
        Duration settling) {
    private static final Duration DAY = Duration.ofDays(1);

    /** @throws IllegalArgumentException if a value is out of its range, or there is no rule */
    public BehaviourPolicy {
        rules = List.copyOf(rules);
        tenantRules = List.copyOf(tenantRules);
        requireNonNull(onLostState, "onLostState is null");
        if (rules.isEmpty()) {
            throw new IllegalArgumentException("a policy needs at least one rule; leave the guard out to watch nobody");
        }
        for (Rule rule : tenantRules) {
            if (rule.rung().compareTo(Rung.LOWER_K) > 0) {
                throw new IllegalArgumentException("a tenant's rung must be at most LOWER_K, got " + rule.rung());
            }
            switch (rule.sign()) {
                case COVERAGE_HOUR, COVERAGE_DAY, COVERAGE_MONTH -> {}
                default -> throw new IllegalArgumentException("a tenant has no sign " + rule.sign());
            }
        }
        if (!(drift > 0 && drift < 1)) {
            throw new IllegalArgumentException("drift must be between 0 and 1, got " + drift);
        }
        if (floorChunks < 0 || loweredK < 1 || newPerHour < 0) {
            throw new IllegalArgumentException("floorChunks must be >= 0, loweredK >= 1 and newPerHour >= 0, got "
                    + floorChunks + ", " + loweredK + ", " + newPerHour);
        }
        if (hold.toSeconds() < 1 || hold.compareTo(Profile.RETENTION) > 0) {
            throw new IllegalArgumentException("hold must be 1 s to " + Profile.RETENTION + ", got " + hold);
        }
        if (stepUpLasts.toSeconds() < 1 || settling.isNegative()) {
            throw new IllegalArgumentException(
                    "stepUpLasts must be >= 1 s and settling >= 0, got " + stepUpLasts + ", " + settling);
        }
    }

    /**
     * What is done from a value on.
     *
     * @param from the least value of the sign, more than 0
     */
    public record Rule(Sign sign, double from, Rung rung) {
        /**
         * @throws IllegalArgumentException if the value is not positive, the sign is not measured, the rung is {@link
         *     Rung#NONE}, or it is above {@link Rung#LOG} for a sign that only annotates
         */
        public Rule {
            requireNonNull(sign, "sign is null");
            requireNonNull(rung, "rung is null");
            if (!(from > 0 && from < Double.MAX_VALUE)) {
                throw new IllegalArgumentException("a rule must begin above 0, got " + from);
            }
            if (sign == Sign.STATE_LOST || rung == Rung.NONE) {
                throw new IllegalArgumentException("no rule can be made of " + sign + " and " + rung);
            }
            if (sign.power() == Sign.Power.ANNOTATES && rung != Rung.LOG) {
                throw new IllegalArgumentException(sign + " only annotates; its rung must be LOG, got " + rung);
            }
        }
    }

    /** Start values, to be tuned for a corpus: every sign is logged, and those that may act do. */
    public static BehaviourPolicy standard() {
        return new BehaviourPolicy(
                List.of(
                        new Rule(Sign.COVERAGE_HOUR, 0.03, Rung.LOWER_K),
                        new Rule(Sign.COVERAGE_DAY, 0.05, Rung.CAP_NEW),
                        new Rule(Sign.COVERAGE_DAY, 0.10, Rung.BLOCK),
                        new Rule(Sign.COVERAGE_MONTH, 0.20, Rung.BLOCK),
                        new Rule(Sign.NOVELTY, 40, Rung.LOG),
                        new Rule(Sign.NOVELTY, 60, Rung.LOWER_K),
                        new Rule(Sign.NOVELTY, 80, Rung.CAP_NEW),
                        new Rule(Sign.NOVELTY, 100, Rung.STEP_UP),
                        new Rule(Sign.PROBING, 1, Rung.LOG),
                        new Rule(Sign.PROBING, 5, Rung.LOWER_K),
                        new Rule(Sign.PROBING, 10, Rung.STEP_UP),
                        new Rule(Sign.PROBING, 20, Rung.BLOCK),
                        new Rule(Sign.CONTINUATION, 0.3, Rung.LOG),
                        new Rule(Sign.TEMPLATE, 0.6, Rung.LOG),
                        new Rule(Sign.MEMBERSHIP, 0.5, Rung.LOG),
                        new Rule(Sign.SPREAD, 1.2, Rung.LOG),
                        new Rule(Sign.INJECTION, 3, Rung.LOG),
                        new Rule(Sign.MACHINE, 0.6, Rung.LOG),
                        new Rule(Sign.HASTE, 0.8, Rung.LOG),
                        new Rule(Sign.TIRELESS, 0.8, Rung.LOG)),
                List.of(new Rule(Sign.COVERAGE_HOUR, 0.5, Rung.LOG)),
                0.5,
                50,
                3,
                10,
                DAY,
                Duration.ofHours(8),
                Rung.LOWER_K,
                Duration.ofHours(1));
    }

    /** The same signs, of which every one is logged and nothing is done; a lost state is logged as well. */
    public BehaviourPolicy observing() {
        List<Rule> logged = rules.stream()
                .map(rule -> new Rule(rule.sign(), rule.from(), Rung.LOG))
                .toList();
        List<Rule> loggedOfTenant = tenantRules.stream()
                .map(rule -> new Rule(rule.sign(), rule.from(), Rung.LOG))
                .toList();
        return new BehaviourPolicy(
                logged,
                loggedOfTenant,
                drift,
                floorChunks,
                loweredK,
                newPerHour,
                hold,
                stepUpLasts,
                Rung.lower(onLostState, Rung.LOG),
                settling);
    }

    /** The same with other rules of principals. */
    public BehaviourPolicy withRules(List<Rule> others) {
        return new BehaviourPolicy(
                others,
                tenantRules,
                drift,
                floorChunks,
                loweredK,
                newPerHour,
                hold,
                stepUpLasts,
                onLostState,
                settling);
    }

    /** The same with another answer to a lost state. */
    public BehaviourPolicy withLostState(Rung rung, Duration settlingTime) {
        return new BehaviourPolicy(
                rules, tenantRules, drift, floorChunks, loweredK, newPerHour, hold, stepUpLasts, rung, settlingTime);
    }
}
