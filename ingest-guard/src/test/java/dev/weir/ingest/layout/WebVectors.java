package dev.weir.ingest.layout;

import dev.weir.ingest.layout.Vector.TikaSays;
import dev.weir.models.detect.Channel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Ways to hide a sentence in pages and drawings. */
final class WebVectors {

    private static final String SHOWN = "<p>§</p>";

    private final List<Vector> vectors = new ArrayList<>();

    private WebVectors() {}

    static List<Vector> all() {
        WebVectors all = new WebVectors();
        all.styles();
        all.sheets();
        all.colors();
        all.elements();
        all.attributes();
        all.drawings();
        return all.vectors;
    }

    private void styles() {
        style("display:none", "display:none", Concealment.CSS_HIDDEN);
        style("display:none, escaped and in capitals", "DIS\\50LAY : none !important", Concealment.CSS_HIDDEN);
        style("visibility:hidden", "visibility:hidden", Concealment.CSS_HIDDEN);
        style("opacity 0", "opacity:0", Concealment.TRANSPARENT);
        style("opacity of a hundredth", "opacity:1%", Concealment.TRANSPARENT);
        style("filter:opacity(0)", "filter:opacity(0)", Concealment.TRANSPARENT);
        style("transparent letters", "color:transparent", Concealment.TRANSPARENT);
        style("font-size 0", "font-size:0", Concealment.TINY_GLYPH);
        style("font-size 1px", "font-size:1px", Concealment.TINY_GLYPH);
        style("font-size 0 in the shorthand", "font:0/0 serif", Concealment.TINY_GLYPH);
        style("absolute far to the left", "position:absolute;left:-9999px", Concealment.OFF_PAGE);
        style("fixed far above", "position:fixed;top:-200em", Concealment.OFF_PAGE);
        style("far to the left by a sum", "position:absolute;left:calc(-100vw - 2000px)", Concealment.OFF_PAGE);
        style("text-indent -9999px", "text-indent:-9999px", Concealment.OFF_PAGE);
        style("translated away", "transform:translate(-5000px, 0)", Concealment.OFF_PAGE);
        style("scaled to nothing", "transform:scale(0)", Concealment.TINY_GLYPH);
        style("clipped to nothing", "position:absolute;clip:rect(0 0 0 0)", Concealment.CLIPPED);
        style("clip-path to nothing", "clip-path:inset(50%)", Concealment.CLIPPED);
        style("clip-path of a circle", "clip-path:circle(0)", Concealment.CLIPPED);
        style("box without size", "width:0;height:0;overflow:hidden", Concealment.CLIPPED);
        style("box of max-height 0", "max-height:0;overflow:hidden", Concealment.CLIPPED);
    }

    private void sheets() {
        sheet("class in a style sheet", ".x{display:none}", "<p class=\"x\">§</p>");
        sheet("descendant in a style sheet", "div > .a ~ p{display:none}", "<div><b class=\"a\"></b><p>§</p></div>");
        sheet("id in a media rule", "@media screen and (min-width:1px){#x{visibility:hidden}}", "<p id=\"x\">§</p>");
        sheet("nested rule", "div{color:red;& .x{display:none}}", "<div><p class=\"x\">§</p></div>");
        sheet("variable", ":root{--v:none}p.x{display:var(--v)}", "<p class=\"x\">§</p>");
        sheet("inherited visibility", "div{visibility:hidden}", "<div><p>§</p></div>");
        sheet("important over inline", ".x{display:none!important}", "<p class=\"x\" style=\"display:block\">§</p>");
        sheet("comment inside a rule", ".x/**/{/*a*/display:/*b*/none}", "<p class=\"x\">§</p>");
        sheet("attribute selector", "[data-k=\"v\"]{display:none}", "<p data-k=\"v\">§</p>");
    }

    private void colors() {
        color("white on the white window", "<p style=\"color:#fff\">§</p>");
        color("almost white", "<p style=\"color:rgb(250, 251, 252)\">§</p>");
        color("colour of the box around", "<div style=\"background:#123456\"><p style=\"color:#123457\">§</p></div>");
        color(
                "hsl on a named colour",
                "<div style=\"background-color:black\"><p style=\"color:hsl(0,0%,2%)\">§</p></div>");
        color("white by a font element", "<p><font color=\"white\">§</font></p>");
        color("colour of the table", "<table bgcolor=\"navy\"><tr><td style=\"color:navy\">§</td></tr></table>");
        color("hardly any alpha", "<p style=\"color:rgba(0,0,0,.06)\">§</p>");
    }

    private void elements() {
        html("hidden attribute", "<p hidden>§</p>", TikaSays.BODY, Channel.HIDDEN, Concealment.CSS_HIDDEN);
        html("closed dialog", "<dialog>§</dialog>", TikaSays.BODY, Channel.HIDDEN, Concealment.CSS_HIDDEN);
        html("template", "<template>§</template>", TikaSays.BODY, Channel.HIDDEN, Concealment.NOT_RENDERED);
        html("noscript", "<noscript>§</noscript>", TikaSays.BODY, Channel.HIDDEN, Concealment.NOT_RENDERED);
        html("datalist", "<datalist><option>§</datalist>", TikaSays.BODY, Channel.HIDDEN, Concealment.NOT_RENDERED);
        html("inside a video", "<video>§</video>", TikaSays.BODY, Channel.HIDDEN, Concealment.NOT_RENDERED);
        html("comment", "<!-- § -->", TikaSays.LOST, Channel.COMMENT, Concealment.COMMENT);
        html(
                "frame of no size",
                "<iframe width=0 height=0 srcdoc=\"<p>§</p>\"></iframe>",
                TikaSays.BODY,
                Channel.HIDDEN,
                Concealment.CLIPPED);
        html(
                "linked data",
                "<script type=\"application/ld+json\">{\"a\":\"§\"}</script>",
                TikaSays.LOST,
                Channel.METADATA,
                Concealment.METADATA);
        html(
                "script of text",
                "<script type=\"text/template\">§</script>",
                TikaSays.LOST,
                Channel.HIDDEN,
                Concealment.NOT_RENDERED);
    }

    private void attributes() {
        attribute("alt", "<img src=\"a.png\" alt=\"§\">", TikaSays.LOST, Channel.ALT_TEXT);
        attribute("title", "<p title=\"§\">text</p>", TikaSays.LOST, Channel.ALT_TEXT);
        attribute("aria-label", "<a href=\"#\" aria-label=\"§\">x</a>", TikaSays.LOST, Channel.ALT_TEXT);
        attribute("placeholder", "<input placeholder=\"§\">", TikaSays.LOST, Channel.ALT_TEXT);
        attribute(
                "generated text",
                "<style>p::before{content:\"§\"}</style><p>text</p>",
                TikaSays.LOST,
                Channel.ALT_TEXT);
        attribute("hidden input", "<input type=\"hidden\" value=\"§\">", TikaSays.LOST, Channel.HIDDEN);
        attribute("data attribute", "<p data-note=\"§\">text</p>", TikaSays.LOST, Channel.HIDDEN);
    }

    private void drawings() {
        svg(
                "display none",
                "<text y=\"20\" display=\"none\">§</text>",
                TikaSays.BODY,
                Channel.HIDDEN,
                Concealment.CSS_HIDDEN);
        svg(
                "class in a style sheet",
                "<style>.x{visibility:hidden}</style><text y=\"20\" class=\"x\">§</text>",
                TikaSays.BODY,
                Channel.HIDDEN,
                Concealment.CSS_HIDDEN);
        svg(
                "white letters",
                "<text y=\"20\" fill=\"white\">§</text>",
                TikaSays.BODY,
                Channel.HIDDEN,
                Concealment.LOW_CONTRAST);
        svg(
                "colour of the ground",
                "<rect width=\"100%\" height=\"100%\" fill=\"navy\"/><text y=\"20\" fill=\"navy\">§</text>",
                TikaSays.BODY,
                Channel.HIDDEN,
                Concealment.LOW_CONTRAST);
        svg(
                "tiny letters",
                "<text y=\"20\" font-size=\"0.5\">§</text>",
                TikaSays.BODY,
                Channel.HIDDEN,
                Concealment.TINY_GLYPH);
        svg(
                "outside the drawing",
                "<text x=\"-5000\" y=\"20\">§</text>",
                TikaSays.BODY,
                Channel.HIDDEN,
                Concealment.OFF_PAGE);
        svg(
                "never used definition",
                "<defs><text y=\"20\">§</text></defs>",
                TikaSays.BODY,
                Channel.HIDDEN,
                Concealment.NOT_RENDERED);
        svg("desc", "<desc>§</desc>", TikaSays.BODY, Channel.ALT_TEXT, Concealment.ATTRIBUTE_ONLY);
        svg("metadata", "<metadata>§</metadata>", TikaSays.BODY, Channel.METADATA, Concealment.METADATA);
        svg(
                "hidden HTML",
                "<foreignObject><p xmlns=\"http://www.w3.org/1999/xhtml\" hidden=\"\">§</p></foreignObject>",
                TikaSays.BODY,
                Channel.HIDDEN,
                Concealment.CSS_HIDDEN);
        svg("comment", "<!-- § -->", TikaSays.LOST, Channel.COMMENT, Concealment.COMMENT);
        svg("instruction for a program", "<?note §?>", TikaSays.LOST, Channel.COMMENT, Concealment.COMMENT);
    }

    private void style(String way, String css, Concealment code) {
        html(way, "<p style=\"" + css + "\">§</p>", TikaSays.BODY, Channel.HIDDEN, code);
    }

    private void sheet(String way, String css, String body) {
        html(way, "<style>" + css + "</style>" + body, TikaSays.BODY, Channel.HIDDEN, Concealment.CSS_HIDDEN);
    }

    private void color(String way, String body) {
        html(way, body, TikaSays.BODY, Channel.HIDDEN, Concealment.LOW_CONTRAST);
    }

    private void attribute(String way, String body, TikaSays tika, Channel channel) {
        html(way, body, tika, channel, Concealment.ATTRIBUTE_ONLY);
    }

    private void html(String way, String body, TikaSays tika, Channel channel, Concealment code) {
        vectors.add(new Vector(
                "page.html",
                way,
                sentence -> page(body, sentence),
                sentence -> page(SHOWN, sentence),
                tika,
                channel,
                code,
                Place.Element.class));
    }

    private void svg(String way, String body, TikaSays tika, Channel channel, Concealment code) {
        vectors.add(new Vector(
                "drawing.svg",
                way,
                sentence -> drawing(body, sentence),
                sentence -> drawing("<text y=\"20\">§</text>", sentence),
                tika,
                channel,
                code,
                Place.Element.class));
    }

    private static byte[] page(String body, String sentence) {
        String page = "<!DOCTYPE html><html><head><title>A page</title></head><body><h1>Orchards</h1>" + body
                + "<p>The end of the page.</p></body></html>";
        return page.replace("§", sentence).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] drawing(String body, String sentence) {
        String drawing =
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"600\""
                        + " height=\"200\">" + body + "<text y=\"90\">The end of the drawing.</text></svg>";
        return drawing.replace("§", sentence).getBytes(StandardCharsets.UTF_8);
    }
}
