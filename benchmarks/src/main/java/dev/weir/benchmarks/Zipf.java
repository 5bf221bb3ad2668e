package dev.weir.benchmarks;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Ranks from 0, rank r with a probability in proportion to 1 / (r + 1). */
public final class Zipf {
    private final double[] cumulative;

    public Zipf(int size) {
        cumulative = new double[size];
        double sum = 0;
        for (int i = 0; i < size; i++) {
            sum += 1.0 / (i + 1);
            cumulative[i] = sum;
        }
    }

    public int draw(SplittableRandom random) {
        int at = Arrays.binarySearch(cumulative, random.nextDouble() * cumulative[cumulative.length - 1]);
        return Math.min(cumulative.length - 1, at < 0 ? -at - 1 : at);
    }
}
