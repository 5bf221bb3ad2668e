package dev.weir.ingest.layout.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.ingest.layout.Concealment;
import dev.weir.models.detect.Channel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownPageTest {

    @Test
    void readWhenOrdinaryThenTextAndMarksOfItsStructureStay() {
        Heard page = read(
                "# Wells\n\nThe *well* is\ndeep.\n\n- one\n- two\n\n2. three\n3. four\n\n| a | b |\n|---|---|\n| c | d |\n");
        assertThat(page.body().lines().filter(line -> !line.isBlank()))
                .containsExactly(
                        "# Wells",
                        "The well is",
                        "deep.",
                        "- one",
                        "- two",
                        "2. three",
                        "3. four",
                        "| a | b |",
                        "|---|---|",
                        "| c | d |");
    }

    @Test
    void readWhenBlocksFollowEachOtherThenAnEmptyLineStandsBetween() {
        assertThat(read("# Wells\n\nThe well is deep.\n").body()).isEqualTo("# Wells\n\nThe well is deep.");
    }

    @Test
    void readWhenCommentSpansLinesThenTakenOutWhole() {
        Heard page = read("one <!-- a\nb --> two\nthree");
        assertThat(page.body()).isEqualTo("one two\nthree");
        assertThat(page.of(Channel.COMMENT)).isEqualTo("a\nb");
    }

    @Test
    void readWhenCommentIsNotClosedThenTheRestIsComment() {
        Heard page = read("one\n\n<!-- rest\nof it");
        assertThat(page.body()).isEqualTo("one");
        assertThat(page.of(Channel.COMMENT)).isEqualTo("rest\nof it");
    }

    @Test
    void readWhenCommentIsInFencedCodeThenItStays() {
        Heard page = read("```html\n<!-- shown -->\n```\n<!-- gone -->\n");
        assertThat(page.body()).isEqualTo("<!-- shown -->");
        assertThat(page.of(Channel.COMMENT)).isEqualTo("gone");
    }

    @Test
    void readWhenDefinitionIsUsedThenItsTitleIsNoComment() {
        Heard page = read("See [it].\n\n[it]: https://example.org \"the title of it\"\n");
        assertThat(page.of(Channel.COMMENT)).isEmpty();
        assertThat(page.of(Channel.ALT_TEXT)).isEqualTo("the title of it");
        assertThat(page.links()).contains("https://example.org");
    }

    @Test
    void readWhenDetailsAreClosedThenTheyAreBody() {
        assertThat(read("<details><summary>More</summary>\n\nInside\n\n</details>\n")
                        .body())
                .contains("More", "Inside");
    }

    @Test
    void readWhenFrontMatterThenMetadata() {
        Heard page = read("---\ntitle: Wells\n---\n\nThe well is deep.\n");
        assertThat(page.of(Channel.METADATA)).isEqualTo("title: Wells");
        assertThat(page.reasonsOf("title: Wells")).containsExactly(Concealment.METADATA);
        assertThat(page.body()).isEqualTo("The well is deep.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"---\nThe well\n", "The well\n---\nis deep\n---\n"})
    void readWhenALineIsOnlyARuleThenThereIsNoFrontMatter(String markdown) {
        Heard page = read(markdown);
        assertThat(page.of(Channel.METADATA)).isEmpty();
        assertThat(page.body()).contains("The well");
    }

    @ParameterizedTest
    @ValueSource(strings = {"title", "textarea", "xmp", "plaintext", "iframe", "script"})
    void readWhenAnElementWouldSwallowTheRestThenTheRestIsBody(String name) {
        assertThat(read("Put a <" + name + "> here.\n\nThe end.\n").body())
                .contains("<" + name + "> here.", "The end.");
    }

    @Test
    void readWhenQuotesAreNestedVeryDeepThenTheirTextIsRead() {
        assertThat(read(">".repeat(20_000) + " X\n").body()).contains("X");
    }

    private static Heard read(String markdown) {
        Heard heard = new Heard();
        MarkdownPage.read(markdown, heard);
        return heard;
    }
}
