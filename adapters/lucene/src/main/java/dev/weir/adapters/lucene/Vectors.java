package dev.weir.adapters.lucene;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import org.apache.lucene.document.BinaryDocValuesField;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.util.BytesRef;

/**
 * How vectors are kept. Similarity is the cosine, because nothing guarantees unit length. Lucene keeps the floats as they
 * are, so that a seal over their bits holds when they come back.
 *
 * <p>Lucene computes in single precision, where the squared length of a very short or long vector leaves the range of a
 * float. Such a vector is searched as a copy of length one, and one of length zero not at all; its exact bits are kept
 * beside it.
 */
final class Vectors {
    /** The cosine with a vector that has no direction, or with none: below every other in practice. */
    static final double INCOMPARABLE = -1;

    private static final double SHORTEST = 1e-15;
    private static final double LONGEST = 1e15;

    private Vectors() {}

    /** The vector's fields; none if it is empty. */
    static List<Field> fields(float[] vector) {
        if (vector.length == 0) {
            return List.of();
        }
        if (isPlain(vector)) {
            return List.of(indexed(vector));
        }
        Field exact = new BinaryDocValuesField(Fields.VECTOR_BITS, new BytesRef(toBytes(vector)));
        double length = Math.sqrt(dot(vector, vector));
        if (length == 0) {
            return List.of(exact);
        }
        float[] unit = new float[vector.length];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = (float) (vector[i] / length);
        }
        return List.of(indexed(unit), exact);
    }

    /** Whether Lucene can compare the vector as it is. */
    static boolean isPlain(float[] vector) {
        double length = Math.sqrt(dot(vector, vector));
        return length >= SHORTEST && length <= LONGEST;
    }

    /** The cosine in double precision, or {@link #INCOMPARABLE}. */
    static double cosine(float[] a, double squaredLengthOfA, float[] b) {
        if (a.length != b.length) {
            return INCOMPARABLE;
        }
        double lengths = Math.sqrt(squaredLengthOfA * dot(b, b));
        return lengths > 0 ? dot(a, b) / lengths : INCOMPARABLE;
    }

    /** Four sums at a time, so that a row's additions do not wait for each other. */
    static double dot(float[] a, float[] b) {
        double sum0 = 0;
        double sum1 = 0;
        double sum2 = 0;
        double sum3 = 0;
        int i = 0;
        for (; i + 3 < a.length; i += 4) {
            sum0 += (double) a[i] * b[i];
            sum1 += (double) a[i + 1] * b[i + 1];
            sum2 += (double) a[i + 2] * b[i + 2];
            sum3 += (double) a[i + 3] * b[i + 3];
        }
        for (; i < a.length; i++) {
            sum0 += (double) a[i] * b[i];
        }
        return (sum0 + sum1) + (sum2 + sum3);
    }

    static float[] fromBytes(BytesRef bytes) {
        FloatBuffer floats = ByteBuffer.wrap(bytes.bytes, bytes.offset, bytes.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
        float[] vector = new float[floats.remaining()];
        floats.get(vector);
        return vector;
    }

    private static byte[] toBytes(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return bytes.array();
    }

    private static Field indexed(float[] vector) {
        return new KnnFloatVectorField(Fields.VECTOR, vector, VectorSimilarityFunction.COSINE);
    }
}
