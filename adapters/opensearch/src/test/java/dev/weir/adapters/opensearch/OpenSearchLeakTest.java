package dev.weir.adapters.opensearch;

import dev.weir.tenancy.store.ChunkStore;
import dev.weir.tenancy.testkit.TenantLeakContract;
import java.time.InstantSource;
import org.junit.jupiter.api.Tag;

@Tag("opensearch")
class OpenSearchLeakTest extends TenantLeakContract {
    @Override
    protected ChunkStore open(InstantSource clock) {
        return OpenSearchServer.empty(clock);
    }

    @Override
    protected int queries() {
        return 1_200;
    }
}
