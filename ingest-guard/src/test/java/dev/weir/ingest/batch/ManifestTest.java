package dev.weir.ingest.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.weir.ingest.Sources;
import dev.weir.tenancy.Label;
import dev.weir.tenancy.chunk.SourceRef;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestTest {
    @TempDir
    Path folder;

    @Test
    void manifestWhenGoodThenEveryLineIsAFile() throws IOException {
        Manifest manifest = read("""
                {"path":"a.txt"}

                {"path":"sub/../b.txt","source":"wiki:b","labels":["group:finance","tenant"]}
                """);
        Path a = folder.toAbsolutePath().resolve("a.txt");
        Path b = folder.toAbsolutePath().resolve("b.txt");
        assertThat(manifest.lines())
                .containsExactly(
                        new Manifest.Line(a, Sources.ofFile(a), Set.of()),
                        new Manifest.Line(
                                b, new SourceRef("wiki:b"), Set.of(new Label("group:finance"), new Label("tenant"))));
    }

    @Test
    void manifestWhenEmptyThenItHasNoLine() throws IOException {
        assertThat(read("").lines()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            not json                                      | not well-formed JSON at column
            {"path":"b.txt"} {}                           | not well-formed JSON at column
            {"path":"b.txt","path":"c.txt"}               | not well-formed JSON at column
            ["b.txt"]                                     | not a JSON object
            {"source":"wiki:b"}                           | path must be a string
            {"path":7}                                    | path must be a string
            {"path":"b.txt","sauce":"x"}                  | a field is none of path, source, labels
            {"path":"b.txt","labels":"tenant"}            | labels must be a list
            {"path":"b.txt","labels":[7]}                 | a label must be a string
            {"path":"b.txt","labels":["No Label"]}        | label
            {"path":"b.txt","source":""}                  | source
            {"path":"./a.txt"}                            | the path stands in an earlier line
            {"path":"b.txt","source":"wiki:a"}            | the source stands in an earlier line
            {"path":"."}                                  | the path is a folder
            """)
    void manifestWhenALineIsBadThenItIsNamedAndAllRefused(String line, String message) {
        assertThatExceptionOfType(ManifestException.class)
                .isThrownBy(() -> read("{\"path\":\"a.txt\",\"source\":\"wiki:a\"}\n" + line + "\n"))
                .withMessageContaining("list.jsonl:2: ")
                .withMessageContaining(message);
    }

    @Test
    void manifestWhenNotUtf8ThenRefused() throws IOException {
        Path file = Files.write(folder.resolve("list.jsonl"), new byte[] {'{', (byte) 0xFC, '}'});
        assertThatExceptionOfType(ManifestException.class)
                .isThrownBy(() -> Manifest.read(file))
                .withMessageContaining("not UTF-8");
    }

    @Test
    void manifestWhenMissingThenRefused() {
        assertThatExceptionOfType(ManifestException.class).isThrownBy(() -> Manifest.read(folder.resolve("none")));
    }

    private Manifest read(String text) throws IOException {
        return Manifest.read(Files.writeString(folder.resolve("list.jsonl"), text, StandardCharsets.UTF_8));
    }
}
