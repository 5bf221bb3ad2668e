package dev.weir.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Wrong usage ends in exit code 2 and a sentence that helps. */
class UsageTest {
    @TempDir
    private Path directory = Path.of("");

    @Test
    void commandWhenMissingThenTellsWhereHelpIs() {
        Console console = Console.run();
        assertThat(console.exit()).isEqualTo(2);
        assertThat(console.err()).contains("a command is missing").contains("--help");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "demo",
                "scan",
                "ingest",
                "adopt",
                "delete",
                "reembed",
                "query",
                "answer",
                "rescan",
                "classify",
                "calibrate",
                "screen",
                "verify",
                "explain",
                "quarantine",
                "quarantine list",
                "quarantine show",
                "quarantine release",
                "quarantine reject",
                "quarantine export",
                "quarantine suppress",
                "quarantine purge",
                "keys",
                "keys init",
                "keys list",
                "keys rotate",
                "keys revoke",
                "keys renew",
                "keys endorse"
            })
    void commandWhenAskedForHelpThenTellsHowItIsUsed(String command) {
        List<String> words = new ArrayList<>(List.of(command.split(" ")));
        words.removeIf(String::isEmpty);
        words.add("--help");
        Console console = Console.run(words.toArray());
        assertThat(console.exit()).as("%s", console.err()).isZero();
        assertThat(console.out())
                .startsWith("Usage: weir" + (command.isEmpty() ? "" : " " + command))
                .contains("Exit codes:");
    }

    @Test
    void flagWhenUnknownThenRefused() {
        assertThat(Console.run("verify", "--stroe", directory).exit()).isEqualTo(2);
    }

    @Test
    void storeWhenAbsentThenSaysHowToMakeOne() {
        Console console = Console.run("query", "--store", directory.resolve("no"), "--tenant", "acme", "x");
        assertThat(console.exit()).isEqualTo(2);
        assertThat(console.err()).contains("weir ingest --store");
    }

    @Test
    void tenantWhenNotCanonicalThenSaysTheRule() {
        Console console = Console.run("keys", "init", "--keys", directory, "--tenant", "ACME*");
        assertThat(console.exit()).isEqualTo(2);
        assertThat(console.err()).contains("--tenant: tenant id must be");
    }

    @Test
    void policyWhenNeitherPresetNorFileThenRefused() {
        Console console = Console.run("scan", "--policy", "lenient", directory);
        assertThat(console.exit()).isEqualTo(2);
        assertThat(console.err()).contains("strict, balanced, observe or a file");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            jobs: 2\\nspeed: 9            | :2: unknown key speed
            jobs: 2\\njobs: 3             | :2: the key jobs stands twice
            jobs: many                    | :1: jobs must be a whole number
            limits:\\n  heap: 5 stones    | :2: limits.heap must be a number and one of
            limits:\\n  heap: 1 B         | limits: heapBytes must be
            content-anchors: none.pem     | :1: content-anchors must be a file of certificates in PEM
            admission:\\n  hubs: hold  | :2: unknown key admission.hubs
            admission:\\n  campaign: x | :2: admission.campaign must be hold, note or off
            ocr: eng+../deu               | :1: ocr must be off, on, or languages
            behaviour: strict             | :1: behaviour must be off, observe or standard
            identity:\\n  issuer: a       | the key identity.audience is missing
            adopt:\\n  name: a\\n  colour: b | :3: unknown key adopt.colour
            adopt:\\n  tenant: a         | the key adopt.source is missing
            """)
    void settingsWhenWrongThenFileLineAndKeyAreNamed(String yaml, String message) throws IOException {
        Path file = Files.writeString(directory.resolve("weir.yaml"), yaml.replace("\\n", "\n"));
        Console console = Console.run("scan", "--config", file, directory);
        assertThat(console.exit()).isEqualTo(2);
        assertThat(console.err()).contains("weir.yaml").contains(message);
    }

    @Test
    void linesWhenUnreadableThenAnsweredEachAndTheOthersStill() throws IOException {
        Path in = Files.writeString(directory.resolve("in.jsonl"), """
                {"id":"1","query":"q","passages":[{"id":"a","text":"one"}]}
                not json
                {"id":"2","passages":[]}
                {"id":"3","query":"q","passages":[{"id":"a","text":"one"},{"id":"a","text":"two"}]}
                """);
        Path out = directory.resolve("out.jsonl");
        Console console = Console.run("screen", "--in", in, "--out", out);
        assertThat(console.exit()).isEqualTo(2);
        assertThat(Files.readAllLines(out))
                .satisfiesExactly(
                        line -> assertThat(line).contains("\"kept\":[\"a\"]"),
                        line -> assertThat(line).contains("\"line\":2").contains("not well-formed"),
                        line -> assertThat(line).contains("\"line\":3").contains("\\\"query\\\" must be a string"),
                        line -> assertThat(line).contains("\"line\":4").contains("has the id of another"));
    }
}
