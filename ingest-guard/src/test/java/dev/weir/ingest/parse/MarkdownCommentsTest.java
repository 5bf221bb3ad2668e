package dev.weir.ingest.parse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MarkdownCommentsTest {

    @Test
    void ofWhenCommentSpansLinesThenTakenOutWhole() {
        MarkdownComments markdown = MarkdownComments.of("one <!-- a\nb --> two\nthree");
        assertThat(markdown.visible()).isEqualTo("one  two\nthree");
        assertThat(markdown.comments()).containsExactly(" a\nb ");
    }

    @Test
    void ofWhenCommentIsNotClosedThenTheRestIsComment() {
        MarkdownComments markdown = MarkdownComments.of("one <!-- rest\nof it");
        assertThat(markdown.visible()).isEqualTo("one ");
        assertThat(markdown.comments()).containsExactly(" rest\nof it");
    }

    @Test
    void ofWhenCommentIsInFencedCodeThenItStays() {
        String text = "```html\n<!-- shown -->\n```\n<!-- gone -->\n";
        MarkdownComments markdown = MarkdownComments.of(text);
        assertThat(markdown.visible()).isEqualTo("```html\n<!-- shown -->\n```\n\n");
        assertThat(markdown.comments()).containsExactly(" gone ");
    }

    @Test
    void ofWhenFenceOpensInsideACommentThenItIsNoFence() {
        MarkdownComments markdown = MarkdownComments.of("<!--\n```\n-->\n<!-- second -->\nshown");
        assertThat(markdown.visible().strip()).isEqualTo("shown");
        assertThat(markdown.comments()).containsExactly("\n```\n", " second ");
    }

    @Test
    void ofWhenTwoCommentsAreOnOneLineThenBothAreTakenOut() {
        MarkdownComments markdown = MarkdownComments.of("a<!--1-->b<!--2-->c");
        assertThat(markdown.visible()).isEqualTo("abc");
        assertThat(markdown.comments()).containsExactly("1", "2");
    }
}
