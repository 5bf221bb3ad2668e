package dev.weir.adapters.pgvector;

import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static dev.weir.tenancy.testkit.SealedWorld.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.store.StoreException;
import dev.weir.tenancy.testkit.LyingStore;
import dev.weir.tenancy.testkit.SealedWorld;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The second wall by itself: what a statement that forgot its tenant meets, and what the store refuses to stand behind. */
@Tag("postgres")
class RowLevelSecurityTest {
    private static final String INSERT = "INSERT INTO weir.chunk"
            + " (tenant, document, version, ordinal, tag, source, batch, attributes, content, seal)"
            + " VALUES ('globex', 'planted', 1, 0, 't', 's', 'b', '{}', 'text', 'seal')";

    private final SealedWorld world = SealedWorld.inMemory();
    private final PostgresServer server = PostgresServer.empty();

    @BeforeEach
    void fill() {
        try (PgVectorChunkStore store = server.store(world.clock())) {
            world.ingest(store, world.grant(ACME, WriteAction.INGEST), world.draft("doc", 1, "a", "b"), Map.of());
            world.ingest(store, world.grant(GLOBEX, WriteAction.INGEST), world.draft("doc", 1, "c"), Map.of());
        }
    }

    @AfterEach
    void repair() {
        server.sql(
                "DROP POLICY IF EXISTS widening ON weir.chunk",
                "ALTER TABLE weir.chunk ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY",
                "GRANT SELECT ON weir.chunk TO weir_application");
        server.as("admin", "ALTER ROLE weir_application NOBYPASSRLS");
    }

    private static long count(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT count(*) FROM weir.chunk")) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"application", "owner"})
    void statementWhenNoTenantIsNamedThenSeesNoRow(String role) throws SQLException {
        try (Connection connection = server.connect(role)) {
            assertThat(count(connection)).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"application", "owner"})
    void statementWhenATenantIsNamedThenSeesItsRowsOnlyAndOnlyInTheTransaction(String role) throws SQLException {
        try (Connection connection = server.connect(role)) {
            connection.setAutoCommit(false);
            run(connection, "SET LOCAL weir.tenants = 'acme'");
            assertThat(count(connection)).isEqualTo(2);
            connection.commit();
            assertThat(count(connection)).isZero();
        }
    }

    @Test
    void connectionWhenGivenBackThenShowsTheNextUserNothing() {
        try (PgConnections one =
                PgConnections.pooled(server.url(), "weir_application", server.password("application"), 1)) {
            Sql count = Sql.of("SELECT count(*) FROM weir.chunk");
            assertThat(one.<Long>read(Set.of(ACME, GLOBEX), connection -> PgConnections.number(connection, count)))
                    .isEqualTo(3);
            assertThat(one.<Long>read(Set.of(), connection -> PgConnections.number(connection, count)))
                    .isZero();
            assertThatThrownBy(() -> one.<Long>read(Set.of(ACME), connection -> {
                        throw new SQLException("broken", "XX000");
                    }))
                    .isInstanceOf(StoreException.class);
            assertThat(one.<Long>read(Set.of(), connection -> PgConnections.number(connection, count)))
                    .isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {INSERT, "UPDATE weir.chunk SET tenant = 'globex'", "UPDATE weir.chunk SET tenant = 'acme,globex'"
            })
    void writeWhenItWouldGiveARowToAnotherTenantThenIsRefused(String write) throws SQLException {
        try (Connection connection = server.connect("application")) {
            connection.setAutoCommit(false);
            run(connection, "SET LOCAL weir.tenants = 'acme'");
            assertThatThrownBy(() -> run(connection, write))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("row-level security");
        }
    }

    @Test
    void deleteWhenItForgetsItsTenantThenReachesOnlyTheNamedOne() throws SQLException {
        try (Connection connection = server.connect("application")) {
            connection.setAutoCommit(false);
            run(connection, "SET LOCAL weir.tenants = 'acme'");
            run(connection, "DELETE FROM weir.chunk");
            connection.commit();
        }
        try (PgVectorChunkStore store = server.store(world.clock())) {
            assertThat(LyingStore.rowsOf(store, SealedWorld.opening())).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE weir.chunk DISABLE ROW LEVEL SECURITY",
                "ALTER TABLE weir.chunk NO FORCE ROW LEVEL SECURITY",
                "DROP POLICY chunk_tenant ON weir.chunk",
                "CREATE POLICY mine ON weir.chunk USING (true)",
                "TRUNCATE weir.chunk",
                "DROP TABLE weir.chunk",
                "SET ROLE weir_operator",
                "SET ROLE weir_owner",
                "SET SESSION AUTHORIZATION postgres",
                "DELETE FROM weir.space",
                "DELETE FROM weir.migration"
            })
    void applicationRoleWhenItTriesToOpenTheWallThenIsRefused(String sql) throws SQLException {
        try (Connection connection = server.connect("application")) {
            assertThatThrownBy(() -> run(connection, sql)).isInstanceOf(SQLException.class);
        }
    }

    @Test
    void applicationRoleWhenItSwitchesRowSecurityOffThenGetsAnErrorAndNoRow() throws SQLException {
        try (Connection connection = server.connect("application")) {
            run(connection, "SET row_security = off");
            assertThatThrownBy(() -> count(connection)).isInstanceOf(SQLException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {INSERT, "UPDATE weir.chunk SET tag = 'x'", "DELETE FROM weir.chunk"})
    void operatorRoleWhenItWritesThenIsRefused(String sql) throws SQLException {
        try (Connection connection = server.connect("operator")) {
            assertThat(count(connection)).isEqualTo(3);
            assertThatThrownBy(() -> run(connection, sql)).isInstanceOf(SQLException.class);
        }
    }

    // --- what opening the store refuses

    private void assertRefused(String role, String message) {
        PgConnections connections = server.connections(role);
        assertThatThrownBy(() -> PgVectorChunkStore.open(connections, world.clock()))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(message);
        assertThatThrownBy(() -> connections.read(Set.of(), connection -> true))
                .as("the connections of a store that did not open are closed")
                .isInstanceOf(StoreException.class);
    }

    @Test
    void openWhenTheRoleIsASuperuserThenRefused() {
        assertRefused("admin", "superuser");
    }

    @Test
    void openWhenTheRoleBypassesRowSecurityThenRefused() {
        server.as("admin", "ALTER ROLE weir_application BYPASSRLS");
        assertRefused("application", "BYPASSRLS");
    }

    @Test
    void openWhenRowSecurityIsNotForcedThenRefused() {
        server.sql("ALTER TABLE weir.chunk NO FORCE ROW LEVEL SECURITY");
        assertRefused("application", "not enabled and forced");
    }

    @Test
    void openWhenRowSecurityIsDisabledThenRefused() {
        server.sql("ALTER TABLE weir.chunk DISABLE ROW LEVEL SECURITY");
        assertRefused("application", "not enabled and forced");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUBLIC", "weir_application"})
    void openWhenAFurtherPolicyCoversTheRoleThenRefused(String covered) {
        server.sql("CREATE POLICY widening ON weir.chunk FOR SELECT TO " + covered + " USING (tenant = 'globex')");
        assertRefused("application", "further policy");
    }

    @Test
    void openWhenTheOperatorsPolicyCoversTheRoleThenRefused() {
        assertRefused("operator", "further policy");
    }

    @Test
    void openWhenTheServerIsNotThereThenRefusedWithoutTheAddress() {
        PgConnections nobody = PgConnections.pooled("jdbc:postgresql://127.0.0.1:1/secret", "r", "p", 1);
        assertThatThrownBy(() -> PgVectorChunkStore.open(nobody, world.clock()))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("no connection")
                .hasMessageNotContaining("secret");
    }

    @Test
    void forEachOfAllTenantsWhenThereIsNoOperatorThenRefused() {
        try (PgVectorChunkStore store = PgVectorChunkStore.open(server.connections("application"), world.clock())) {
            assertThatThrownBy(() -> store.forEach(SealedWorld.opening(), row -> {}))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("without an operator's connections");
        }
    }

    @Test
    void failureWhenTheServerRefusesThenHoldsACodeAndNoText() {
        try (PgVectorChunkStore store = server.store(world.clock())) {
            server.sql("REVOKE SELECT ON weir.chunk FROM weir_application");
            assertThatThrownBy(() -> store.search(world.byText(world.scope(ACME), "canary-of-the-question", 3)))
                    .isInstanceOf(StoreException.class)
                    .hasMessage("cannot read the Postgres store: SQLSTATE 42501")
                    .hasNoCause();
        }
    }

    @Test
    void migrationWhenRunAgainThenChangesNothing() {
        try (PgConnections owner = server.connections("owner")) {
            PgVectorSchema schema = PgVectorSchema.of(owner);
            schema.migrate();
            schema.grantApplication("weir_application");
            schema.grantOperator("weir_operator");
        }
        try (PgVectorChunkStore store = server.store(world.clock())) {
            assertThat(LyingStore.rowsOf(store, SealedWorld.opening())).hasSize(3);
        }
    }

    @Test
    void grantWhenTheRolesNameIsHostileThenIsQuoted() {
        try (PgConnections owner = server.connections("owner")) {
            PgVectorSchema schema = PgVectorSchema.of(owner);
            for (String role : List.of("x; DROP TABLE weir.chunk", "\"; DROP TABLE weir.chunk; --", "no-such-role")) {
                assertThatThrownBy(() -> schema.grantApplication(role))
                        .isInstanceOf(StoreException.class)
                        .hasMessage("cannot grant access to the Postgres store: SQLSTATE 42704");
            }
        }
    }
}
