package dev.weir.adapters.opensearch;

/** The directions of vectors, which are what the index compares. */
final class Directions {
    private Directions() {}

    /** The vector at unit length, which the index compares; empty if it has no direction. */
    static float[] direction(float[] vector) {
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        if (squares <= 0) {
            return new float[0];
        }
        double length = Math.sqrt(squares);
        float[] direction = new float[vector.length];
        for (int i = 0; i < vector.length; i++) {
            direction[i] = (float) (vector[i] / length);
        }
        return direction;
    }

    /** The cosine, or -1 where there is none. */
    static double cosine(float[] a, float[] b) {
        if (a.length != b.length) {
            return -1;
        }
        double dot = 0;
        double squaresOfA = 0;
        double squaresOfB = 0;
        for (int i = 0; i < a.length; i++) {
            dot += (double) a[i] * b[i];
            squaresOfA += (double) a[i] * a[i];
            squaresOfB += (double) b[i] * b[i];
        }
        double norm = Math.sqrt(squaresOfA * squaresOfB);
        return norm > 0 ? dot / norm : -1;
    }
}
