package dev.weir.adapters.pgvector;

import dev.weir.tenancy.store.ChunkStore;
import dev.weir.tenancy.testkit.ChunkStoreContract;
import java.time.InstantSource;
import org.junit.jupiter.api.Tag;

@Tag("postgres")
class PgVectorChunkStoreTest extends ChunkStoreContract {
    private final PostgresServer server = PostgresServer.empty();

    @Override
    protected ChunkStore open(InstantSource clock) {
        return server.store(clock);
    }
}
