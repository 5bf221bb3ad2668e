package dev.weir.adapters.langchain4j;

import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.store.embedding.inmemory.InMemoryEmbeddingStore;
import dev.weir.tenancy.AccessScope;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.seal.SealCheck;
import dev.weir.tenancy.store.ChunkStore;
import dev.weir.tenancy.testkit.SealedWorld;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** I6: an honest round trip never breaks a seal, through the framework's JSON too. */
class RoundTripTest {
    private static final long SEED = Long.getLong("test.seed", 20_260_101L);
    private static final int CHUNKS = Integer.getInteger("test.chunks", 10_000);
    private static final int CHUNKS_A_DOCUMENT = 500;

    private final SealedWorld world = SealedWorld.inMemory();

    @Test
    void chunksWhenWrittenAndReadThroughTheFrameworkThenAllVerify() {
        InMemoryEmbeddingStore<TextSegment> store = new InMemoryEmbeddingStore<>();
        ChunkStore chunks = EmbeddingChunkStore.over(store, SealedWorld.DIMENSION, world.clock());
        SplittableRandom random = new SplittableRandom(SEED);
        WriteGrant grant = world.grant(ACME, WriteAction.INGEST);
        for (int i = 0; i < CHUNKS / CHUNKS_A_DOCUMENT; i++) {
            String[] texts = new String[CHUNKS_A_DOCUMENT];
            for (int j = 0; j < texts.length; j++) {
                texts[j] = text(random);
            }
            world.ingest(chunks, grant, world.draft("doc-" + i, 1, texts), Map.of("n", Integer.toString(i)));
        }
        InMemoryEmbeddingStore<TextSegment> read = InMemoryEmbeddingStore.fromJson(store.serializeToJson());

        assertIntact(chunks);
        assertIntact(EmbeddingChunkStore.over(read, SealedWorld.DIMENSION, world.clock()));
    }

    private void assertIntact(ChunkStore chunks) {
        AccessScope scope = world.scope(ACME);
        AtomicInteger intact = new AtomicInteger();
        chunks.forEach(SealedWorld.opening(), row -> {
            assertThat(world.verifier().verify(row, scope)).as("seed %d", SEED).isInstanceOf(SealCheck.Intact.class);
            intact.incrementAndGet();
        });
        assertThat(intact).hasValue(CHUNKS);
    }

    /** Well-formed text of every kind of character but NUL. */
    static String text(SplittableRandom random) {
        StringBuilder text = new StringBuilder("t");
        int length = random.nextInt(80);
        while (text.length() < length) {
            int point = 1 + random.nextInt(random.nextInt(4) == 0 ? Character.MAX_CODE_POINT : 0x2FF);
            if (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE) {
                text.appendCodePoint(point);
            }
        }
        return text.toString();
    }
}
