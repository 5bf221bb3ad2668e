package dev.weir.ingest.admission;

/** Arithmetic of vectors. */
final class Vectors {
    private Vectors() {}

    /**
     * The same direction with length 1.
     *
     * @throws IllegalArgumentException if it has no direction
     */
    static float[] unit(float[] vector) {
        double sum = 0;
        for (float value : vector) {
            sum += (double) value * value;
        }
        if (!(sum > 0 && Double.isFinite(sum))) {
            throw new IllegalArgumentException("a vector must have a direction");
        }
        float scale = (float) (1 / Math.sqrt(sum));
        float[] unit = new float[vector.length];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = vector[i] * scale;
        }
        return unit;
    }

    /** The inner product of two stretches, in four sums so that they need not wait for each other. */
    static float dot(float[] a, int fromA, float[] b, int fromB, int length) {
        float sum0 = 0;
        float sum1 = 0;
        float sum2 = 0;
        float sum3 = 0;
        int i = 0;
        for (; i + 3 < length; i += 4) {
            sum0 += a[fromA + i] * b[fromB + i];
            sum1 += a[fromA + i + 1] * b[fromB + i + 1];
            sum2 += a[fromA + i + 2] * b[fromB + i + 2];
            sum3 += a[fromA + i + 3] * b[fromB + i + 3];
        }
        for (; i < length; i++) {
            sum0 += a[fromA + i] * b[fromB + i];
        }
        return sum0 + sum1 + sum2 + sum3;
    }

    /** The cosine of two vectors of one length, 0 where one has no direction, is not finite, or they differ in length. */
    static double cosine(float[] a, float[] b) {
        if (a.length != b.length) {
            return 0;
        }
        double dot = 0;
        double normA = 0;
        double normB = 0;
        for (int i = 0; i < a.length; i++) {
            dot += (double) a[i] * b[i];
            normA += (double) a[i] * a[i];
            normB += (double) b[i] * b[i];
        }
        double norm = Math.sqrt(normA * normB);
        return norm > 0 && Double.isFinite(norm) ? dot / norm : 0;
    }
}
