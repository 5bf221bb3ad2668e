package dev.weir.adapters.lucene;

import dev.weir.tenancy.store.ChunkStore;
import dev.weir.tenancy.testkit.FilterInjectionContract;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.io.TempDir;

class FilterInjectionTest extends FilterInjectionContract {
    @TempDir
    static Path folder;

    @Override
    protected ChunkStore open(InstantSource clock) {
        return LuceneChunkStore.open(folder, clock);
    }
}
