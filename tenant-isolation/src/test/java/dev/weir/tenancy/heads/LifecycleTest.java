package dev.weir.tenancy.heads;

import dev.weir.tenancy.store.ChunkStore;
import dev.weir.tenancy.store.InMemoryChunkStore;
import dev.weir.tenancy.testkit.LifecycleContract;
import java.time.InstantSource;
import java.util.List;

class LifecycleTest extends LifecycleContract {
    @Override
    protected ChunkStore open(InstantSource clock) {
        return new InMemoryChunkStore(clock);
    }

    @Override
    protected List<String> models() {
        return List.of("test-embedder/1", "test-embedder/2");
    }
}
