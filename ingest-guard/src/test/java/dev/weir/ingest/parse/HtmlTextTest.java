package dev.weir.ingest.parse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.models.detect.Channel;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p style='display:none'>X</p>",
                "<p style='DISPLAY : None !important'>X</p>",
                "<p style='color:red; visibility: hidden'>X</p>",
                "<p style='opacity:0'>X</p>",
                "<p style='opacity: 0.0;'>X</p>",
                "<p style='font-size:0'>X</p>",
                "<p style='font-size: 0px'>X</p>",
                "<div style='font-size:0'><span>X</span></div>",
                "<div style='display:none'><p style='display:block'>X</p></div>",
                "<p hidden>X</p>",
                "<div hidden><div><b>X</b></div></div>",
                "<template>X</template>",
                "<noscript>X</noscript>",
            })
    void ofWhenElementHidesThenItsTextIsHidden(String html) {
        HtmlText text = read(html + "<p>shown</p>");
        assertThat(text.visible().strip()).isEqualTo("shown");
        assertThat(piecesOf(text, Channel.HIDDEN)).contains("X");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<p style='display:block'>X</p>",
                "<p style='opacity:0.5'>X</p>",
                "<p style='font-size:0.8em'>X</p>",
                "<p style='font-size:10px'>X</p>",
                "<div style='font-size:0'><span style='font-size:12px'>X</span></div>",
                "<div style='visibility:hidden'><p style='visibility:visible'>X</p></div>",
                "<details><summary>s</summary>X</details>",
            })
    void ofWhenElementShowsThenItsTextIsVisible(String html) {
        HtmlText text = read(html);
        assertThat(text.visible()).contains("X");
        assertThat(piecesOf(text, Channel.HIDDEN)).doesNotContain("X");
    }

    @Test
    void ofWhenBlocksFollowEachOtherThenTheyAreOnLinesOfTheirOwn() {
        assertThat(read("<h1>One</h1><p>two  three</p><ul><li>four<li>five</ul>")
                        .visible()
                        .strip())
                .isEqualTo("One\ntwo three\nfour\nfive");
    }

    @Test
    void ofWhenTableThenCellsAreApart() {
        assertThat(read("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>")
                        .visible()
                        .strip())
                .isEqualTo("a b\nc");
    }

    @Test
    void ofWhenPreformattedThenWhiteSpaceStays() {
        assertThat(read("<pre>a\n  b</pre>").visible()).contains("a\n  b");
    }

    @Test
    void ofWhenScriptOrStyleThenSaidNowhere() {
        HtmlText text = read("<script>X</script><style>X</style><p>shown</p>");
        assertThat(text.visible().strip()).isEqualTo("shown");
        assertThat(text.pieces()).noneMatch(piece -> piece.text().contains("X"));
    }

    @Test
    void ofWhenNestedVeryDeepThenTheInnermostTextIsRead() {
        assertThat(read("<div>".repeat(5_000) + "X" + "</div>".repeat(5_000)).visible())
                .contains("X");
    }

    @Test
    void ofWhenFrameHasItsDocumentInAnAttributeThenItIsScanned() {
        assertThat(piecesOf(read("<iframe srcdoc='<p>X</p>'></iframe>"), Channel.HIDDEN))
                .contains("X");
    }

    private static HtmlText read(String html) {
        return HtmlText.of(Jsoup.parse(html));
    }

    private static String piecesOf(HtmlText text, Channel channel) {
        return text.pieces().stream()
                .filter(piece -> piece.channel() == channel)
                .map(HtmlText.Piece::text)
                .collect(Collectors.joining("\n"));
    }
}
