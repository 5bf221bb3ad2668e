package dev.weir.benchmarks.poison;

import java.util.ArrayList;
import java.util.List;

/** Agglomerative clustering by Ward's criterion down to two clusters, by the formula of Lance and Williams (1967). */
final class WardClusters {
    private WardClusters() {}

    /** The cluster of each of at least two passages, 0 or 1. */
    static int[] two(List<Hit> hits) {
        int n = hits.size();
        double[][] distances = new double[n][n];
        int[] sizes = new int[n];
        int[] clusters = new int[n];
        List<Integer> left = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            sizes[i] = 1;
            clusters[i] = i;
            left.add(i);
            for (int j = 0; j < n; j++) {
                // Squared, of vectors of unit length.
                distances[i][j] =
                        2 - 2 * Vectors.cosine(hits.get(i).vector(), hits.get(j).vector());
            }
        }
        while (left.size() > 2) {
            int[] nearest = nearest(left, distances);
            int into = nearest[0];
            int from = nearest[1];
            for (int other : left) {
                if (other != into && other != from) {
                    int all = sizes[into] + sizes[from] + sizes[other];
                    double merged = ((sizes[into] + sizes[other]) * distances[into][other]
                                    + (sizes[from] + sizes[other]) * distances[from][other]
                                    - sizes[other] * distances[into][from])
                            / all;
                    distances[into][other] = merged;
                    distances[other][into] = merged;
                }
            }
            sizes[into] += sizes[from];
            left.removeIf(cluster -> cluster == from);
            for (int i = 0; i < n; i++) {
                clusters[i] = clusters[i] == from ? into : clusters[i];
            }
        }
        for (int i = 0; i < n; i++) {
            clusters[i] = clusters[i] == left.getFirst() ? 0 : 1;
        }
        return clusters;
    }

    private static int[] nearest(List<Integer> left, double[][] distances) {
        int[] nearest = {left.get(0), left.get(1)};
        for (int i : left) {
            for (int j : left) {
                if (i < j && distances[i][j] < distances[nearest[0]][nearest[1]]) {
                    nearest = new int[] {i, j};
                }
            }
        }
        return nearest;
    }
}
