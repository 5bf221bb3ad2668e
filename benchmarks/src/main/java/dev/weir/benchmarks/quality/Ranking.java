package dev.weir.benchmarks.quality;

import dev.weir.benchmarks.interval.ClusterBootstrap;
import dev.weir.benchmarks.interval.Clusters;
import dev.weir.benchmarks.interval.Estimate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/**
 * How well margins put attacks above harmless chunks.
 *
 * <p>AUROC is the chance that an attack scores above a harmless chunk, ties counting half. AUPRC is the average precision:
 * over the distinct margins from the highest down, the sum of the gain in recall times the precision there. It depends on
 * how many harmless chunks there are for each attack.
 */
final class Ranking {
    private final double[] margins;
    private final boolean[] attacks;
    private final int[] clusters;
    private final int attackClusters;
    private final int harmlessClusters;

    /**
     * Sorts both.
     *
     * @param attacks at least one
     * @param harmless at least one
     */
    Ranking(List<Unit> attacks, List<Unit> harmless) {
        if (attacks.isEmpty() || harmless.isEmpty()) {
            throw new IllegalArgumentException(
                    "both sides must hold a unit, got " + attacks.size() + " and " + harmless.size());
        }
        List<Unit> all = new ArrayList<>(attacks);
        all.addAll(harmless);
        Clusters ofAttacks = Clusters.of(attacks.stream().map(Unit::cluster).toList());
        Clusters ofHarmless = Clusters.of(harmless.stream().map(Unit::cluster).toList());
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            order.add(i);
        }
        order.sort(
                Comparator.comparingDouble((Integer i) -> all.get(i).margin()).reversed());
        this.margins = new double[all.size()];
        this.attacks = new boolean[all.size()];
        this.clusters = new int[all.size()];
        for (int place = 0; place < all.size(); place++) {
            int i = order.get(place);
            this.margins[place] = all.get(i).margin();
            this.attacks[place] = i < attacks.size();
            this.clusters[place] = i < attacks.size() ? ofAttacks.of(i) : ofHarmless.of(i - attacks.size());
        }
        this.attackClusters = ofAttacks.count();
        this.harmlessClusters = ofHarmless.count();
    }

    /** Both figures of one weighting. */
    private record Areas(double auroc, double auprc) {}

    /** Both figures with intervals; attacks and harmless chunks are drawn by their own clusters. */
    Ranked ranked(ClusterBootstrap bootstrap) {
        Areas once = areas(ones(attackClusters), ones(harmlessClusters));
        SplittableRandom random = new SplittableRandom(bootstrap.seed());
        double[] aurocs = new double[bootstrap.resamples()];
        double[] auprcs = new double[bootstrap.resamples()];
        for (int i = 0; i < bootstrap.resamples(); i++) {
            Areas drawn = areas(
                    ClusterBootstrap.weights(attackClusters, random),
                    ClusterBootstrap.weights(harmlessClusters, random));
            aurocs[i] = drawn.auroc;
            auprcs[i] = drawn.auprc;
        }
        return new Ranked(bootstrap.estimate(once.auroc, aurocs), bootstrap.estimate(once.auprc, auprcs));
    }

    /**
     * Both figures.
     *
     * @param auroc area under the receiver operating characteristic
     * @param auprc average precision
     */
    record Ranked(Estimate auroc, Estimate auprc) {}

    private static int[] ones(int size) {
        int[] ones = new int[size];
        Arrays.fill(ones, 1);
        return ones;
    }

    private Areas areas(int[] attackWeights, int[] harmlessWeights) {
        double allAttacks = 0.0;
        double allHarmless = 0.0;
        for (int i = 0; i < margins.length; i++) {
            if (attacks[i]) {
                allAttacks += attackWeights[clusters[i]];
            } else {
                allHarmless += harmlessWeights[clusters[i]];
            }
        }
        double found = 0.0;
        double falseAlarms = 0.0;
        double area = 0.0;
        double precision = 0.0;
        int next = 0;
        while (next < margins.length) {
            double margin = margins[next];
            double attacksHere = 0.0;
            double harmlessHere = 0.0;
            while (next < margins.length && margins[next] == margin) {
                if (attacks[next]) {
                    attacksHere += attackWeights[clusters[next]];
                } else {
                    harmlessHere += harmlessWeights[clusters[next]];
                }
                next++;
            }
            area += attacksHere * (allHarmless - falseAlarms - harmlessHere / 2.0);
            found += attacksHere;
            falseAlarms += harmlessHere;
            if (attacksHere > 0.0) {
                precision += attacksHere * found / (found + falseAlarms);
            }
        }
        return new Areas(area / (allAttacks * allHarmless), precision / allAttacks);
    }
}
