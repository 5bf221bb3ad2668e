package dev.weir.tenancy.heads;

import dev.weir.tenancy.store.ChunkStore;
import dev.weir.tenancy.store.InMemoryChunkStore;
import java.time.InstantSource;

class LifecycleTest extends LifecycleContract {
    @Override
    protected ChunkStore open(InstantSource clock) {
        return new InMemoryChunkStore(clock);
    }

    @Override
    protected boolean mixesModels() {
        return true;
    }
}
