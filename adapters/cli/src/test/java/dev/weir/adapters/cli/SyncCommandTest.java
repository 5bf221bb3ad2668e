package dev.weir.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code weir ingest --sync} from end to end. */
class SyncCommandTest {
    private static final String LEASE = "The lease of the warehouse in Lund ends in March 2031.";
    private static final String MENU = "The canteen serves lentil soup on Tuesday and fish on Friday.";

    @TempDir
    private Path directory = Path.of("");

    @Test
    void folderWhenChangedThenTheStoreIsInStepAndEveryCountIsTold() throws IOException {
        Path folder = directory.resolve("docs");
        write("docs/lease.txt", LEASE);
        write("docs/menu.txt", MENU);
        write("docs/stairs.txt", "The stairs are closed for repairs until the end of the week.");
        assertCounts(sync(0, folder), 0, 3, 0, 0, 0);

        Files.move(folder.resolve("lease.txt"), folder.resolve("contract.txt"));
        write("docs/menu.txt", "The canteen serves pea soup on Monday.");
        Files.delete(folder.resolve("stairs.txt"));
        assertCounts(sync(0, folder), 0, 0, 1, 1, 1);

        assertCounts(sync(0, folder), 2, 0, 0, 0, 0);
        assertThat(context("lease")).contains("Lund");
        assertThat(context("canteen"))
                .contains("pea soup")
                .doesNotContain("lentil")
                .doesNotContain("stairs");
        try (var files = Files.walk(directory.resolve("kb"))) {
            assertThat(files.filter(Files::isRegularFile))
                    .noneMatch(file ->
                            bytes(file).contains("stairs.txt") || bytes(file).contains("docs/lease.txt"));
        }

        Files.delete(folder.resolve("contract.txt"));
        Files.delete(folder.resolve("menu.txt"));
        Console refused = run(2, "ingest", "--sync", folder);
        assertThat(refused.err()).contains("2 of 2 documents are gone").contains("--allow-gone 2");
        assertThat(context("lease")).contains("Lund");
        assertCounts(sync(0, folder, "--allow-gone", 2), 0, 0, 0, 0, 2);
        assertThat(context("lease")).isEmpty();
    }

    @Test
    void manifestWhenSyncedThenItsSourcesAreCited() throws IOException {
        write("docs/lease.txt", LEASE);
        write("docs/menu.txt", MENU);
        Path manifest = write("list.jsonl", """
                {"path":"docs/lease.txt","source":"wiki:lease","labels":["tenant"]}
                {"path":"docs/menu.txt","source":"wiki:menu"}
                """);
        assertCounts(sync(0, manifest), 0, 2, 0, 0, 0);
        assertThat(context("lease")).contains("wiki:lease");

        write("list.jsonl", "{\"path\":\"docs/menu.txt\",\"source\":\"wiki:menu\"}\n");
        assertCounts(sync(0, manifest), 1, 0, 0, 0, 1);
        assertThat(context("lease")).doesNotContain("Lund");

        write("list.jsonl", "{\"path\":7}\n");
        assertThat(run(2, "ingest", "--sync", manifest).err()).contains("list.jsonl:1: path must be a string");
    }

    @Test
    void usageWhenWrongThenRefused() {
        assertThat(run(2, "ingest").err()).contains("say which files or folders");
        assertThat(run(2, "ingest", "--sync", directory.resolve("none")).err()).contains("no folder or manifest");
        assertThat(run(2, "ingest", "--sync", directory, directory).err()).contains("--sync names what to ingest");
        assertThat(run(2, "ingest", "--allow-gone", 3, directory).err()).contains("--sync");
    }

    private JsonNode sync(int exit, Path root, Object... more) {
        List<Object> args = new ArrayList<>(List.of("ingest", "--json", "--jobs", 1, "--sync", root));
        args.addAll(List.of(more));
        return run(exit, args.toArray()).lines().getLast().at("/summary/sync");
    }

    private String context(String question) {
        return run(0, "query", "--json", question)
                .lines()
                .getFirst()
                .at("/context")
                .textValue();
    }

    private Console run(int exit, String command, Object... args) {
        List<Object> all = new ArrayList<>(List.of(command, "--store", directory.resolve("kb"), "--tenant", "acme"));
        all.addAll(List.of(args));
        Console console = Console.run(all.toArray());
        assertThat(console.exit()).as("%s%n%s", all, console.err()).isEqualTo(exit);
        return console;
    }

    private Console run(int exit, Object[] args) {
        return run(
                exit,
                String.valueOf(args[0]),
                List.of(args).subList(1, args.length).toArray());
    }

    private Path write(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text, StandardCharsets.UTF_8);
    }

    private static String bytes(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void assertCounts(JsonNode sync, int unchanged, int added, int changed, int moved, int gone) {
        assertThat(List.of(
                        sync.at("/unchanged").intValue(),
                        sync.at("/new").intValue(),
                        sync.at("/changed").intValue(),
                        sync.at("/moved").intValue(),
                        sync.at("/gone").intValue()))
                .as("unchanged, new, changed, moved, gone")
                .containsExactly(unchanged, added, changed, moved, gone);
    }
}
