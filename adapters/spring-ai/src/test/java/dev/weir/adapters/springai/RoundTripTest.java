package dev.weir.adapters.springai;

import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.tenancy.AccessScope;
import dev.weir.tenancy.seal.SealCheck;
import dev.weir.tenancy.store.ChunkStore;
import dev.weir.tenancy.testkit.SealedWorld;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.ai.vectorstore.SimpleVectorStore;

/** I6: an honest round trip never breaks a seal, through the framework's JSON too. */
class RoundTripTest {
    private static final long SEED = Long.getLong("test.seed", 20_260_101L);
    private static final int CHUNKS = Integer.getInteger("test.chunks", 1_000);
    private static final int CHUNKS_A_DOCUMENT = 500;

    @TempDir
    Path root;

    @Test
    void chunksWhenWrittenAndReadThroughTheFrameworkThenAllVerify() {
        SpringWorld world = new SpringWorld(root);
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < CHUNKS / CHUNKS_A_DOCUMENT; i++) {
            String[] texts = new String[CHUNKS_A_DOCUMENT];
            for (int j = 0; j < texts.length; j++) {
                texts[j] = text(random);
            }
            world.seal(ACME, "doc-" + i, Map.of("n", Integer.toString(i)), texts);
        }
        Path file = root.resolve("store.json");
        world.store.save(file.toFile());
        SimpleVectorStore read = SimpleVectorStore.builder(world.model).build();
        read.load(file.toFile());

        assertIntact(world, world.chunks);
        assertIntact(world, VectorStoreChunkStore.over(read, world.world.clock()));
    }

    private static void assertIntact(SpringWorld world, ChunkStore chunks) {
        AccessScope scope = world.world.scope(ACME);
        AtomicInteger intact = new AtomicInteger();
        chunks.forEach(SealedWorld.opening(), row -> {
            assertThat(world.world.verifier().verify(row, scope))
                    .as("seed %d", SEED)
                    .isInstanceOf(SealCheck.Intact.class);
            intact.incrementAndGet();
        });
        assertThat(intact).hasValue(CHUNKS);
    }

    /** Well-formed text of every kind of character but NUL. */
    private static String text(SplittableRandom random) {
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
