package dev.weir.retrieve.behaviour;

import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * In which regions of the space of embeddings the chunks lie that were served, as counts that fade by half each week. The
 * regions are what {@value #PLANES} planes through the origin part (random projections, Charikar 2002), drawn from a key, so
 * that nobody can tell which texts share one. Not thread-safe.
 */
final class Regions {
    /** The bytes that {@link #write} writes. */
    static final int BYTES = Regions.COUNT * Float.BYTES + Double.BYTES + Long.BYTES;

    private static final int PLANES = 5;
    private static final int COUNT = 1 << PLANES;
    private static final double HALF_LIFE_SECONDS = Duration.ofDays(7).toSeconds();
    /** Chunks of one's own before they are compared, and of others: Simpson's index of fewer says little. */
    private static final double LEAST_OWN = 100;

    private static final double LEAST_OTHERS = 400;
    private static final double MOST = 100;

    private final float[] weights = new float[COUNT];
    /** The sum of the squares of the weight of each chunk, for an index without bias. */
    private double squares;

    private long at;

    /** The region of a vector, from 0. */
    static int of(float[] vector, long key) {
        double[] sides = new double[PLANES];
        for (int i = 0; i < vector.length; i++) {
            long signs = QueryWords.mix(key + i * 0x9E3779B97F4A7C15L);
            for (int plane = 0; plane < PLANES; plane++) {
                sides[plane] += ((signs >>> plane) & 1) == 0 ? vector[i] : -vector[i];
            }
        }
        int region = 0;
        for (int plane = 0; plane < PLANES; plane++) {
            region |= sides[plane] < 0 ? 1 << plane : 0;
        }
        return region;
    }

    void add(int region, long now) {
        fade(now);
        weights[region]++;
        squares++;
    }

    /** A clock that goes back fades nothing. */
    private void fade(long now) {
        if (now > at) {
            double left = Math.pow(0.5, (now - at) / HALF_LIFE_SECONDS);
            for (int i = 0; i < COUNT; i++) {
                weights[i] = (float) (weights[i] * left);
            }
            squares *= left * left;
            at = now;
        }
    }

    /**
     * How much wider these are scattered than the rest of all: the chance that two of the rest are of one region over the
     * chance that two of these are, at most {@value #MOST}.
     *
     * @param all of everybody together, these included
     * @return 0 if there are too few of either
     */
    double spreadAmong(Regions all, long now) {
        fade(now);
        all.fade(now);
        float[] others = new float[COUNT];
        for (int i = 0; i < COUNT; i++) {
            others[i] = Math.max(0, all.weights[i] - weights[i]);
        }
        double own = sum(weights);
        double rest = sum(others);
        if (own < LEAST_OWN || rest < LEAST_OTHERS) {
            return 0;
        }
        double ownPairs = pairs(weights, own, squares);
        double otherPairs = pairs(others, rest, Math.max(0, all.squares - squares));
        return ownPairs <= otherPairs / MOST ? MOST : otherPairs / ownPairs;
    }

    /** The chance that two chunks are of one region (Simpson 1949), each with its weight. */
    private static double pairs(float[] weights, double sum, double squares) {
        double same = 0;
        for (float weight : weights) {
            same += (double) weight * weight;
        }
        return Math.max(0, same - squares) / Math.max(1, sum * sum - squares);
    }

    private static double sum(float[] weights) {
        double sum = 0;
        for (float weight : weights) {
            sum += weight;
        }
        return sum;
    }

    void write(ByteBuffer out) {
        for (float weight : weights) {
            out.putFloat(weight);
        }
        out.putDouble(squares).putLong(at);
    }

    /** @throws IllegalArgumentException if the bytes were written otherwise */
    void read(ByteBuffer in) {
        for (int i = 0; i < COUNT; i++) {
            weights[i] = in.getFloat();
            if (!(weights[i] >= 0 && weights[i] < Float.MAX_VALUE)) {
                throw new IllegalArgumentException("a region's weight must be finite and >= 0");
            }
        }
        squares = in.getDouble();
        at = in.getLong();
        if (!(squares >= 0 && squares < Double.MAX_VALUE)) {
            throw new IllegalArgumentException("the squares must be finite and >= 0");
        }
    }
}
