package dev.weir.benchmarks.interval;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * Intervals from drawing whole clusters with replacement, as many as there are, and taking the 2.5 and 97.5 percentiles of
 * the figure (Efron's percentile bootstrap). Every interval starts from the same seed, so none depends on what was measured
 * before it.
 *
 * @param seed of the draws
 * @param resamples how many times clusters are drawn, {@code >= 40}
 */
public record ClusterBootstrap(long seed, int resamples) {
    public static final ClusterBootstrap STANDARD = new ClusterBootstrap(20_260_104L, 1_000);
    private static final double TAIL = 0.025;

    /** Checks that the percentiles exist. */
    public ClusterBootstrap {
        if (resamples < 40) {
            throw new IllegalArgumentException("resamples must be >= 40, got " + resamples);
        }
    }

    /** The mean of values, at least one. */
    public Estimate mean(List<Double> values, Clusters clusters) {
        double[] sums = new double[clusters.count()];
        int[] sizes = new int[clusters.count()];
        double total = 0.0;
        for (int i = 0; i < values.size(); i++) {
            sums[clusters.of(i)] += values.get(i);
            sizes[clusters.of(i)]++;
            total += values.get(i);
        }
        return interval(total / values.size(), random -> {
            double sum = 0.0;
            long size = 0;
            for (int draw = 0; draw < sums.length; draw++) {
                int cluster = random.nextInt(sums.length);
                sum += sums[cluster];
                size += sizes[cluster];
            }
            return sum / size;
        });
    }

    /**
     * A figure over draws of clusters.
     *
     * @param value the figure with each cluster counted once
     * @param resampled the figure over one draw
     */
    public Estimate interval(double value, ToDoubleFunction<SplittableRandom> resampled) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] draws = new double[resamples];
        for (int i = 0; i < resamples; i++) {
            draws[i] = resampled.applyAsDouble(random);
        }
        return estimate(value, draws);
    }

    /** A figure and its values over the draws. */
    public Estimate estimate(double value, double[] draws) {
        double[] sorted = draws.clone();
        Arrays.sort(sorted);
        int low = (int) Math.floor(TAIL * (sorted.length - 1));
        return new Estimate(value, sorted[low], sorted[sorted.length - 1 - low]);
    }

    /** How often each of so many clusters was drawn. */
    public static int[] weights(int clusters, SplittableRandom random) {
        int[] weights = new int[clusters];
        for (int draw = 0; draw < clusters; draw++) {
            weights[random.nextInt(clusters)]++;
        }
        return weights;
    }
}
