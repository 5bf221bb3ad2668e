package dev.weir.adapters.springai;

import static dev.weir.adapters.springai.SpringWorld.request;
import static dev.weir.adapters.springai.SpringWorld.texts;

import dev.weir.retrieve.audit.AuditEvent;
import dev.weir.retrieve.screen.Mode;
import dev.weir.retrieve.testkit.LyingRowsContract;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.store.ChunkStore;
import dev.weir.tenancy.store.Filtering;
import dev.weir.tenancy.testkit.RowLie;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;

/** I7 through Spring AI's interface, which gives no vector back that could be lied about. */
class LyingStoresTest extends LyingRowsContract {
    @TempDir
    Path root;

    @Override
    protected Set<RowLie> lies() {
        return EnumSet.complementOf(EnumSet.of(
                RowLie.SWAPS_VECTORS,
                RowLie.FLIPS_VECTOR,
                RowLie.NULL_VECTORS,
                RowLie.DENIES_VECTORS,
                RowLie.NULL_SEGMENTS));
    }

    @Override
    protected Scene newScene() {
        SpringWorld world = new SpringWorld(root);
        return new Scene() {
            @Override
            public ChunkStore chunks() {
                return world.chunks;
            }

            @Override
            public void seal(TenantId tenant, String document, String... texts) {
                world.seal(tenant, document, texts);
            }

            @Override
            public ChunkStore lying(RowLie lie, long seed, Filtering filtering) {
                return VectorStoreChunkStore.over(
                        new LyingVectorStore(world.store, lie, seed), filtering, 10_000, world.world.clock());
            }

            @Override
            public List<String> served(ChunkStore store, TenantId reader, String question, int k) {
                GuardedVectorStore guarded = GuardedVectorStore.builder(
                                world.firewall(store, Mode.OBSERVE), () -> world.world.scope(reader))
                        .build();
                return texts(guarded, request(question).topK(k).build());
            }

            @Override
            public List<AuditEvent> events() {
                return world.events;
            }
        };
    }
}
