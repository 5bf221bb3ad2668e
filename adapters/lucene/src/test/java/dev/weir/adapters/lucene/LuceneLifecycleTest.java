package dev.weir.adapters.lucene;

import dev.weir.tenancy.store.ChunkStore;
import dev.weir.tenancy.testkit.LifecycleContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

class LuceneLifecycleTest extends LifecycleContract {
    @Override
    protected ChunkStore open(InstantSource clock) {
        try {
            return LuceneChunkStore.open(Files.createTempDirectory(Path.of("target"), "lives-"), clock);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
