package dev.weir.adapters.pgvector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.store.ChunkStore;
import dev.weir.tenancy.testkit.FilterInjectionContract;
import dev.weir.tenancy.testkit.InjectionCorpus;
import java.time.InstantSource;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("postgres")
class FilterInjectionTest extends FilterInjectionContract {
    @Override
    protected ChunkStore open(InstantSource clock) {
        return PostgresServer.empty().store(clock);
    }

    @Test
    void secondWallWhenATenantsNameIsNearlyAnothersThenShowsNoRow() {
        int valid = 0;
        try (PgConnections connections = PostgresServer.running().connections("application")) {
            for (String name : InjectionCorpus.nearlyTenants()) {
                if (!name.equals("globex") && name.matches("[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?")) {
                    valid++;
                    Sql count = Sql.of("SELECT count(*) FROM weir.chunk");
                    assertThat(connections.<Long>read(
                                    Set.of(new TenantId(name)), connection -> PgConnections.number(connection, count)))
                            .isZero();
                } else if (!name.equals("globex")) {
                    assertThatThrownBy(() -> new TenantId(name)).isInstanceOf(IllegalArgumentException.class);
                }
            }
        }
        assertThat(valid).isGreaterThan(3);
    }
}
