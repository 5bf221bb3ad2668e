package dev.weir.ingest.layout.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.ingest.layout.Concealment;
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
        assertThat(Heard.html("<div>".repeat(5_000) + "X" + "</div>".repeat(5_000))
                        .body())
                .contains("X");
    }

    @Test
    void walkWhenFrameHasItsDocumentInAnAttributeThenItIsShown() {
        assertThat(Heard.html("<iframe srcdoc='<p>X</p>'>no frames</iframe>").body())
                .isEqualTo("X");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<style>@media print{p{display:none}}</style><p>X</p>",
                "<style>p:hover{display:none}</style><p>X</p>",
                "<style>.a{display:none}.b{display:block}</style><p class='a b'>X</p>",
                "<style>p{display:none}#i{display:block}</style><p id=i>X</p>",
                "<style>p{display:none}</style><p style='display:block'>X</p>",
                "<style>p{visibility:hidden}b{visibility:visible}</style><p><b>X</b></p>",
                "<style>p{display:none</style><div>X</div>",
                "<noscript><style>p{display:none}</style></noscript><p>X</p>",
                "<template><div><style>p{display:none}</style></div></template><p>X</p>",
                "<p style='color:white;background:#333'>X</p>",
                "<body bgcolor=black><font color=white>X</font>",
                "<p style='color:white;background-image:url(a.png)'>X</p>",
                "<p style='color:white;background:linear-gradient(red,blue)'>X</p>",
                "<p style='color:white;text-shadow:0 0 2px black'>X</p>",
                "<p style='color:transparent;background:linear-gradient(red,blue);background-clip:text'>X</p>",
                "<div><img src=a.png><p style='position:absolute;color:white'>X</p></div>",
                "<link rel=stylesheet href=a.css><p style='color:white'>X</p>",
                "<p style='color:red;background:green'>X</p>",
                "<p style='color:#777'>X</p>",
                "<div style='position:absolute;left:-20px'>X</div>",
                "<div style='left:-9999px'>X</div>",
                "<div style='transform:translateX(-100%)'>X</div>",
                "<div style='height:0;padding-bottom:56.25%;overflow:hidden'>X</div>",
                "<div style='max-height:0'>X</div>",
                "<div style='width:1px'>X</div>",
                "<body style='opacity:0'><p>X</p>",
                "<p aria-hidden=true>X</p>",
                "<dialog open>X</dialog>",
                "<style>[hidden].s{display:flex}</style><p hidden class=s>X</p>",
                "<textarea>X</textarea>",
                "<input value=X>",
                "<svg><text>X</text></svg>",
                "<svg><symbol id=s><text>X</text></symbol><use href='#s'/></svg>",
                "<svg><rect width='100%' height='100%' fill='black'/><text fill='white'>X</text></svg>",
                "<svg><path d='M0 0'/><text fill='white'>X</text></svg>",
            })
    void walkWhenStylesLeaveTheTextInViewThenItIsBody(String html) {
        Heard text = Heard.html(html);
        assertThat(text.body()).contains("X");
        assertThat(text.of(Channel.HIDDEN)).doesNotContain("X");
    }

    @Test
    void walkWhenTwoWaysHideThenBothAreSaid() {
        Heard text = Heard.html("<p style='display:none;font-size:0'>X</p>");
        assertThat(text.reasonsOf("X")).containsExactlyInAnyOrder(Concealment.CSS_HIDDEN, Concealment.TINY_GLYPH);
    }

    @Test
    void walkWhenAccessibilityTextIsClippedThenHiddenAndTheRestIsBody() {
        Heard text = Heard.html("<style>.sr-only{position:absolute;width:1px;height:1px;padding:0;margin:-1px;"
                + "overflow:hidden;clip:rect(0,0,0,0);white-space:nowrap;border:0}</style>"
                + "<a href='#main' class=sr-only>Skip to content</a><p>Welcome</p>");
        assertThat(text.body()).isEqualTo("Welcome");
        assertThat(text.reasonsOf("Skip to content"))
                .containsExactlyInAnyOrder(Concealment.CLIPPED, Concealment.CSS_HIDDEN);
        assertThat(text.gaps()).isEmpty();
    }

    @Test
    void walkWhenHiddenTextStandsInsideALineThenTheLineReadsOn() {
        assertThat(Heard.html("<p>one <b hidden>two</b> three</p>").body()).isEqualTo("one three");
    }

    @Test
    void walkWhenRulesAreTooManyThenAGapSaysSo() {
        Heard text = Heard.html("<style>" + "p{color:red}".repeat(41_000) + "</style><p>X</p>");
        assertThat(text.gaps()).containsExactly("unsupported style rules beyond the limit not applied");
        assertThat(text.body()).isEqualTo("X");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<link rel=stylesheet href=a.css><p>X</p>",
                "<style>@import 'a.css';</style><p>X</p>",
                "<link rel='preload stylesheet' media=screen href=a.css><p style='color:white'>X</p>",
                "<iframe srcdoc=\"<link rel=stylesheet href=a.css>X\"></iframe>",
            })
    void walkWhenASheetDidNotComeWithThePageThenAGapSaysSo(String html) {
        Heard text = Heard.html(html);
        assertThat(text.body()).isEqualTo("X");
        assertThat(text.gaps()).containsExactly("flat-text style sheets that did not come with the page");
    }

    @Test
    void walkWhenAnInstructionNamesASheetThatDidNotComeThenAGapSaysSo() {
        Heard text = Heard.svg("<?xml-stylesheet href=\"a.css\"?><svg><text>X</text></svg>");
        assertThat(text.body()).isEqualTo("X");
        assertThat(text.gaps()).containsExactly("flat-text style sheets that did not come with the page");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<style>p{color:red}</style><p>X</p>",
                "<link rel=stylesheet media=print href=a.css><p>X</p>",
                "<link rel='alternate stylesheet' href=a.css><p>X</p>",
                "<link rel=icon href=a.png><p>X</p>",
                "<noscript><link rel=stylesheet href=a.css></noscript><p>X</p>",
            })
    void walkWhenNoOtherSheetHasASayThenThereIsNoGap(String html) {
        assertThat(Heard.html(html).gaps()).isEmpty();
    }

    @Test
    void walkWhenChecksAreTooManyThenAGapSaysSo() {
        String sheet = "* * * * * * * *{color:red}".repeat(500);
        Heard text = Heard.html("<style>" + sheet + "</style>" + "<p>X</p>".repeat(2_000));
        assertThat(text.gaps()).hasSize(1);
    }

    @Test
    void walkWhenFramesAreNestedTooDeepThenAGapSaysSo() {
        String page = "X";
        for (int i = 0; i < 5; i++) {
            page = "<iframe srcdoc=\"" + page.replace("&", "&amp;").replace("\"", "&quot;") + "\"></iframe>";
        }
        Heard text = Heard.html(page);
        assertThat(text.body()).isEmpty();
        assertThat(text.gaps()).hasSize(1);
    }

    @Test
    void walkWhenLinksHaveTargetsThenTheSinkHearsThem() {
        assertThat(Heard.html("<a href='/a'>x</a><img src='/b'><form action='/c'></form>")
                        .links())
                .containsExactly("/a", "/b", "/c");
    }

    @Test
    void walkWhenAnEntityIsDeclaredThenItsTextIsPutIn() {
        Heard text = Heard.svg("<!DOCTYPE svg [<!ENTITY e \"the quick brown fox\">]><svg><text>&e;</text></svg>");
        assertThat(text.body()).isEqualTo("the quick brown fox");
        assertThat(text.gaps()).isEmpty();
    }

    @Test
    void walkWhenAnEntityLeadsFurtherThenAGapSaysSo() {
        Heard text = Heard.svg("<!DOCTYPE svg [<!ENTITY a \"b\"><!ENTITY e \"&a;&a;\">]><svg><text>&e;</text></svg>");
        assertThat(text.gaps()).containsExactly("unread entities of the file not followed");
    }

    @Test
    void walkWhenNestedRulesMultiplyThenTheyAreCutOffAndTheTextIsRead() {
        String bomb = "p{" + ("&".repeat(1_000) + "{").repeat(7) + "color:red";
        Heard text = Heard.html("<style>" + bomb + "</style><p>X</p>");
        assertThat(text.body()).isEqualTo("X");
        assertThat(text.gaps()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"scale:none", "filter:opacity()", "mix-blend-mode:normal", "transform:none", "zoom:1"})
    void walkWhenAStyleHidesNothingThenTheTextIsBody(String css) {
        assertThat(Heard.html("<p style='" + css + "'>X</p>").body()).isEqualTo("X");
    }

    @Test
    void walkWhenAMediaQueryNegatesItselfForeverThenItsRulesAreLeftOut() {
        Heard text = Heard.html("<style>@media " + "not ".repeat(100_000) + "print{p{display:none}}</style><p>X</p>");
        assertThat(text.body()).isEqualTo("X");
    }
}
