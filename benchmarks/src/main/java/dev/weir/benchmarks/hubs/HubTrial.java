package dev.weir.benchmarks.hubs;

import dev.weir.benchmarks.hubs.Findings.Clean;
import dev.weir.benchmarks.hubs.Findings.Drip;
import dev.weir.benchmarks.hubs.Findings.Evading;
import dev.weir.benchmarks.hubs.Findings.Family;
import dev.weir.benchmarks.interval.Share;
import dev.weir.ingest.admission.HubRules;
import dev.weir.ingest.admission.HubScore;
import dev.weir.ingest.admission.Sentinels;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Hubs against one split, and its own documents beside them. */
final class HubTrial {
    private static final int LONG = 4;
    private static final int LONGER = 16;
    private static final int DRIP = 30;

    private final World world;
    private final HubRules rules;
    private final Sentinels sentinels;
    private final Reach users;
    private final Folds folds;
    private final Attacks attacks;

    HubTrial(World world, HubRules rules, int sentinels) {
        this.world = world;
        this.rules = rules;
        this.sentinels = world.sentinels(sentinels);
        this.users = new Reach(world.users(), world.vectors(), Attacks.ANSWER);
        this.folds = new Folds(this.sentinels, rules, world.documents());
        this.attacks = new Attacks(world);
    }

    int sentinels() {
        return sentinels.size();
    }

    List<Family> plain() {
        return families(attacks.plain(), folds);
    }

    /** How many of some hubs score as only 0.4 % of clean documents do. */
    Share recall(List<Hub> hubs) {
        return reaching(folds.scores(hubs), folds.threshold(0.004));
    }

    List<Clean> clean() {
        List<HubScore> all = folds.clean();
        List<Double> reach = world.documents().stream().map(users::share).toList();
        List<Integer> byReach = IntStream.range(0, all.size())
                .boxed()
                .sorted(Comparator.comparing((Integer page) -> reach.get(page)).reversed())
                .toList();
        List<HubScore> natural =
                byReach.stream().limit(all.size() / 100).map(all::get).toList();
        return List.of(clean("all", all), clean("the 1 % with the widest reach", natural));
    }

    List<Evading> evading() {
        Evasion evasion = new Evasion(world, rules, sentinels, attacks);
        List<Evasion.Tried> knowing = new ArrayList<>();
        List<Evasion.Tried> guessing = new ArrayList<>();
        for (float[] seed : attacks.seeds(Attacks.EACH)) {
            knowing.add(evasion.knowingTheLog(attacks.widest(seed)));
            guessing.add(evasion.guessing(attacks.widest(seed)));
        }
        return List.of(
                evading("log known that half of the sentinels are of", knowing),
                evading("questions known, no sentinel: as wide as passes his own", guessing));
    }

    private Evading evading(String name, List<Evasion.Tried> tried) {
        List<Hub> hubs = tried.stream().map(each -> Hub.of(name, each.vector())).toList();
        int evading = (int) tried.stream().filter(Evasion.Tried::evades).count();
        return new Evading(
                Share.wilson(evading, tried.size()), families(hubs, folds).getFirst());
    }

    Drip drip() {
        Evasion evasion = new Evasion(world, rules, sentinels, attacks);
        BitSet reached = new BitSet();
        BitSet ordinary = new BitSet();
        int through = 0;
        for (float[] seed : attacks.seeds(DRIP)) {
            List<float[]> document =
                    List.of(evasion.guessing(attacks.widest(seed)).vector());
            if (!Folds.isHeld(folds.score(document, through))) {
                reached.or(users.of(document));
                through++;
            }
        }
        for (float[] page : Space.draw(world.vectors(), through, new SplittableRandom(7))) {
            ordinary.or(users.of(page));
        }
        double questions = world.users().size();
        return new Drip(through, reached.cardinality() / questions, ordinary.cardinality() / questions);
    }

    /** Documents of several chunks against a corpus whose documents have four. */
    List<Family> sprayed() {
        Folds grouped = new Folds(sentinels, rules, groups(LONG));
        List<Hub> hubs = new ArrayList<>(attacks.sprayed(LONG));
        hubs.addAll(attacks.sprayed(LONGER));
        return families(hubs, grouped);
    }

    List<Clean> cleanGroups() {
        Folds grouped = new Folds(sentinels, rules, groups(LONG));
        List<HubScore> longer = new ArrayList<>();
        for (List<float[]> group : groups(LONGER)) {
            longer.add(grouped.score(group, longer.size()));
        }
        return List.of(
                clean("four neighbouring pages each", grouped.clean()),
                clean("sixteen neighbouring pages each, longer than any in the corpus", longer));
    }

    private static Clean clean(String what, List<HubScore> scores) {
        return new Clean(
                what,
                Share.wilson((int) scores.stream().filter(Folds::isNoted).count(), scores.size()),
                Share.wilson((int) scores.stream().filter(Folds::isHeld).count(), scores.size()));
    }

    /** All pages in groups of neighbours; no page is in two. */
    private List<List<float[]>> groups(int size) {
        List<float[]> left = new ArrayList<>(world.vectors());
        List<List<float[]>> groups = new ArrayList<>();
        while (left.size() >= size) {
            List<Integer> nearest = Space.nearest(left.getFirst(), left, size);
            groups.add(nearest.stream().map(left::get).toList());
            nearest.stream().sorted(Comparator.reverseOrder()).forEach(at -> {
                left.set(at, left.getLast());
                left.removeLast();
            });
        }
        return groups;
    }

    private List<Family> families(List<Hub> hubs, Folds against) {
        double fifth = against.threshold(0.002);
        double twoFifths = against.threshold(0.004);
        Map<String, List<Hub>> byFamily = new LinkedHashMap<>();
        hubs.forEach(hub -> byFamily.computeIfAbsent(hub.family(), unused -> new ArrayList<>())
                .add(hub));
        List<Family> families = new ArrayList<>();
        byFamily.forEach((family, members) -> {
            List<HubScore> scores = against.scores(members);
            double reach = 0;
            double missed = 0;
            for (int i = 0; i < members.size(); i++) {
                double share = users.share(members.get(i).vectors());
                reach += share / members.size();
                missed = Folds.isHeld(scores.get(i)) ? missed : Math.max(missed, share);
            }
            families.add(new Family(
                    family,
                    reach,
                    reaching(scores, fifth),
                    reaching(scores, twoFifths),
                    Share.wilson((int) scores.stream().filter(Folds::isHeld).count(), scores.size()),
                    missed));
        });
        return families;
    }

    private static Share reaching(List<HubScore> scores, double threshold) {
        return Share.wilson(
                (int) scores.stream()
                        .filter(score -> score.score() >= threshold)
                        .count(),
                scores.size());
    }
}
