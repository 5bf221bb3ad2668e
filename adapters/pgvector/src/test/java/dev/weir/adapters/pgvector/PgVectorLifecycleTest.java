package dev.weir.adapters.pgvector;

import dev.weir.tenancy.store.ChunkStore;
import dev.weir.tenancy.testkit.LifecycleContract;
import java.time.InstantSource;
import net.jqwik.api.Tag;

@Tag("postgres")
class PgVectorLifecycleTest extends LifecycleContract {
    @Override
    protected ChunkStore open(InstantSource clock) {
        return PostgresServer.empty().quickStore(clock);
    }
}
