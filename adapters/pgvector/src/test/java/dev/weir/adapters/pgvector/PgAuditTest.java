package dev.weir.adapters.pgvector;

import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.tenancy.heads.HeadLog;
import dev.weir.tenancy.testkit.HeadLogContract;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The place for audit logs, which a node that only answers questions may add to. */
@Tag("postgres")
class PgAuditTest extends HeadLogContract {
    private final PostgresServer server = PostgresServer.empty();

    @Override
    protected HeadLog open() {
        return PgHeadLog.ofAudit(server.connections("operator"), server.connections("operator"));
    }

    @Test
    void recordsWhenKeptThenAreNoEntriesOfAHeadLog() {
        try (HeadLog audit = open();
                HeadLog heads = PgHeadLog.readOnly(server.connections("operator"))) {
            audit.append(ACME, tail -> List.of(new byte[] {1}));

            assertThat(audit.read(ACME, 0, 9)).hasSize(1);
            assertThat(heads.read(ACME, 0, 9)).isEmpty();
        }
    }
}
