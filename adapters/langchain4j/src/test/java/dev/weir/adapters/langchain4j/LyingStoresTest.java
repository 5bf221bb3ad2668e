package dev.weir.adapters.langchain4j;

import static dev.weir.adapters.langchain4j.FrameworkWorld.request;
import static dev.weir.adapters.langchain4j.FrameworkWorld.texts;

import dev.weir.retrieve.audit.AuditEvent;
import dev.weir.retrieve.screen.Mode;
import dev.weir.retrieve.testkit.LyingRowsContract;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.store.ChunkStore;
import dev.weir.tenancy.store.Filtering;
import dev.weir.tenancy.testkit.RowLie;
import dev.weir.tenancy.testkit.SealedWorld;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;

/** I7 through LangChain4j's interface. */
class LyingStoresTest extends LyingRowsContract {
    @TempDir
    Path root;

    @Override
    protected Set<RowLie> lies() {
        return EnumSet.allOf(RowLie.class);
    }

    @Override
    protected Scene newScene() {
        FrameworkWorld world = new FrameworkWorld(root);
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
                return EmbeddingChunkStore.over(
                        new LyingEmbeddingStore(world.store, lie, seed),
                        SealedWorld.DIMENSION,
                        filtering,
                        10_000,
                        world.world.clock());
            }

            @Override
            public List<String> served(ChunkStore store, TenantId reader, String question, int k) {
                GuardedEmbeddingStore guarded = GuardedEmbeddingStore.builder(
                                world.firewall(store, Mode.OBSERVE), () -> world.world.scope(reader))
                        .build();
                return texts(guarded, request(question).maxResults(k).build());
            }

            @Override
            public List<AuditEvent> events() {
                return world.events;
            }
        };
    }
}
