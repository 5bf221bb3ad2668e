package dev.weir.adapters.pgvector;

import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static dev.weir.tenancy.testkit.SealedWorld.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.tenancy.store.SharedRecords;
import dev.weir.tenancy.store.StoreException;
import dev.weir.tenancy.testkit.SharedRecordsContract;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Records of several nodes on the server. */
@Tag("postgres")
class PgRecordsTest extends SharedRecordsContract {
    private final PostgresServer server = PostgresServer.empty();

    @Override
    protected SharedRecords open() {
        return PgRecords.open(server.connections("application"), PgRecords.Kind.LEDGER);
    }

    @Test
    void changeWhenTheServerDropsItsNodeInTheMiddleThenLeavesNothingAndNoLock() {
        assertThatThrownBy(() -> records().change(ACME, changes -> {
                    changes.put("a", new byte[] {1});
                    dropNodes();
                    changes.put("b", new byte[] {2});
                    return true;
                }))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("cannot change records of the Postgres store");
        assertThat(records().list(ACME, "")).isEmpty();
        records().change(ACME, changes -> {
            changes.put("c", new byte[] {3});
            return true;
        });

        assertThat(records().list(ACME, "").keySet()).containsExactly("c");
    }

    @Test
    void changeWhenItsWorkFailsAndCannotBeUndoneThenTheWorksOwnExceptionComesThrough() {
        IllegalStateException own = new IllegalStateException("the work's own");

        assertThatThrownBy(() -> records().change(ACME, changes -> {
                    changes.put("a", new byte[] {1});
                    dropNodes();
                    throw own;
                }))
                .isSameAs(own);
        assertThat(own.getSuppressed())
                .singleElement()
                .satisfies(undoing ->
                        assertThat(undoing).isInstanceOf(StoreException.class).hasMessageStartingWith("cannot undo"));
        assertThat(records().list(ACME, "")).isEmpty();
    }

    private void dropNodes() {
        server.as("admin", "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'weir_application'");
    }

    @Test
    void recordsWhenOfAnotherKindThenAreNotSeen() {
        records().change(ACME, changes -> {
            changes.put("a", new byte[] {1});
            return true;
        });
        try (SharedRecords other = PgRecords.open(server.connections("application"), PgRecords.Kind.QUARANTINE)) {
            assertThat(other.list(ACME, "")).isEmpty();
        }
    }

    @Test
    void recordsWhenATransactionNamesAnotherTenantThenTheServerShowsNone() {
        records().change(ACME, changes -> {
            changes.put("a", new byte[] {1});
            return true;
        });

        assertThat(records().list(GLOBEX, "")).isEmpty();
        try (PgConnections connections = server.connections("application")) {
            assertThat(connections.<Long>read(
                            Set.of(GLOBEX),
                            connection -> PgConnections.number(connection, Sql.of("SELECT count(*) FROM weir.record"))))
                    .isZero();
        }
    }

    @Test
    void recordsWhenTheRoleStandsAboveTheWallThenAreNotOpened() {
        assertThatThrownBy(() -> PgRecords.open(server.connections("admin"), PgRecords.Kind.LEDGER))
                .isInstanceOf(StoreException.class);
    }
}
