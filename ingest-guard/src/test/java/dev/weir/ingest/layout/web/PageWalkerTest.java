package dev.weir.ingest.layout.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.models.detect.Channel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageWalkerTest {

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
    void walkWhenElementHidesThenItsTextIsHidden(String html) {
        Heard text = Heard.html(html + "<p>shown</p>");
        assertThat(text.body()).isEqualTo("shown");
        assertThat(text.of(Channel.HIDDEN)).contains("X");
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
    void walkWhenElementShowsThenItsTextIsVisible(String html) {
        Heard text = Heard.html(html);
        assertThat(text.body()).contains("X");
        assertThat(text.of(Channel.HIDDEN)).doesNotContain("X");
    }

    @Test
    void walkWhenBlocksFollowEachOtherThenTheyAreOnLinesOfTheirOwn() {
        assertThat(Heard.html("<h1>One</h1><p>two  three</p><ul><li>four<li>five</ul>")
                        .body())
                .isEqualTo("One\ntwo three\nfour\nfive");
    }

    @Test
    void walkWhenTableThenCellsAreApart() {
        assertThat(Heard.html("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>")
                        .body())
                .isEqualTo("a b\nc");
    }

    @Test
    void walkWhenPreformattedThenWhiteSpaceStays() {
        assertThat(Heard.html("<pre>a\n  b</pre>").body()).contains("a\n  b");
    }

    @Test
    void walkWhenScriptOrStyleThenSaidNowhere() {
        Heard text = Heard.html("<script>X</script><style>X</style><p>shown</p>");
        assertThat(text.body()).isEqualTo("shown");
        for (Channel channel : Channel.values()) {
            assertThat(text.of(channel)).doesNotContain("X");
        }
    }

    @Test
    void walkWhenNestedVeryDeepThenTheInnermostTextIsRead() {
        assertThat(Heard.html("<div>".repeat(5_000) + "X" + "</div>".repeat(5_000)).body())
                .contains("X");
    }

    @Test
    void walkWhenFrameHasItsDocumentInAnAttributeThenItIsShown() {
        assertThat(Heard.html("<iframe srcdoc='<p>X</p>'>no frames</iframe>").body()).isEqualTo("X");
    }
}
