package dev.weir.adapters.pgvector;

import static java.util.Objects.requireNonNull;

import dev.weir.tenancy.store.StoreException;
import dev.weir.tenancy.store.VectorSpace;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * The tables of {@link PgVectorChunkStore}, {@link PgHeadLog}, {@link PgTrustFile} and {@link PgRecords}, in the schema
 * {@code weir}, and who may use them. Runs as the role that owns them, which the store itself need not and should not be.
 *
 * <h2>Guarantees</h2>
 *
 * <ul>
 *   <li>Migrations run once each, in order, under a lock, and a migration that was changed after it ran is refused.
 *   <li>No role gets the right to change or switch off row-level security, and none but an operator sees rows of tenants
 *       it did not name.
 *   <li>No role gets the right to change or remove an entry of a head log or a published trust file.
 * </ul>
 */
public final class PgVectorSchema {
    /** The longest vectors that the index takes: as they are up to 2,000 dimensions, in half precision up to this. */
    public static final int MAX_INDEXED_DIMENSION = 4_000;

    static final int MAX_FULL_PRECISION_DIMENSION = 2_000;

    private final PgConnections owner;

    private PgVectorSchema(PgConnections owner) {
        this.owner = owner;
    }

    /**
     * The tables of one database.
     *
     * @param owner of the tables; needs the right to create a schema in the database
     */
    public static PgVectorSchema of(PgConnections owner) {
        return new PgVectorSchema(requireNonNull(owner, "owner is null"));
    }

    /**
     * Brings the tables to this version's state, from whatever earlier one. The extension {@code vector} is created if the
     * owner may do that; otherwise an administrator must have.
     *
     * @throws StoreException if the database cannot be reached, or a migration fails or was changed; nothing of a migration
     *     that failed stays
     */
    public void migrate() {
        try {
            Flyway.configure()
                    .dataSource(owner.source())
                    .schemas("weir")
                    .defaultSchema("weir")
                    .createSchemas(true)
                    .table("migration")
                    .locations("classpath:dev/weir/adapters/pgvector/migration")
                    .cleanDisabled(true)
                    .placeholderReplacement(false)
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new StoreException("cannot migrate the Postgres store", e);
        }
    }

    /** Lets a role read and write chunks, always within the tenants its transaction named. */
    public void grantApplication(String role) {
        owner.administer("grant access to", connection -> {
            grant(connection, role, "GRANT USAGE ON SCHEMA weir TO %I");
            grant(connection, role, "GRANT SELECT, INSERT, UPDATE, DELETE ON weir.chunk TO %I");
            grant(connection, role, "GRANT SELECT, INSERT ON weir.chunk_seal TO %I");
            grant(connection, role, "GRANT SELECT, UPDATE (dimension, model) ON weir.space TO %I");
            return true;
        });
    }

    /** Lets one role read every tenant's chunks, which breaking the glass needs, and write none; no other may any more. */
    public void grantOperator(String role) {
        owner.administer("grant access to", connection -> {
            grant(connection, role, "GRANT USAGE ON SCHEMA weir TO %I");
            grant(connection, role, "GRANT SELECT ON weir.chunk TO %I");
            PgConnections.execute(connection, Sql.of("DROP POLICY IF EXISTS chunk_operator ON weir.chunk"));
            grant(connection, role, "CREATE POLICY chunk_operator ON weir.chunk FOR SELECT TO %I USING (true)");
            grant(connection, role, "GRANT SELECT ON weir.chunk_seal TO %I");
            PgConnections.execute(connection, Sql.of("DROP POLICY IF EXISTS chunk_seal_operator ON weir.chunk_seal"));
            grant(
                    connection,
                    role,
                    "CREATE POLICY chunk_seal_operator ON weir.chunk_seal FOR SELECT TO %I USING (true)");
            return true;
        });
    }

    /** Lets a role read head logs and the trust file, and add to audit logs: a node that only answers questions. */
    public void grantRetrieval(String role) {
        owner.administer("grant access to", connection -> {
            grant(connection, role, "GRANT USAGE ON SCHEMA weir TO %I");
            grant(connection, role, "GRANT SELECT ON weir.head_entry, weir.trust_file TO %I");
            grant(connection, role, "GRANT SELECT, INSERT ON weir.audit_entry TO %I");
            return true;
        });
    }

    /**
     * The same, and lets the role append to head logs and keep records, always within the tenant its transaction named: a
     * node that ingests, revokes or erases.
     */
    public void grantIngestion(String role) {
        grantRetrieval(role);
        owner.administer("grant access to", connection -> {
            grant(connection, role, "GRANT INSERT ON weir.head_entry TO %I");
            grant(connection, role, "GRANT SELECT, INSERT, DELETE ON weir.record TO %I");
            return true;
        });
    }

    /** Lets a role publish trust files: whoever holds the root key. */
    public void grantPublishing(String role) {
        owner.administer("grant access to", connection -> {
            grant(connection, role, "GRANT USAGE ON SCHEMA weir TO %I");
            grant(connection, role, "GRANT SELECT, INSERT ON weir.trust_file TO %I");
            return true;
        });
    }

    /**
     * Moves all seals out of the rows into a table beside them, where they are written from now on: a new seal then rewrites no
     * row. Searches and writes wait meanwhile; moving twice does nothing.
     */
    public void moveSealsBeside() {
        owner.administer("move the seals of", connection -> {
            PgConnections.execute(connection, Sql.of("UPDATE weir.space SET seals_beside = true"));
            // The owner is held by the wall as well, until this transaction ends.
            for (Sql step : List.of(
                    Sql.of("ALTER TABLE weir.chunk NO FORCE ROW LEVEL SECURITY"),
                    Sql.of("ALTER TABLE weir.chunk_seal NO FORCE ROW LEVEL SECURITY"),
                    Sql.of(
                            "INSERT INTO weir.chunk_seal (tenant, document, version, ordinal, seal)"
                                    + " SELECT tenant, document, version, ordinal, seal FROM weir.chunk WHERE seal IS NOT NULL"),
                    Sql.of("UPDATE weir.chunk SET seal = NULL WHERE seal IS NOT NULL"),
                    Sql.of("ALTER TABLE weir.chunk FORCE ROW LEVEL SECURITY"),
                    Sql.of("ALTER TABLE weir.chunk_seal FORCE ROW LEVEL SECURITY"))) {
                PgConnections.execute(connection, step);
            }
            return true;
        });
    }

    /**
     * Builds the HNSW index over the vectors, if there is none; does nothing while the store holds no vector. Without it
     * every search is exact. Build it once the bulk of the documents is in: that is much faster than filling it row by row.
     * Writes wait while it is built.
     *
     * @return whether there is an index now
     * @throws StoreException if the vectors have more than {@link #MAX_INDEXED_DIMENSION} dimensions
     */
    public boolean createVectorIndex() {
        VectorSpace space = owner.read(Set.of(), StoredSpace::read);
        if (space.dimension() == 0) {
            return false;
        }
        if (space.dimension() > MAX_INDEXED_DIMENSION) {
            throw new StoreException("an index takes vectors of at most " + MAX_INDEXED_DIMENSION + " dimensions, got "
                    + space.dimension() + "; searches stay exact");
        }
        owner.administer("build the vector index of", connection -> {
            PgConnections.execute(
                    connection,
                    Sql.of("CREATE INDEX IF NOT EXISTS chunk_embedding ON weir.chunk USING hnsw ((")
                            .add(VectorSearch.indexed(space.dimension()))
                            .add(") ")
                            .add(
                                    space.dimension() > MAX_FULL_PRECISION_DIMENSION
                                            ? Sql.of("halfvec_cosine_ops")
                                            : Sql.of("vector_cosine_ops"))
                            .add(")"));
            return true;
        });
        return true;
    }

    /** Lets the server write the role's name into the statement, quoted; a statement of this kind takes no parameter. */
    private static void grant(Connection connection, String role, String statement) throws SQLException {
        Sql quoted =
                Sql.of("SELECT format(").value(statement).add(", ").value(role).add("::name)");
        try (PreparedStatement formatting = quoted.prepare(connection);
                ResultSet row = formatting.executeQuery()) {
            row.next();
            try (PreparedStatement granting = connection.prepareStatement(row.getString(1))) {
                granting.execute();
            }
        }
    }
}
