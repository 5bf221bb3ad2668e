package dev.weir.tenancy.store;

import dev.weir.tenancy.testkit.ChunkStoreContract;
import java.time.InstantSource;

class InMemoryChunkStoreTest extends ChunkStoreContract {
    @Override
    protected ChunkStore open(InstantSource clock) {
        return new InMemoryChunkStore(clock);
    }

    @Override
    protected boolean isDurable() {
        return false;
    }
}
