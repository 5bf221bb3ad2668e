package dev.weir.ingest.layout.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageSelectorTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "p",
                "P",
                ".a",
                "#i",
                "div p",
                "div > p.a",
                "p:first-child",
                "p:nth-child(1)",
                "[class~=\"b\"]",
                "p[id=i]",
                "p[id^='i']",
                ":is(p, b)",
                ":where(.a)",
                "p:not(.z)",
                "p:not(:hover)",
                "*",
                ".md\\:hidden",
                "body p::before",
            })
    void ofWhenItFitsThenMatches(String css) {
        Document page = Jsoup.parse("<div><p id=i class='a b md:hidden'>x</p></div>");
        Element paragraph = page.getElementsByTag("p").get(0);
        assertThat(PageSelector.of(css)).isInstanceOfSatisfying(PageSelector.Reading.Usable.class, usable -> {
            assertThat(usable.selector().evaluator().matches(page, paragraph)).isTrue();
            assertThat(usable.selector().key()).isIn("p", ".a", "#i", ".b", ".md:hidden", "*");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"p:hover", "a:focus-within", "a:visited", "p::selection", "p::first-line", "p:target"})
    void ofWhenThePageIsNotInThatStateThenIdle(String css) {
        assertThat(PageSelector.of(css)).isInstanceOf(PageSelector.Reading.Idle.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "p[",
                "p:contains(x)",
                "p:matches((a+)+$)",
                "[a~=(a+)+$]",
                "p:has(b)",
                "p:eq(1)",
                "svg|a",
                "[a!=b]",
                "p:nonsense",
                "[^data]",
            })
    void ofWhenNotCssThatIsKnownThenUnknown(String css) {
        assertThat(PageSelector.of(css)).isInstanceOf(PageSelector.Reading.Unknown.class);
    }

    @Test
    void ofWhenVeryLongThenUnknown() {
        assertThat(PageSelector.of("a ".repeat(300))).isInstanceOf(PageSelector.Reading.Unknown.class);
    }

    @ParameterizedTest
    @CsvSource({"p, 1", ".a, 100", "#i, 10000", "div > p.a, 102", "a[href]:first-child, 201", "ul li, 2"})
    void ofWhenReadThenCountsWhatMakesItSpecific(String css, int expected) {
        assertThat(PageSelector.of(css))
                .isInstanceOfSatisfying(
                        PageSelector.Reading.Usable.class,
                        usable -> assertThat(usable.selector().specificity()).isEqualTo(expected));
    }
}
