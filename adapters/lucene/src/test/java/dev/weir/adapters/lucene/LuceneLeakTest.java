package dev.weir.adapters.lucene;

import dev.weir.tenancy.store.ChunkStore;
import dev.weir.tenancy.testkit.TenantLeakContract;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.io.TempDir;

class LuceneLeakTest extends TenantLeakContract {
    private final AtomicInteger opened = new AtomicInteger();

    @TempDir
    Path folder;

    @Override
    protected ChunkStore open(InstantSource clock) {
        return LuceneChunkStore.open(folder.resolve("index-" + opened.incrementAndGet()), clock);
    }
}
