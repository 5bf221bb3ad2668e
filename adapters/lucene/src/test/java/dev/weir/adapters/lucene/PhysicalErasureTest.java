package dev.weir.adapters.lucene;

import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static dev.weir.tenancy.testkit.SealedWorld.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.store.Erasure;
import dev.weir.tenancy.testkit.SealedWorld;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What was erased is in no file of the index any more. */
class PhysicalErasureTest {
    private static final String SECRET = "xylophonequartz";

    private final LuceneScene scene = new LuceneScene();

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void erasedTextAndVectorLeaveEveryFile() throws IOException {
        fill();
        assertThat(filesWith(SECRET.getBytes(StandardCharsets.UTF_8))).isNotEmpty();
        assertThat(filesWith(bytes(SealedWorld.vectorOf(SECRET)))).isNotEmpty();

        long gone = scene.store()
                .erase(scene.world.grant(ACME, WriteAction.ERASE), new Erasure.ByDocument(new DocumentId("secret")));

        assertThat(gone).isEqualTo(1);
        assertThat(filesWith(SECRET.getBytes(StandardCharsets.UTF_8))).isEmpty();
        assertThat(filesWith(bytes(SealedWorld.vectorOf(SECRET)))).isEmpty();
        assertThat(scene.everything()).hasSize(40);
    }

    @Test
    void erasureTakesReplacedVersionsAlong() throws IOException {
        fill();
        scene.ingest(ACME, "secret", 2, "harmless");
        scene.store()
                .erase(
                        scene.world.grant(ACME, WriteAction.INGEST),
                        new Erasure.OtherVersions(new DocumentId("secret"), 2));
        scene.store()
                .erase(
                        scene.world.grant(ACME, WriteAction.ERASE),
                        new Erasure.ByDocument(new DocumentId("no-such-document")));

        assertThat(filesWith(SECRET.getBytes(StandardCharsets.UTF_8))).isEmpty();
        assertThat(filesWith(bytes(SealedWorld.vectorOf(SECRET)))).isEmpty();
        assertThat(scene.everything()).hasSize(41);
    }

    /** One secret row among many, so that a share of deleted rows is small. */
    private void fill() {
        String[] texts = new String[20];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = "plain text " + i;
        }
        scene.ingest(ACME, "plain", 1, texts);
        scene.ingest(ACME, "secret", 1, SECRET);
        scene.ingest(GLOBEX, "plain", 1, texts);
    }

    private List<Path> filesWith(byte[] wanted) throws IOException {
        String needle = new String(wanted, StandardCharsets.ISO_8859_1);
        try (Stream<Path> files = Files.list(scene.directory)) {
            List<Path> all = files.toList();
            return all.stream().filter(file -> read(file).contains(needle)).toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return bytes.array();
    }
}
