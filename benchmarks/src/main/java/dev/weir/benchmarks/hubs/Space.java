package dev.weir.benchmarks.hubs;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;

/** Unit vectors and what is done with them. */
final class Space {
    private Space() {}

    static float dot(float[] a, float[] b) {
        float sum0 = 0;
        float sum1 = 0;
        for (int i = 0; i + 1 < a.length; i += 2) {
            sum0 += a[i] * b[i];
            sum1 += a[i + 1] * b[i + 1];
        }
        return a.length % 2 == 0 ? sum0 + sum1 : sum0 + sum1 + a[a.length - 1] * b[a.length - 1];
    }

    static float[] unit(float[] vector) {
        float scale = (float) (1 / Math.sqrt(dot(vector, vector)));
        float[] unit = vector.clone();
        for (int i = 0; i < unit.length; i++) {
            unit[i] *= scale;
        }
        return unit;
    }

    /** {@code a + weight * b}, scaled to length 1. */
    static float[] mix(float[] a, double weight, float[] b) {
        float[] sum = a.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += (float) (weight * b[i]);
        }
        return unit(sum);
    }

    static float[] mean(List<float[]> vectors) {
        float[] sum = new float[vectors.getFirst().length];
        for (float[] vector : vectors) {
            for (int i = 0; i < sum.length; i++) {
                sum[i] += vector[i];
            }
        }
        return unit(sum);
    }

    /** Positions of the nearest ones, best first. */
    static List<Integer> nearest(float[] to, List<float[]> among, int count) {
        float[] similarities = new float[among.size()];
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < similarities.length; i++) {
            similarities[i] = dot(to, among.get(i));
            order.add(i);
        }
        order.sort(Comparator.comparingDouble((Integer i) -> similarities[i]).reversed());
        return order.subList(0, Math.min(count, order.size()));
    }

    /** Some of many, without replacement. */
    static <T> List<T> draw(List<T> from, int count, SplittableRandom random) {
        List<T> left = new ArrayList<>(from);
        List<T> drawn = new ArrayList<>();
        while (drawn.size() < count && !left.isEmpty()) {
            int at = random.nextInt(left.size());
            drawn.add(left.get(at));
            left.set(at, left.getLast());
            left.removeLast();
        }
        return drawn;
    }
}
