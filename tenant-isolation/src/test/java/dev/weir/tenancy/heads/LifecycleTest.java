package dev.weir.tenancy.heads;

import dev.weir.tenancy.store.ChunkStore;
import dev.weir.tenancy.store.InMemoryChunkStore;
import dev.weir.tenancy.testkit.LifecycleContract;
import java.time.InstantSource;

class LifecycleTest extends LifecycleContract {
    @Override
    protected ChunkStore open(InstantSource clock) {
        return new InMemoryChunkStore(clock);
    }
}
