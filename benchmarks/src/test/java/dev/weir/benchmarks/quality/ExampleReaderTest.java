package dev.weir.benchmarks.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.models.detect.Channel;
import dev.weir.models.detect.Span;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExampleReaderTest {
    @TempDir
    private Path folder = Path.of("");

    private List<Example> read(Rows rows) {
        ExampleReader reader = new ExampleReader();
        reader.readFolder(rows.in(folder));
        return reader.examples();
    }

    @Test
    void readWhenRowIsFullThenEveryFieldIsThere() {
        Example example = read(new Rows()
                        .add(
                                "set",
                                "injection",
                                "buried",
                                "calm ORDER calm",
                                "span",
                                List.of(5, 10),
                                "lang",
                                "de",
                                "meta",
                                Map.of(
                                        "family",
                                        "task",
                                        "payload",
                                        "p1",
                                        "carrier",
                                        "c1",
                                        "document",
                                        "d1",
                                        "channel",
                                        "comment")))
                .getFirst();
        assertThat(example.group())
                .isEqualTo(new Example.Group("set", "buried", Role.ATTACK, "task", "de", Channel.COMMENT));
        assertThat(example.keys()).isEqualTo(new Example.Keys("p1", "c1", "d1"));
        assertThat(example.span()).isEqualTo(new Span(5, 10));
    }

    @Test
    void readWhenTextHasWideCharactersThenSpanIsInUtf16() {
        Example example = read(new Rows()
                        .add(
                                "set",
                                "injection",
                                "buried",
                                "\uD83D\uDE00\uD83D\uDE00 go \uD83D\uDE00",
                                "span",
                                List.of(1, 5)))
                .getFirst();
        assertThat(example.span()).isEqualTo(new Span(2, 7));
        assertThat(example.text().substring(2, 7)).isEqualTo("\uD83D\uDE00 go");
    }

    @Test
    void readWhenKeysAreNotStatedThenEqualPayloadsAndCarriersAreFoundByTheSpan() {
        List<Example> examples = read(new Rows()
                .add("set", "injection", "buried", "calm one ORDER", "span", List.of(9, 14))
                .add("set", "injection", "buried", "calm two ORDER", "span", List.of(9, 14))
                .add("set", "injection", "buried", "calm one OTHER", "span", List.of(9, 14))
                .add("set", "injection", "bare", "ORDER"));
        assertThat(examples.get(0).keys().payload())
                .isEqualTo(examples.get(1).keys().payload())
                .isNotEqualTo(examples.get(2).keys().payload());
        assertThat(examples.get(0).keys().carrier())
                .isEqualTo(examples.get(2).keys().carrier())
                .isNotEqualTo(examples.get(1).keys().carrier());
        assertThat(examples.get(3).keys()).isEqualTo(new Example.Keys("set/3", "set/3", "set/3"));
    }

    @Test
    void readWhenBenignThenRoleFollowsMetaOrKind() {
        List<Example> examples = read(new Rows()
                .add("set", "benign", "document", "a")
                .add("set", "benign", "user_prompt", "a")
                .add("set", "benign", "hard_negative", "a")
                .add("set", "benign", "hard_negative", "a", "meta", Map.of("path", "docs/a.md"))
                .add("set", "benign", "anything", "a", "meta", Map.of("role", "discusses"))
                .add("set", "injection", "poisoned_passage", "a"));
        assertThat(examples)
                .extracting(example -> example.group().role())
                .containsExactly(
                        Role.ORDINARY, Role.PROMPT, Role.TRIGGER, Role.DISCUSSES, Role.DISCUSSES, Role.POISONED);
        assertThat(examples.get(3).keys().document()).isEqualTo("docs/a.md");
    }

    @Test
    void readWhenRowHoldsAQuestionAndNoTextThenCountedAndLeftOut() {
        ExampleReader reader = new ExampleReader();
        reader.readFolder(new Rows()
                .line("{\"id\":\"q\",\"source\":\"set\",\"question\":\"what?\"}")
                .add("set", "benign", "document", "a")
                .in(folder));
        assertThat(reader.examples()).hasSize(1);
        assertThat(reader.withoutText()).isEqualTo(1);
        assertThat(reader.files()).containsExactly(folder.getFileName() + "/rows.jsonl.gz");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"id\":\"secret",
                "{\"text\":\"secret\",\"label\":\"benign\",\"kind\":\"document\",\"source\":\"s\"}",
                "{\"id\":\"a\",\"label\":\"benign\",\"kind\":\"document\",\"source\":\"s\"}",
                "{\"id\":\"a\",\"text\":\"secret\",\"label\":\"benign\",\"kind\":\"document\"}",
                "{\"id\":\"a\",\"text\":\"secret\",\"label\":\"benign\",\"source\":\"s\"}",
                "{\"id\":\"a\",\"text\":\"secret\",\"kind\":\"document\",\"source\":\"s\"}",
                "{\"id\":\"a\",\"id\":\"b\",\"text\":\"secret\",\"label\":\"benign\",\"kind\":\"document\",\"source\":\"s\"}"
            })
    void readWhenLineIsNoExampleThenRefusedByFileAndLineWithoutItsText(String line) {
        refused(new Rows().add("set", "benign", "document", "a").line(line + "\n"));
    }

    @Test
    void readWhenLabelIsUnknownThenRefused() {
        refused(new Rows().add("set", "benign", "document", "a").add("set", "secret", "document", "a"));
    }

    @Test
    void readWhenBenignKindSaysNothingAboutItsRoleThenRefused() {
        refused(new Rows().add("set", "benign", "document", "a").add("set", "benign", "secret", "a"));
    }

    @Test
    void readWhenRoleIsUnknownThenRefused() {
        refused(new Rows()
                .add("set", "benign", "document", "a")
                .add("set", "benign", "document", "a", "meta", Map.of("role", "secret")));
    }

    @Test
    void readWhenBenignRowNamesTheRoleOfAnAttackThenRefused() {
        refused(new Rows()
                .add("set", "benign", "document", "a")
                .add("set", "benign", "document", "a", "meta", Map.of("role", "attack")));
    }

    @Test
    void readWhenChannelIsUnknownThenRefused() {
        refused(new Rows()
                .add("set", "benign", "document", "a")
                .add("set", "benign", "document", "a", "meta", Map.of("channel", "secret")));
    }

    @Test
    void readWhenMetaFieldIsNoStringThenRefused() {
        refused(new Rows()
                .add("set", "benign", "document", "a")
                .add("set", "benign", "document", "a", "meta", Map.of("carrier", 7)));
    }

    @Test
    void readWhenSpanEndsBehindTheTextThenRefused() {
        // Four UTF-16 code units and two code points.
        refused(new Rows()
                .add("set", "benign", "document", "a")
                .add("set", "injection", "buried", "\uD83D\uDE00\uD83D\uDE00", "span", List.of(0, 3)));
    }

    @Test
    void readWhenSpanIsEmptyThenRefused() {
        refused(new Rows()
                .add("set", "benign", "document", "a")
                .add("set", "injection", "buried", "secret", "span", List.of(2, 2)));
    }

    @Test
    void readWhenSpanIsNotTwoNumbersThenRefused() {
        refused(new Rows()
                .add("set", "benign", "document", "a")
                .add("set", "injection", "buried", "secret", "span", List.of(2)));
    }

    private void refused(Rows rows) {
        assertThatThrownBy(() -> read(rows))
                .isInstanceOf(BadExampleException.class)
                .hasMessageStartingWith(folder.resolve("rows.jsonl.gz") + ":2: ")
                .hasMessageNotContaining("secret");
    }

    @Test
    void readWhenFolderHoldsNoFileOfExamplesThenRefused() {
        assertThatThrownBy(() -> new ExampleReader().readFolder(folder))
                .isInstanceOf(BadExampleException.class)
                .hasMessageContaining("jsonl.gz");
    }

    @Test
    void readWhenFolderIsMissingThenRefused() {
        assertThatThrownBy(() -> new ExampleReader().readFolder(folder.resolve("gone")))
                .isInstanceOf(BadExampleException.class)
                .hasMessageContaining("gone");
    }

    @Test
    void readWhenFileIsNotGzippedThenRefused() throws IOException {
        Files.write(folder.resolve("rows.jsonl.gz"), "{}".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> new ExampleReader().readFolder(folder))
                .isInstanceOf(BadExampleException.class)
                .hasMessageContaining("rows.jsonl.gz:1");
    }

    @Test
    void readWhenFileHoldsNoLineThenRefused() {
        assertThatThrownBy(() -> read(new Rows()))
                .isInstanceOf(BadExampleException.class)
                .hasMessageContaining("holds no line");
    }
}
