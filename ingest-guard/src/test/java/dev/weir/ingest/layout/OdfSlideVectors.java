package dev.weir.ingest.layout;

import static dev.weir.ingest.layout.OdfFile.look;
import static dev.weir.ingest.layout.OdfFile.style;

import dev.weir.models.detect.Channel;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Ways to hide a sentence in an OpenDocument presentation. */
final class OdfSlideVectors {

    private static final String FILE = "talk.odp";
    private static final String AT = "svg:x=\"2cm\" svg:y=\"2cm\" svg:width=\"9cm\" svg:height=\"3cm\"";
    private static final String LAYOUT = "<style:page-layout style:name=\"pm1\"><style:page-layout-properties"
            + " fo:page-width=\"28cm\" fo:page-height=\"21cm\"/></style:page-layout>";
    private static final String WHITE = style("W", "paragraph", "", look("fo:color=\"#ffffff\""));

    private OdfSlideVectors() {}

    static List<Vector> all() {
        return Stream.of(places(), looks(), beside(), masters())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Vector> places() {
        return List.of(
                styled(
                        "hidden slide",
                        drawn("presentation:visibility=\"hidden\""),
                        drawn("presentation:visibility=\"visible\""),
                        s -> page(frame(AT, s)),
                        Concealment.HIDDEN_SLIDE),
                slide(
                        "shape beside the slide",
                        s -> frame("svg:x=\"29cm\" svg:y=\"2cm\" svg:width=\"9cm\" svg:height=\"3cm\"", s),
                        s -> frame(AT, s),
                        Concealment.OFF_PAGE),
                slide(
                        "turned shape beside the slide",
                        s -> frame(
                                "svg:width=\"9cm\" svg:height=\"3cm\" draw:transform=\"rotate (0.5) translate (60cm 2cm)\"",
                                s),
                        s -> frame(
                                "svg:width=\"9cm\" svg:height=\"3cm\" draw:transform=\"rotate (0.5) translate (6cm 2cm)\"",
                                s),
                        Concealment.OFF_PAGE),
                slide(
                        "shape that is not shown",
                        s -> frame(AT + " draw:display=\"none\"", s),
                        s -> frame(AT, s),
                        Concealment.HIDDEN_OBJECT),
                made(
                        "shape on a layer that is not shown",
                        s -> layered("none", s),
                        s -> layered("always", s),
                        Channel.HIDDEN,
                        Concealment.LAYER_OFF),
                slide(
                        "prompt of a placeholder",
                        s -> frame(AT + " presentation:class=\"title\" presentation:placeholder=\"true\"", s),
                        s -> frame(AT + " presentation:class=\"title\"", s),
                        Concealment.NOT_RENDERED));
    }

    private static List<Vector> looks() {
        String text = "<draw:frame " + AT + "><draw:text-box><text:p text:style-name=\"W\">%s</text:p></draw:text-box>"
                + "</draw:frame>";
        String shape = "<draw:custom-shape draw:style-name=\"F\" " + AT + "><text:p text:style-name=\"W\">%s</text:p>"
                + "</draw:custom-shape>";
        String below = "<draw:rect draw:style-name=\"F\" svg:x=\"1cm\" svg:y=\"1cm\" svg:width=\"20cm\""
                + " svg:height=\"18cm\"/>";
        return List.of(
                styled(
                        "white text",
                        WHITE + drawn(""),
                        WHITE + drawn("draw:fill=\"solid\" draw:fill-color=\"#203864\""),
                        s -> page(text.replace("%s", s)),
                        Concealment.LOW_CONTRAST),
                styled(
                        "text in the colour of its shape",
                        WHITE + filled("#ffffff"),
                        WHITE + filled("#203864"),
                        s -> page(shape.replace("%s", s)),
                        Concealment.LOW_CONTRAST),
                styled(
                        "text in the colour of the shape below",
                        WHITE + filled("#fefefe") + drawn("draw:fill=\"solid\" draw:fill-color=\"#203864\""),
                        WHITE + filled("#808080") + drawn("draw:fill=\"solid\" draw:fill-color=\"#203864\""),
                        s -> page(below + text.replace("%s", s)),
                        Concealment.LOW_CONTRAST),
                styled(
                        "white text by the style of a shape",
                        style("F", "graphic", "", look("fo:color=\"#ffffff\"")),
                        style("F", "graphic", "", look("fo:color=\"#333333\"")),
                        s -> page("<draw:frame draw:style-name=\"F\" " + AT + "><draw:text-box><text:p>" + s
                                + "</text:p></draw:text-box></draw:frame>"),
                        Concealment.LOW_CONTRAST),
                styled(
                        "text of one point",
                        style("W", "paragraph", "", look("fo:font-size=\"1pt\"")),
                        style("W", "paragraph", "", look("fo:font-size=\"18pt\"")),
                        s -> page(text.replace("%s", s)),
                        Concealment.TINY_GLYPH),
                made(
                        "white text on the ground of its master",
                        s -> grounded("#ffffff", text.replace("%s", s)),
                        s -> grounded("#203864", text.replace("%s", s)),
                        Channel.HIDDEN,
                        Concealment.LOW_CONTRAST));
    }

    private static List<Vector> beside() {
        return List.of(
                beside(
                        "notes",
                        s -> "<presentation:notes>" + frame(AT, s) + "</presentation:notes>",
                        Channel.COMMENT,
                        Concealment.COMMENT),
                beside(
                        "comment",
                        s -> "<office:annotation><dc:creator>A</dc:creator><text:p>" + s
                                + "</text:p></office:annotation>",
                        Channel.COMMENT,
                        Concealment.COMMENT),
                beside(
                        "description of a shape",
                        s -> "<draw:custom-shape " + AT + "><svg:desc>" + s + "</svg:desc></draw:custom-shape>",
                        Channel.ALT_TEXT,
                        Concealment.ATTRIBUTE_ONLY));
    }

    private static List<Vector> masters() {
        return List.of(
                made(
                        "master that no slide has",
                        s -> mastered("Other", frame(AT, s)),
                        s -> mastered("Standard", frame(AT, s)),
                        Channel.HIDDEN,
                        Concealment.UNREFERENCED_PART),
                made(
                        "prompt of a master",
                        s -> mastered("Standard", frame(AT + " presentation:class=\"outline\"", s)),
                        s -> mastered("Standard", frame(AT, s)),
                        Channel.HIDDEN,
                        Concealment.NOT_RENDERED),
                made(
                                "footer that no slide has",
                                s -> OdfFile.slides(footer(s) + page("")),
                                s -> OdfFile.slides(footer(s) + "<draw:page draw:master-page-name=\"Standard\""
                                        + " presentation:use-footer-name=\"f\"/>"),
                                Channel.HIDDEN,
                                Concealment.UNREFERENCED_PART)
                        .lost());
    }

    private static Vector beside(String way, UnaryOperator<String> hidden, Channel channel, Concealment code) {
        return made(
                way,
                s -> OdfFile.slides(page(hidden.apply(s))),
                s -> OdfFile.slides(page(frame(AT, s))),
                channel,
                code);
    }

    private static Vector slide(
            String way, UnaryOperator<String> hidden, UnaryOperator<String> shown, Concealment code) {
        return made(
                way,
                s -> OdfFile.slides(page(hidden.apply(s))),
                s -> OdfFile.slides(page(shown.apply(s))),
                Channel.HIDDEN,
                code);
    }

    private static Vector styled(
            String way, String hidden, String shown, UnaryOperator<String> pages, Concealment code) {
        return made(
                way,
                s -> OdfFile.slides(pages.apply(s)).styled(hidden),
                s -> OdfFile.slides(pages.apply(s)).styled(shown),
                Channel.HIDDEN,
                code);
    }

    private static Vector made(
            String way,
            Function<String, OdfFile> hidden,
            Function<String, OdfFile> shown,
            Channel channel,
            Concealment code) {
        return OdfFile.vector(FILE, way, hidden, shown, channel, code, Place.Slide.class);
    }

    private static String page(String shapes) {
        return "<draw:page draw:name=\"page2\" draw:style-name=\"D\" draw:master-page-name=\"Standard\">" + shapes
                + "</draw:page>";
    }

    private static String frame(String attributes, String text) {
        return "<draw:frame " + attributes + "><draw:text-box><text:p>" + text
                + "</text:p></draw:text-box></draw:frame>";
    }

    private static String drawn(String properties) {
        return style("D", "drawing-page", "", "<style:drawing-page-properties " + properties + "/>");
    }

    private static String filled(String colour) {
        return style(
                "F",
                "graphic",
                "",
                "<style:graphic-properties draw:fill=\"solid\" draw:fill-color=\"" + colour + "\"/>");
    }

    private static String footer(String text) {
        return "<presentation:footer-decl presentation:name=\"f\">" + text + "</presentation:footer-decl>";
    }

    private static OdfFile layered(String display, String text) {
        return OdfFile.slides(page(frame(AT + " draw:layer=\"draft\"", text)))
                .masters("<draw:layer-set><draw:layer draw:name=\"draft\" draw:display=\"" + display
                        + "\"/></draw:layer-set><style:master-page style:name=\"Standard\""
                        + " style:page-layout-name=\"pm1\"/>");
    }

    private static OdfFile grounded(String ground, String shapes) {
        return OdfFile.slides(page(shapes))
                .styled(WHITE)
                .pages(
                        LAYOUT
                                + style(
                                        "M",
                                        "drawing-page",
                                        "",
                                        "<style:drawing-page-properties draw:fill=\"solid\" draw:fill-color=\"" + ground
                                                + "\"/>"),
                        "<style:master-page style:name=\"Standard\" style:page-layout-name=\"pm1\""
                                + " draw:style-name=\"M\"/>");
    }

    private static OdfFile mastered(String name, String shapes) {
        String other = name.equals("Standard") ? "Other" : "Standard";
        return OdfFile.slides(page(""))
                .masters("<style:master-page style:name=\"" + other
                        + "\" style:page-layout-name=\"pm1\"/><style:master-page style:name=\"" + name
                        + "\" style:page-layout-name=\"pm1\">" + shapes + "</style:master-page>");
    }
}
