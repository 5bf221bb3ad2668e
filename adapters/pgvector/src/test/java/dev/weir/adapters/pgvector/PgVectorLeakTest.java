package dev.weir.adapters.pgvector;

import dev.weir.tenancy.store.ChunkStore;
import dev.weir.tenancy.testkit.TenantLeakContract;
import java.time.InstantSource;
import org.junit.jupiter.api.Tag;

@Tag("postgres")
class PgVectorLeakTest extends TenantLeakContract {
    @Override
    protected ChunkStore open(InstantSource clock) {
        return PostgresServer.empty().quickStore(clock);
    }
}
