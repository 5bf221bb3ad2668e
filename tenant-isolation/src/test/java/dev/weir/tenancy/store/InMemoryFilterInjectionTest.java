package dev.weir.tenancy.store;

import dev.weir.tenancy.testkit.FilterInjectionContract;
import java.time.InstantSource;

class InMemoryFilterInjectionTest extends FilterInjectionContract {
    @Override
    protected ChunkStore open(InstantSource clock) {
        return new InMemoryChunkStore(clock);
    }
}
