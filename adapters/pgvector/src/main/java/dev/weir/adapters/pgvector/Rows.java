package dev.weir.adapters.pgvector;

import dev.weir.tenancy.chunk.Candidate;
import java.nio.ByteBuffer;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads rows. A column that is missing becomes a field that is missing: the seal's verifier says what that means. */
final class Rows {
    /** What {@link #read} reads; {@code chunk} names the table. The vector comes in pgvector's binary form, exactly. */
    static final String COLUMNS = "chunk.tenant, chunk.document, chunk.version, chunk.ordinal, chunk.content,"
            + " coalesce(chunk.seal, (SELECT beside.seal FROM weir.chunk_seal AS beside WHERE (beside.tenant,"
            + " beside.document, beside.version, beside.ordinal) = (chunk.tenant, chunk.document, chunk.version,"
            + " chunk.ordinal))), vector_send(chunk.embedding), chunk.attributes";

    /** The chunk id, for equal scores: ordered as its characters are. */
    static final String KEY =
            "((tenant || '/' || document || '/' || version::text || '/' || ordinal::text) COLLATE \"C\")";

    /** How results are ordered. */
    static final Comparator<Candidate> BEST_FIRST = Comparator.comparingDouble(Candidate::score)
            .reversed()
            .thenComparing(row -> row.id().orElse(""));

    private static final int SCORE = 9;
    private static final int VECTOR_HEADER_BYTES = 4;

    private Rows() {}

    static Candidate read(ResultSet row, double score) throws SQLException {
        String id = row.getString(1) + "/" + row.getString(2) + "/" + row.getLong(3) + "/" + row.getInt(4);
        return new Candidate(
                id, row.getString(5), row.getString(6), vector(row.getBytes(7)), attributes(row.getArray(8)), score);
    }

    /** Reads a row whose next column is its score. */
    static Candidate readScored(ResultSet row) throws SQLException {
        return read(row, row.getDouble(SCORE));
    }

    private static float[] vector(byte @Nullable [] binary) {
        if (binary == null) {
            return new float[0];
        }
        // Two bytes of dimension, two that are unused, then the floats in network order.
        float[] vector = new float[(binary.length - VECTOR_HEADER_BYTES) / Float.BYTES];
        ByteBuffer.wrap(binary, VECTOR_HEADER_BYTES, vector.length * Float.BYTES)
                .asFloatBuffer()
                .get(vector);
        return vector;
    }

    private static Map<String, String> attributes(@Nullable Array array) throws SQLException {
        return array == null ? Map.of() : Attributes.fromElements((@Nullable String[]) array.getArray());
    }
}
