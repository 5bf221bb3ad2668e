package dev.weir.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.tenancy.store.StoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real index is embedded anew: from end to end, after crashes, and what the pointer file says. */
class ReembedTest {
    private static final String LEASE = "The lease of the warehouse in Lund ends in March 2031.";
    private static final String MENU = "The canteen serves lentil soup on Tuesday and fish on Friday.";

    @TempDir
    private Path directory = Path.of("");

    @Test
    void storeWhenReembeddedThenAnswersStayAndTheFirstIndexIsGone() throws IOException {
        Path store = twoTenants();
        JsonNode before = query(store, "acme", "When does the lease end?");

        Console reembedded = Console.run("reembed", "--store", store, "--json");

        assertThat(reembedded.exit()).as(reembedded.err()).isZero();
        JsonNode summary = reembedded.lines().getLast().at("/summary");
        assertThat(summary.at("/documents").intValue()).isEqualTo(2);
        assertThat(summary.at("/chunks").intValue()).isEqualTo(2);
        assertThat(summary.at("/tokens").intValue()).isGreaterThan(20);
        assertThat(summary.at("/from/0").textValue()).isEqualTo("all-minilm-l6-v2-q");
        assertThat(summary.at("/to").textValue()).isEqualTo("all-minilm-l6-v2-q");
        assertThat(summary.at("/index").intValue()).isEqualTo(2);
        assertThat(summary.at("/resumed").booleanValue()).isFalse();
        assertThat(reembedded.err()).contains("Building index 2 beside index 1.");
        JsonNode after = query(store, "acme", "When does the lease end?");
        assertThat(after.at("/chunks/0/text")).isEqualTo(before.at("/chunks/0/text"));
        assertThat(after.at("/chunks/0/score").doubleValue())
                .isEqualTo(before.at("/chunks/0/score").doubleValue());
        assertThat(query(store, "globex", "What is served on Friday?")
                        .at("/chunks/0/text")
                        .textValue())
                .isEqualTo(MENU);
        assertThat(store.resolve("index")).doesNotExist();
        assertThat(Files.readString(store.resolve("CURRENT"))).isEqualTo("weir-indexes-1\nuse 2\n");
        requireWhole(store);

        assertThat(Console.run("reembed", "--store", store).exit()).isZero();
        assertThat(store.resolve("index-2")).doesNotExist();
        requireWhole(store);
    }

    @Test
    void runWhenAnEarlierOneWasStoppedWhileBuildingThenItGoesOnAndSaysSo() throws IOException {
        Path store = twoTenants();
        Files.writeString(store.resolve("CURRENT"), "weir-indexes-1\nuse 1\nbuild 2\n");

        Console reembedded = Console.run("reembed", "--store", store, "--json");

        assertThat(reembedded.exit()).isZero();
        assertThat(reembedded.err()).contains("Going on with index 2, which an earlier run began beside index 1.");
        assertThat(reembedded.lines().getLast().at("/summary/resumed").booleanValue())
                .isTrue();
        requireWhole(store);
    }

    @Test
    void documentWhenDeletedWhileThereAreTwoIndexesThenGoneFromBoth() throws IOException {
        Path store = twoTenants();
        String document = query(store, "acme", "lease").at("/chunks/0/document").textValue();
        Files.writeString(store.resolve("CURRENT"), "weir-indexes-1\nuse 1\nbuild 2\n");
        copy(store.resolve("index"), store.resolve("index-2"));

        Console deleted = Console.run("delete", "--store", store, "--tenant", "acme", "--document", document, "--json");

        assertThat(deleted.lines().getFirst().at("/rows").intValue()).isEqualTo(2);
        for (String index : List.of("index", "index-2")) {
            assertThat(bytes(store.resolve(index))).doesNotContain("warehouse");
        }
    }

    @Test
    void foldersWhenTheirIndexIsNoLongerNamedThenDeletedAtTheNextOpening() throws IOException {
        Path store = twoTenants();
        assertThat(Console.run("reembed", "--store", store).exit()).isZero();
        Files.createDirectories(store.resolve("index"));
        Files.writeString(store.resolve("index/left-over"), "what a crash left");

        query(store, "acme", "lease");

        assertThat(store.resolve("index")).doesNotExist();
    }

    @Test
    void pointerWhenMissingOrDamagedThenTheStoreIsRefused() throws IOException {
        Path store = twoTenants();
        assertThat(Console.run("reembed", "--store", store).exit()).isZero();
        for (String text : List.of("", "use 2\n", "weir-indexes-1\nuse 0\n", "weir-indexes-1\nuse 2\nbuild\n")) {
            Files.writeString(store.resolve("CURRENT"), text);
            assertThatExceptionOfType(StoreException.class)
                    .isThrownBy(() -> Indexes.open(store, InstantSource.system()))
                    .withMessageContaining("does not name the index in use");
        }
        Files.delete(store.resolve("CURRENT"));
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> Indexes.open(store, InstantSource.system()))
                .withMessageContaining("is missing");
        assertThat(store.resolve("index")).doesNotExist();
    }

    @Test
    void pointerWhenWrittenThenReadAsTheSame() throws IOException {
        for (IndexPointer pointer : List.of(
                new IndexPointer.Single(1), new IndexPointer.Building(9, 10), new IndexPointer.Leaving(10, 11))) {
            pointer.write(directory);
            assertThat(IndexPointer.read(directory)).isEqualTo(pointer);
        }
    }

    @Test
    void storeWhenTheKeyOfADocumentWasRevokedThenNotSwitched() throws IOException {
        Path store = twoTenants();
        String key = Console.run("keys", "list", "--store", store, "--json").lines().stream()
                .filter(line -> line.at("/role").textValue().equals("ingest")
                        && line.at("/tenant").textValue().equals("acme"))
                .findFirst()
                .orElseThrow()
                .at("/key")
                .textValue();
        assertThat(Console.run("keys", "revoke", "--store", store, key).exit()).isZero();

        Console reembedded = Console.run("reembed", "--store", store);

        assertThat(reembedded.exit()).isEqualTo(2);
        assertThat(reembedded.err())
                .contains("was revoked; endorse it with another key")
                .contains("was not switched");
        assertThat(query(store, "globex", "fish").at("/chunks/0/text").textValue())
                .isEqualTo(MENU);
    }

    @Test
    void storeWhenItHoldsNoDocumentThenRefused() {
        Path store = directory.resolve("kb");
        assertThat(Console.run("keys", "init", "--store", store, "--tenant", "acme")
                        .exit())
                .isZero();
        assertThat(directory.resolve("kb/heads").toFile().mkdirs()).isTrue();
        Console reembedded = Console.run("reembed", "--store", store);
        assertThat(reembedded.exit()).isEqualTo(2);
        assertThat(reembedded.err()).contains("there is no document to embed");
        assertThat(store.resolve("CURRENT")).doesNotExist();
    }

    private Path twoTenants() throws IOException {
        Path store = directory.resolve("kb");
        assertThat(ingest(store, "acme", write("acme/lease.txt", LEASE)).exit()).isZero();
        assertThat(Console.run("keys", "init", "--store", store, "--tenant", "globex")
                        .exit())
                .isZero();
        assertThat(ingest(store, "globex", write("globex/menu.txt", MENU)).exit())
                .isZero();
        return store;
    }

    private static void requireWhole(Path store) {
        Console verified = Console.run("verify", "--store", store, "--json");
        assertThat(verified.exit()).as(verified.out() + verified.err()).isZero();
        assertThat(verified.lines().getLast().at("/summary/intact").intValue()).isEqualTo(2);
    }

    private Path write(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text, StandardCharsets.UTF_8);
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (var files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName().toString()));
            }
        }
    }

    private static String bytes(Path folder) throws IOException {
        List<String> all = new ArrayList<>();
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                all.add(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return String.join("\n", all);
    }

    private static Console ingest(Path store, String tenant, Path path) {
        return Console.run("ingest", "--store", store, "--tenant", tenant, "--json", "--jobs", 1, path);
    }

    private static JsonNode query(Path store, String tenant, String text) {
        Console answer = Console.run("query", "--store", store, "--tenant", tenant, "--json", text);
        assertThat(answer.exit()).as(answer.err()).isZero();
        return answer.lines().getFirst();
    }
}
