package dev.weir.benchmarks.poison;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Lloyd's two means over vectors that are standardised component by component and scaled to unit length: the best of ten
 * starts, each at two vectors drawn by k-means++ (Arthur 2007), with at most 500 rounds.
 */
final class TwoMeans {
    private static final int STARTS = 10;
    private static final int ROUNDS = 500;

    private final List<double[]> points;
    private final SplittableRandom random;

    /** @param vectors two at least */
    TwoMeans(List<float[]> vectors, SplittableRandom random) {
        this.points = standardised(vectors);
        this.random = random;
    }

    /** The cluster of each vector, 0 or 1; both have members unless all vectors are the same. */
    int[] clusters() {
        int[] best = new int[points.size()];
        double least = Double.POSITIVE_INFINITY;
        for (int start = 0; start < STARTS; start++) {
            double[][] centres = start();
            int[] clusters = new int[points.size()];
            for (int round = 0; round < ROUNDS; round++) {
                boolean changed = assign(centres, clusters);
                if (!changed && round > 0) {
                    break;
                }
                move(centres, clusters);
            }
            double inertia = inertia(centres, clusters);
            if (inertia < least) {
                least = inertia;
                best = clusters;
            }
        }
        return best;
    }

    private double[][] start() {
        double[] first = points.get(random.nextInt(points.size()));
        double total = 0;
        for (double[] point : points) {
            total += distance(point, first);
        }
        double drawn = random.nextDouble() * total;
        double[] second = points.getLast();
        for (double[] point : points) {
            drawn -= distance(point, first);
            if (drawn < 0) {
                second = point;
                break;
            }
        }
        return new double[][] {first.clone(), second.clone()};
    }

    /** Whether any point changed its cluster. */
    private boolean assign(double[][] centres, int[] clusters) {
        boolean changed = false;
        for (int i = 0; i < clusters.length; i++) {
            int nearest = distance(points.get(i), centres[1]) < distance(points.get(i), centres[0]) ? 1 : 0;
            changed |= nearest != clusters[i];
            clusters[i] = nearest;
        }
        return changed;
    }

    private void move(double[][] centres, int[] clusters) {
        for (int cluster = 0; cluster < centres.length; cluster++) {
            double[] sum = new double[centres[cluster].length];
            int members = 0;
            for (int i = 0; i < clusters.length; i++) {
                if (clusters[i] == cluster) {
                    members++;
                    for (int j = 0; j < sum.length; j++) {
                        sum[j] += points.get(i)[j];
                    }
                }
            }
            for (int j = 0; j < sum.length && members > 0; j++) {
                centres[cluster][j] = sum[j] / members;
            }
        }
    }

    private double inertia(double[][] centres, int[] clusters) {
        double sum = 0;
        for (int i = 0; i < clusters.length; i++) {
            sum += distance(points.get(i), centres[clusters[i]]);
        }
        return sum;
    }

    private static double distance(double[] one, double[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += (one[i] - other[i]) * (one[i] - other[i]);
        }
        return sum;
    }

    private static List<double[]> standardised(List<float[]> vectors) {
        int dimension = vectors.getFirst().length;
        List<double[]> points = new ArrayList<>();
        vectors.forEach(vector -> points.add(new double[dimension]));
        for (int j = 0; j < dimension; j++) {
            double mean = 0;
            double square = 0;
            for (float[] vector : vectors) {
                mean += vector[j] / vectors.size();
                square += (double) vector[j] * vector[j] / vectors.size();
            }
            double deviation = Math.sqrt(Math.max(0, square - mean * mean));
            for (int i = 0; i < points.size(); i++) {
                points.get(i)[j] = deviation < 1e-12 ? 0 : (vectors.get(i)[j] - mean) / deviation;
            }
        }
        for (double[] point : points) {
            double length = Math.sqrt(distance(point, new double[dimension]));
            for (int j = 0; j < dimension && length > 0; j++) {
                point[j] /= length;
            }
        }
        return points;
    }
}
