package dev.weir.adapters.opensearch;

import dev.weir.tenancy.store.ChunkStore;
import dev.weir.tenancy.testkit.ChunkStoreContract;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

@Tag("opensearch")
class OpenSearchChunkStoreTest extends ChunkStoreContract {
    private boolean isEmpty;

    @BeforeAll
    static void makeIndices() {
        OpenSearchServer.recreate();
    }

    /** The first store of a test is empty, and a second one holds what the first one left. */
    @Override
    protected ChunkStore open(InstantSource clock) {
        if (!isEmpty) {
            OpenSearchServer.clear();
            isEmpty = true;
        }
        return OpenSearchServer.open(clock);
    }
}
