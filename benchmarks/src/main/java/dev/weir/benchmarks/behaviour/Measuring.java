package dev.weir.benchmarks.behaviour;

import dev.weir.benchmarks.behaviour.Thief.Way;
import dev.weir.benchmarks.behaviour.Trial.Days;
import dev.weir.benchmarks.behaviour.Trial.Heist;
import dev.weir.benchmarks.behaviour.Trial.Pace;
import dev.weir.benchmarks.behaviour.Trial.Part;
import dev.weir.benchmarks.interval.Share;
import dev.weir.retrieve.behaviour.BehaviourPolicy;
import dev.weir.retrieve.behaviour.BehaviourPolicy.Rule;
import dev.weir.retrieve.behaviour.Sign;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;

/** Chooses thresholds on the tuning part and measures them on the other. */
final class Measuring {
    /** Honest reader-days that may be stopped. */
    static final double MOST_STOPPED = 0.001;

    private static final double AIM = 0.05;

    private final Trial trial;
    private final Corpus corpus;
    private final PrintWriter messages;

    Measuring(Trial trial, Corpus corpus, PrintWriter messages) {
        this.trial = trial;
        this.corpus = corpus;
        this.messages = messages;
    }

    /**
     * A candidate and what it does on the tuning part.
     *
     * @param lost to the worst kind of thief, or the first kind found to which as much is lost as to the worst of an earlier
     *     candidate: it is not chosen then
     */
    record Tuned(Candidate candidate, double stopped, double lost) {}

    /**
     * Of the candidates that stop few enough reader-days, the one whose worst kind of thief loses least to; where none does,
     * the one that stops fewest.
     *
     * @param candidates the ones that stop least first, so that those as strict as one that stops too many are left out
     */
    Tuned tune(List<Candidate> candidates) {
        List<Tuned> tuned = new ArrayList<>();
        List<Candidate> tooStrict = new ArrayList<>();
        double least = 1;
        for (Candidate candidate : candidates) {
            if (tooStrict.stream().anyMatch(candidate::isAsStrictAs)) {
                continue;
            }
            Days days = trial.read(candidate.policy(), Part.TUNING);
            double stopped = (double) days.stopped() / Math.max(1, days.active());
            double lost = stopped > MOST_STOPPED ? 1 : worst(candidate.policy(), least);
            least = Math.min(least, lost);
            if (stopped > MOST_STOPPED) {
                tooStrict.add(candidate);
            }
            tuned.add(new Tuned(candidate, stopped, lost));
            messages.println(candidate + ": stopped " + stopped + ", lost " + lost);
            messages.flush();
        }
        return tuned.stream()
                .min(Comparator.comparingDouble((Tuned each) -> each.stopped() > MOST_STOPPED ? each.stopped() : 0)
                        .thenComparingDouble(Tuned::lost))
                .orElseThrow();
    }

    private double worst(BehaviourPolicy policy, double enough) {
        double worst = 0;
        for (Way way : Way.values()) {
            for (Pace pace : Pace.values()) {
                List<Heist> heists = trial.steal(policy, Part.TUNING, way, pace, 1);
                double mean = heists.stream().mapToInt(Heist::loot).average().orElse(0) / corpus.size();
                worst = Math.max(worst, mean);
                if (worst >= enough) {
                    return worst;
                }
            }
        }
        return worst;
    }

    /** What a policy does on the reported part. */
    Report.Ladder ladder(String name, BehaviourPolicy policy) {
        return new Report.Ladder(name, honest(policy), heists(policy));
    }

    private Report.Honest honest(BehaviourPolicy policy) {
        Days days = trial.read(policy, Part.REPORT);
        return new Report.Honest(
                days.questions(),
                Share.wilson(days.stopped(), days.active()),
                Share.wilson(days.capped(), days.active()),
                Share.wilson(days.lowered(), days.active()));
    }

    private List<Report.Heists> heists(BehaviourPolicy policy) {
        List<Report.Heists> all = new ArrayList<>();
        for (Way way : Way.values()) {
            double unwatched = share(median(trial.unwatched(way), each -> each));
            for (Pace pace : Pace.values()) {
                List<Heist> heists = trial.steal(policy, Part.REPORT, way, pace, Trial.THIEF_DAYS);
                List<Heist> stopped =
                        heists.stream().filter(each -> each.stoppedAfter() > 0).toList();
                long within = stopped.stream()
                        .filter(each -> share(each.loot()) <= AIM)
                        .count();
                all.add(new Report.Heists(
                        way.name(),
                        pace.name(),
                        Share.wilson(stopped.size(), heists.size()),
                        Share.wilson((int) within, heists.size()),
                        median(stopped, Heist::stoppedAfter),
                        stopped.stream().mapToInt(Heist::stoppedAfter).max().orElse(0),
                        share(median(heists, Heist::loot)),
                        share(heists.stream().mapToInt(Heist::loot).max().orElse(0)),
                        share(median(heists, Heist::finalLoot)),
                        unwatched));
                messages.println(all.getLast());
                messages.flush();
            }
        }
        return all;
    }

    /** How often each sign that only annotates is logged, by itself. */
    List<Report.Annotation> annotations() {
        List<Report.Annotation> all = new ArrayList<>();
        for (Rule rule : BehaviourPolicy.standard().rules()) {
            if (rule.sign().power() == Sign.Power.ANNOTATES) {
                BehaviourPolicy alone = new Candidate(0.5, 1, 1).policy(List.of(rule));
                Days days = trial.read(alone, Part.REPORT);
                List<Share> thieves = new ArrayList<>();
                for (Way way : Way.values()) {
                    thieves.add(trial.logged(alone, Part.REPORT, way));
                }
                all.add(new Report.Annotation(
                        rule.sign().name(), rule.from(), Share.wilson(days.logged(), days.active()), thieves));
                messages.println(all.getLast());
                messages.flush();
            }
        }
        return all;
    }

    private double share(int chunks) {
        return (double) chunks / corpus.size();
    }

    private static <T> int median(List<T> of, ToIntFunction<T> value) {
        int[] sorted = of.stream().mapToInt(value).sorted().toArray();
        return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
    }
}
