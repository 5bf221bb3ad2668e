package dev.weir.adapters.pgvector;

import dev.weir.tenancy.chunk.EmbeddingBinding;
import dev.weir.tenancy.seal.SealedChunk;
import dev.weir.tenancy.store.StoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * What vectors must share to be compared.
 *
 * @param dimension 0 if there is no vector
 * @param model empty if no seal names one
 */
record VectorSpace(int dimension, String model) {
    /** pgvector keeps no longer vectors. */
    static final int MAX_DIMENSION = 16_000;

    /**
     * The space of a document's vectors.
     *
     * @throws IllegalArgumentException if there is more than one, or a vector that Postgres cannot keep
     */
    static VectorSpace of(List<SealedChunk> chunks) {
        VectorSpace space = new VectorSpace(0, "");
        for (SealedChunk chunk : chunks) {
            requireFinite(chunk.vector(), "the vector of chunk " + chunk.id());
            if (chunk.vector().length > 0) {
                space = space.with(chunk);
            }
        }
        if (space.dimension > MAX_DIMENSION) {
            throw new IllegalArgumentException(
                    "vectors must have at most " + MAX_DIMENSION + " dimensions, got " + space.dimension);
        }
        return space;
    }

    private VectorSpace with(SealedChunk chunk) {
        int length = chunk.vector().length;
        if (dimension > 0 && length != dimension) {
            throw new IllegalArgumentException("the vectors of a document must have one dimension, got " + dimension
                    + " and " + length + " at " + chunk.id());
        }
        String named = model(chunk.facts().embedding());
        if (!model.isEmpty() && !named.isEmpty() && !named.equals(model)) {
            throw new IllegalArgumentException("the vectors of a document must be of one model, got " + model + " and "
                    + named + " at " + chunk.id());
        }
        return new VectorSpace(length, model.isEmpty() ? named : model);
    }

    /** The store's space. */
    static VectorSpace read(Connection connection) throws SQLException {
        return read(connection, Sql.of("SELECT dimension, model FROM weir.space"));
    }

    /**
     * The store's space after it has taken vectors of this one, which fixes what was open.
     *
     * @throws StoreException if the store's vectors are of another space
     */
    VectorSpace join(Connection connection) throws SQLException {
        VectorSpace stored = read(connection);
        if (stored.fixedBy(this).equals(stored)) {
            return stored.accepts(this);
        }
        VectorSpace locked = read(connection, Sql.of("SELECT dimension, model FROM weir.space FOR UPDATE"));
        VectorSpace fixed = locked.accepts(this).fixedBy(this);
        Sql update = Sql.of("UPDATE weir.space SET dimension = ")
                .value(fixed.dimension)
                .add(", model = ")
                .value(fixed.model);
        try (PreparedStatement statement = update.prepare(connection)) {
            statement.executeUpdate();
        }
        return fixed;
    }

    /** @throws StoreException if vectors of that space do not belong into this one */
    VectorSpace accepts(VectorSpace other) {
        if (other.dimension > 0) {
            requireDimension(other.dimension);
        }
        if (!model.isEmpty() && !other.model.isEmpty() && !model.equals(other.model)) {
            throw new StoreException("the store holds vectors of model " + model + ", got " + other.model
                    + "; keep another model's vectors in another database");
        }
        return this;
    }

    /** @throws StoreException if this has a dimension, and another one */
    void requireDimension(int got) {
        if (dimension > 0 && dimension != got) {
            throw new StoreException("the store holds vectors of dimension " + dimension + ", got " + got);
        }
    }

    private VectorSpace fixedBy(VectorSpace other) {
        return new VectorSpace(dimension == 0 ? other.dimension : dimension, model.isEmpty() ? other.model : model);
    }

    /** @throws IllegalArgumentException if a component is NaN or infinite; the message names the index, not the value */
    static void requireFinite(float[] vector, String what) {
        for (int i = 0; i < vector.length; i++) {
            if (!Float.isFinite(vector[i])) {
                throw new IllegalArgumentException(what + " holds a NaN or an infinity at index " + i);
            }
        }
    }

    private static VectorSpace read(Connection connection, Sql sql) throws SQLException {
        try (PreparedStatement statement = sql.prepare(connection);
                ResultSet row = statement.executeQuery()) {
            if (!row.next()) {
                throw new StoreException("the table weir.space is empty; restore it from a copy");
            }
            return new VectorSpace(row.getInt(1), row.getString(2));
        }
    }

    private static String model(EmbeddingBinding embedding) {
        return switch (embedding) {
            case EmbeddingBinding.Exact exact -> exact.model();
            case EmbeddingBinding.StoredForm stored -> stored.model();
            case EmbeddingBinding.Absent absent -> "";
        };
    }
}
