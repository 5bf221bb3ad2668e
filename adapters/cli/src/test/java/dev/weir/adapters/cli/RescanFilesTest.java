package dev.weir.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.chunk.DocumentId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RescanFilesTest {
    private static final TenantId ACME = new TenantId("acme");
    private static final TenantId GLOBEX = new TenantId("globex");

    @TempDir
    private Path directory = Path.of("");

    private RescanFiles files = new RescanFiles(Path.of(""), 1);

    @BeforeEach
    void open() {
        files = new RescanFiles(directory.resolve("rescan"), 3);
    }

    @Test
    void documentsWhenOfferedThenWaitOnceInTheirOrderAlsoForAnotherProcess() {
        files.offer(ACME, ids("b", "a"));
        files.offer(ACME, ids("a", "c"));
        files.offer(GLOBEX, ids("x"));
        assertThat(files.waiting(ACME)).containsExactlyElementsOf(ids("b", "a", "c"));
        assertThat(new RescanFiles(directory.resolve("rescan"), 3).waiting(ACME))
                .containsExactlyElementsOf(ids("b", "a", "c"));
        assertThat(files.waiting(GLOBEX)).containsExactlyElementsOf(ids("x"));
    }

    @Test
    void documentsWhenThereAreTooManyThenAreDroppedAndCounted() {
        files.offer(ACME, ids("a", "b", "c", "d"));
        files.offer(ACME, ids("a", "e"));
        assertThat(files.waiting(ACME)).containsExactlyElementsOf(ids("a", "b", "c"));
        assertThat(files.dropped()).isEqualTo(2);
    }

    @Test
    void documentsWhenRemovedThenTheOthersWaitOn() {
        files.offer(ACME, ids("a", "b", "c"));
        files.remove(ACME, ids("b", "nowhere"));
        assertThat(files.waiting(ACME)).containsExactlyElementsOf(ids("a", "c"));
    }

    @Test
    void tenantWhenNothingWasOfferedThenNothingWaitsAndNothingIsMade() {
        assertThat(files.waiting(ACME)).isEmpty();
        files.remove(ACME, ids("a"));
        assertThat(directory.resolve("rescan")).doesNotExist();
    }

    @Test
    void lineWhenACrashCutItOffOrItIsNoIdThenIsPassedOver() throws IOException {
        files.offer(ACME, ids("a"));
        Files.writeString(
                directory.resolve("rescan/acme"),
                "no id at all\nb\ncut-o",
                StandardCharsets.US_ASCII,
                StandardOpenOption.APPEND);
        assertThat(files.waiting(ACME)).containsExactlyElementsOf(ids("a", "b"));
        files.offer(ACME, ids("c"));
        assertThat(Files.readString(directory.resolve("rescan/acme"))).isEqualTo("a\nb\nc\n");
    }

    private static Set<DocumentId> ids(String... names) {
        Set<DocumentId> ids = new LinkedHashSet<>();
        for (String name : names) {
            ids.add(new DocumentId(name));
        }
        return ids;
    }
}
