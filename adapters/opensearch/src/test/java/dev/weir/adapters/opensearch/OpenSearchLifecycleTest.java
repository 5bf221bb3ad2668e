package dev.weir.adapters.opensearch;

import dev.weir.tenancy.store.ChunkStore;
import dev.weir.tenancy.testkit.LifecycleContract;
import java.time.InstantSource;
import net.jqwik.api.Tag;

@Tag("opensearch")
class OpenSearchLifecycleTest extends LifecycleContract {
    @Override
    protected ChunkStore open(InstantSource clock) {
        return OpenSearchServer.empty(clock);
    }
}
