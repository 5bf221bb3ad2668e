package dev.weir.benchmarks.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class QualityCommandTest {
    @TempDir
    private Path folder = Path.of("");

    private final StringWriter messages = new StringWriter();

    private int run(String... arguments) {
        return new CommandLine(new QualityCommand())
                .setErr(new PrintWriter(messages, true))
                .execute(arguments);
    }

    private String out() {
        return folder.resolve("out").toString();
    }

    @Test
    void runWhenAnExampleIsRefusedThenTwoAndTheMessageNamesItsLine() {
        new Rows().add("set", "benign", "document", "a").line("{}").in(folder.resolve("dev"));
        assertThat(run("--data", folder.toString(), "--out", out())).isEqualTo(2);
        assertThat(messages.toString()).startsWith("quality: ").contains("rows.jsonl.gz:2: id");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void runWhenDataHasNoFolderDevThenTwo() {
        assertThat(run("--data", folder.toString(), "--out", out())).isEqualTo(2);
        assertThat(messages.toString()).contains("dev");
    }

    @Test
    void runWhenTheReportToCompareWithIsNoneThenTwo() throws IOException {
        Path other = Files.writeString(folder.resolve("other.json"), "[]");
        assertThat(run("--data", folder.toString(), "--out", out(), "--beside", other.toString()))
                .isEqualTo(2);
        assertThat(messages.toString()).contains("other.json");
    }

    @Test
    void runWhenTheModelIsMissingThenTwo() {
        new Rows().add("set", "benign", "document", "a").in(folder.resolve("dev"));
        String model = folder.resolve("no-model").toString();
        assertThat(run("--data", folder.toString(), "--out", out(), "--model", model))
                .isEqualTo(2);
        assertThat(messages.toString()).contains("no-model");
    }
}
