package dev.weir.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keys under a passphrase, keys without the root, and the way back after a key was revoked. */
class KeysTest {
    private static final String PASSPHRASE = "correct horse grün";
    private static final String REASON = "read both against the originals";

    @TempDir
    private Path directory = Path.of("");

    @Test
    void keysWhenUnderAPassphraseThenOpenWithItsFileOnly() throws IOException {
        Path right = write("right.txt", PASSPHRASE + "\nanother line\n");
        Path wrong = write("wrong.txt", "correct horse grun\n");

        Console made = keys("init", "--tenant", "acme", "--passphrase-file", right);

        assertThat(made.exit()).isZero();
        assertThat(made.out()).contains("Master key: under a passphrase.");
        assertThat(keys("list", "--passphrase-file", right).exit()).isZero();
        assertUsage(keys("list"), "is under a passphrase", "--passphrase-file FILE");
        assertUsage(keys("list", "--passphrase-file", wrong), "The passphrase is not the right one");
        assertUsage(keys("rotate", "--tenant", "acme", "--role", "INGEST"), "--passphrase-file FILE");
    }

    @Test
    void keysWhenUnderAPassphraseThenOpenWithTheVariable() throws Exception {
        assertThat(inProcess(PASSPHRASE, "init", "--tenant", "acme")).isZero();
        assertThat(keys("list").exit()).isEqualTo(2);
        assertThat(keys("list", "--passphrase-file", write("right.txt", PASSPHRASE))
                        .exit())
                .isZero();
        assertThat(inProcess(PASSPHRASE, "list")).isZero();
        assertThat(inProcess("another passphrase", "list")).isEqualTo(2);
        assertThat(inProcess("", "list")).isEqualTo(2);
    }

    @Test
    void passphraseWhenTheKeysAreUnderNoneThenRefused() throws IOException {
        assertThat(keys("init", "--tenant", "acme").out()).contains("under no passphrase");

        assertUsage(
                keys("list", "--passphrase-file", write("right.txt", PASSPHRASE)),
                "not under a passphrase",
                "Leave --passphrase-file out");
    }

    @Test
    void passphraseWhenShortThenRefusedAndNothingIsMade() throws IOException {
        assertUsage(
                keys("init", "--tenant", "acme", "--passphrase-file", write("short.txt", "elevenchars")),
                "at least 12");
        assertThat(keys("init", "--tenant", "acme").exit()).isZero();
    }

    @Test
    void passphraseFileWhenEmptyOrAbsentThenRefused() throws IOException {
        assertUsage(
                keys("init", "--tenant", "acme", "--passphrase-file", write("empty.txt", "\nsecond line")),
                "first line",
                "is empty");
        assertUsage(
                keys("init", "--tenant", "acme", "--passphrase-file", directory.resolve("none.txt")),
                "cannot read the passphrase file");
    }

    @Test
    void rootKeyWhenKeptElsewhereThenOnlyTheListOfKeysIsFixed() throws IOException {
        keys("init", "--tenant", "acme");
        Path root = directory.resolve("k/private/root.pk8");
        Path elsewhere = directory.resolve("root.pk8");
        Files.move(root, elsewhere);

        assertThat(keys("list").out()).contains("Root key: kept elsewhere");
        assertThat(keys("list", "--json").lines().getFirst().at("/root").textValue())
                .isEqualTo("elsewhere");
        assertUsage(
                keys("rotate", "--tenant", "acme", "--role", "INGEST"), "The root key is kept elsewhere", "root.pk8");
        Files.move(elsewhere, root);
        assertThat(keys("rotate", "--tenant", "acme", "--role", "INGEST").exit())
                .isZero();
    }

    @Test
    void documentsOfARevokedKeyWhenEndorsedThenServedAgainOneByOne() throws IOException {
        Path store = directory.resolve("kb");
        Path passphrase = write("right.txt", PASSPHRASE);
        Path lease = write("in/lease.txt", "The lease of the warehouse in Lund ends in March 2031.");
        Path menu = write("in/menu.txt", "The canteen serves lentil soup on Tuesday and fish on Friday.");
        Console ingested = in(store, passphrase, "ingest", "--tenant", "acme", "--jobs", 1, lease, menu);
        assertThat(ingested.exit()).isZero();
        assertThat(ingested.err()).contains("local-unverified");
        assertThat(ingested.lines().getLast().at("/summary/identity").textValue())
                .isEqualTo("local-unverified");
        String document = ingested.lines().stream()
                .filter(line -> line.at("/path").asText().endsWith("lease.txt"))
                .findFirst()
                .orElseThrow()
                .at("/document")
                .textValue();
        String key = in(store, passphrase, "keys", "list").lines().stream()
                .filter(line -> line.at("/role").textValue().equals("ingest"))
                .findFirst()
                .orElseThrow()
                .at("/key")
                .textValue();
        Path root = store.resolve("keys/private/root.pk8");
        Path elsewhere = directory.resolve("root.pk8");
        Files.move(root, elsewhere);

        // Without the root key the revocation counts at once, and the command says what is still to do.
        assertUsage(in(store, passphrase, "keys", "revoke", key), "is revoked", "no successor", "root.pk8");
        assertThat(served(store, passphrase)).isEmpty();
        Files.move(elsewhere, root);
        assertThat(in(store, passphrase, "keys", "revoke", key).exit()).isZero();
        assertThat(served(store, passphrase)).isEmpty();

        assertUsage(endorse(store, passphrase, "short", "--all"), "--reason");
        assertThat(in(store, passphrase, "keys", "endorse", "--tenant", "acme", "--reason", REASON)
                        .exit())
                .isEqualTo(2);
        Console one = endorse(store, passphrase, REASON, "--document", document);
        assertThat(one.exit()).isZero();
        assertThat(one.lines().getFirst().at("/state").textValue()).isEqualTo("endorsed");
        assertThat(served(store, passphrase)).containsExactly(document);

        Console again = endorse(store, passphrase, REASON, "--document", document);
        assertThat(again.exit()).isEqualTo(1);
        assertThat(again.lines().getFirst().at("/code").textValue()).isEqualTo("not-needed");
        Console rest = endorse(store, passphrase, REASON, "--all");
        assertThat(rest.lines().getLast().at("/summary/endorsed").intValue()).isEqualTo(1);
        assertThat(served(store, passphrase)).hasSize(2);
        assertThat(in(store, passphrase, "verify").exit()).isZero();
        assertThat(Files.readAllLines(store.resolve("audit/acme.audit")))
                .filteredOn(line -> line.contains("\"type\":\"endorsed\""))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).contains(REASON))
                .first()
                .asString()
                .contains(document);
    }

    private List<String> served(Path store, Path passphrase) {
        return in(store, passphrase, "query", "--tenant", "acme", "lease of the warehouse and the canteen")
                .lines()
                .stream()
                .flatMap(line -> line.at("/chunks").findValuesAsText("document").stream())
                .toList();
    }

    private static Console endorse(Path store, Path passphrase, String reason, Object... what) {
        List<Object> words = new ArrayList<>(List.of("keys", "endorse", "--tenant", "acme", "--reason", reason));
        words.addAll(List.of(what));
        return in(store, passphrase, words.toArray());
    }

    private static Console in(Path store, Path passphrase, Object... command) {
        List<Object> words = new ArrayList<>(List.of(command));
        words.addAll(List.of("--store", store, "--passphrase-file", passphrase, "--json"));
        return Console.run(words.toArray());
    }

    private Console keys(Object... rest) {
        List<Object> words = new ArrayList<>(List.of("keys"));
        words.addAll(List.of(rest));
        words.addAll(List.of("--keys", directory.resolve("k")));
        return Console.run(words.toArray());
    }

    /** The exit code of a process whose environment holds a passphrase. */
    private int inProcess(String passphrase, String... rest) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Weir.class.getName(),
                "keys");
        builder.command().addAll(List.of(rest));
        builder.command().addAll(List.of("--keys", directory.resolve("k").toString()));
        builder.environment().put(KeyPlace.VARIABLE, passphrase);
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(directory.resolve("process.txt").toFile())
                .start();
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private Path write(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text, StandardCharsets.UTF_8);
    }

    private static void assertUsage(Console console, String... parts) {
        assertThat(console.exit()).isEqualTo(2);
        assertThat(console.err()).contains(parts);
    }
}
