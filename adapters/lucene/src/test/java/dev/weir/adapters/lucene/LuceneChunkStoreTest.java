package dev.weir.adapters.lucene;

import dev.weir.tenancy.store.ChunkStore;
import dev.weir.tenancy.testkit.ChunkStoreContract;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.io.TempDir;

class LuceneChunkStoreTest extends ChunkStoreContract {
    @TempDir
    Path directory;

    @Override
    protected ChunkStore open(InstantSource clock) {
        return LuceneChunkStore.open(directory.resolve("index"), clock);
    }
}
