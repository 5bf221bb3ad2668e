package dev.weir.ingest.layout.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;
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

    @ParameterizedTest
    @CsvSource({
        "p, p",
        "DIV > p.A, div p .a",
        "#i-1 ~ .b+c_d, #i-1 .b c_d",
        "ul * li, ul li",
        "*, ''",
        "p:hover, ''",
        "[a], ''",
        ":not(.a), ''",
        ".md\\:x, ''",
        "p., ''",
        "svg|a, ''",
    })
    void needsWhenNamesAndStepsOnlyThenAllOfThem(String css, String expected) {
        List<String> names = expected.isEmpty() ? List.of() : List.of(expected.split(" "));
        assertThat(PageSelector.needs(css)).containsExactlyInAnyOrderElementsOf(names);
    }

    @Property(tries = 2_000)
    void needsWhenAnElementMatchesThenThePageHasThemAll(@ForAll("selectors") String css, @ForAll("pages") String html) {
        Document page = Jsoup.parse(html);
        Set<String> has = new HashSet<>();
        for (Element element : page.getAllElements()) {
            has.add(element.normalName());
            has.add('#' + element.id().toLowerCase(Locale.ROOT));
            element.classNames().forEach(name -> has.add('.' + name.toLowerCase(Locale.ROOT)));
        }
        boolean matches = PageSelector.of(css) instanceof PageSelector.Reading.Usable(PageSelector selector)
                && page.getAllElements().stream()
                        .anyMatch(element -> selector.evaluator().matches(page, element));
        Statistics.collect(matches, has.containsAll(PageSelector.needs(css)));
        assertThat(!matches || has.containsAll(PageSelector.needs(css))).isTrue();
    }

    @Provide
    Arbitrary<String> selectors() {
        Arbitrary<String> step = Arbitraries.of(
                "p",
                "DIV",
                "b",
                "*",
                ".a",
                ".B",
                "#i",
                "#J",
                "p.a",
                "b#i.B",
                ".a.B",
                ":not(.a)",
                "[class]",
                "p::before");
        return Combinators.combine(step.list().ofMinSize(1).ofMaxSize(3), Arbitraries.of(" ", " > ", "+", " ~ "))
                .as((steps, between) -> String.join(between, steps));
    }

    @Provide
    Arbitrary<String> pages() {
        return Arbitraries.of(
                        "<p>",
                        "<div class=a>",
                        "<b class='b A'>",
                        "<div id=i>",
                        "<p class=b id=J>",
                        "</div>",
                        "</p>",
                        "x")
                .list()
                .ofMaxSize(8)
                .map(parts -> String.join("", parts));
    }
}
