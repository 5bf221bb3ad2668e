package dev.weir.adapters.lucene;

import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.tenancy.store.StoreException;
import dev.weir.tenancy.testkit.SealedWorld;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be opened is refused with a sentence that names the directory and says what to do. */
class OpeningTest {
    private final LuceneScene scene = new LuceneScene();

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void storeThatIsOpenElsewhereIsRefused() {
        assertThatThrownBy(() -> open(scene.directory))
                .isInstanceOf(StoreException.class)
                .hasMessage("the store in " + scene.directory
                        + " is open in another process; wait for it to end, or stop it");
    }

    @Test
    void indexOfAnotherProgramIsRefusedAndLeftAlone(@TempDir Path directory) throws IOException {
        commit(directory, Map.of());
        List<String> before = files(directory);

        assertThatThrownBy(() -> open(directory))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining(directory.toString())
                .hasMessageContaining("weir.format missing");
        assertThat(files(directory)).isEqualTo(before);
    }

    @Test
    void indexOfAnotherFormatIsRefused(@TempDir Path directory) throws IOException {
        commit(directory, Map.of("weir.format", "2"));

        assertThatThrownBy(() -> open(directory))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("weir.format 2");
    }

    @Test
    void indexOfAnotherAnalyzerIsRefused(@TempDir Path directory) throws IOException {
        commit(directory, Map.of("weir.format", "1", "weir.analyzer", "other/1"));

        assertThatThrownBy(() -> open(directory))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("weir.analyzer other/1");
    }

    @Test
    void indexWithDamagedCommitDataIsRefused(@TempDir Path directory) throws IOException {
        commit(directory, Map.of("weir.format", "1", "weir.analyzer", "lucene-standard/1", "weir.tag-salt", "x"));

        assertThatThrownBy(() -> open(directory))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("damaged commit data");
    }

    @Test
    void directoryOfOtherFilesIsRefused(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("notes.txt"), "mine", StandardCharsets.UTF_8);

        assertThatThrownBy(() -> open(directory))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("holds files but no index");
    }

    @Test
    void pathOfAFileIsRefused(@TempDir Path directory) throws IOException {
        Path file = Files.createFile(directory.resolve("file"));

        assertThatThrownBy(() -> open(file)).isInstanceOf(StoreException.class).hasMessageContaining(file.toString());
    }

    @Test
    void indexThatLostItsCommitIsRefusedAndLeftAlone() throws IOException {
        scene.ingest(ACME, "doc", 1, "text");
        scene.store().close();
        List<String> kept = files(scene.directory);
        for (String name : kept) {
            if (name.startsWith("segments_")) {
                Files.delete(scene.directory.resolve(name));
            }
        }

        assertThatThrownBy(() -> open(scene.directory))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("holds files but no index");
        assertThat(files(scene.directory)).hasSize(kept.size() - 1);
    }

    @Test
    void everyTruncatedFileIsRefused() throws IOException {
        scene.ingest(ACME, "doc", 1, "text");
        scene.store().close();
        for (String name : files(scene.directory)) {
            Path file = scene.directory.resolve(name);
            byte[] bytes = Files.readAllBytes(file);
            if (bytes.length == 0) {
                continue;
            }
            Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
            assertThatThrownBy(() -> open(scene.directory))
                    .as(name)
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining(scene.directory.toString());
            Files.write(file, bytes);
        }
        scene.reopen();
        assertThat(scene.everything()).hasSize(1);
    }

    @Test
    void closedStoreRefusesEverything() {
        scene.ingest(ACME, "doc", 1, "text");
        scene.store().close();

        assertThatThrownBy(() -> scene.byText(scene.world.scope(ACME), "text", 1))
                .isInstanceOf(StoreException.class)
                .hasMessage("the store in " + scene.directory + " is closed; open it again");
        assertThatThrownBy(() -> scene.ingest(ACME, "doc", 2, "text"))
                .isInstanceOf(StoreException.class)
                .hasMessage("the store in " + scene.directory + " is closed; open it again");
    }

    @Test
    void exceptionOfAVisitorIsItsOwn() {
        scene.ingest(ACME, "doc", 1, "text");

        assertThatThrownBy(() -> scene.store().forEach(SealedWorld.opening(), row -> {
                    throw new IllegalStateException("mine");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("mine");
    }

    private LuceneChunkStore open(Path directory) {
        return LuceneChunkStore.open(directory, scene.world.clock());
    }

    private static void commit(Path path, Map<String, String> userData) throws IOException {
        try (Directory directory = FSDirectory.open(path);
                IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig())) {
            writer.setLiveCommitData(userData.entrySet());
            writer.commit();
        }
    }

    private static List<String> files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
