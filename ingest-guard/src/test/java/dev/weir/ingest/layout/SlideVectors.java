package dev.weir.ingest.layout;

import dev.weir.ingest.layout.Vector.TikaSays;
import dev.weir.models.detect.Channel;
import java.util.List;
import java.util.stream.Stream;

/** Ways to hide a sentence in a presentation. */
final class SlideVectors {

    private static final String FILE = "talk.pptx";
    private static final String SLIDE = "/ppt/slides/slide1.xml";
    private static final String WHITE = "<a:solidFill><a:srgbClr val=\"FFFFFF\"/></a:solidFill>";
    private static final String BLUE = "<a:solidFill><a:srgbClr val=\"203864\"/></a:solidFill>";
    private static final String ON_SLIDE = frame(914_400, 914_400);

    private SlideVectors() {}

    private interface Made {
        OoxmlFile of(String sentence);
    }

    static List<Vector> all() {
        return Stream.of(places(), looks(), beside(), under())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Vector> places() {
        return List.of(
                made(
                        "hidden slide",
                        s -> OoxmlFile.slides(" show=\"0\"", shape("", ON_SLIDE, "", s)),
                        s -> OoxmlFile.slides(" show=\"1\"", shape("", ON_SLIDE, "", s)),
                        Concealment.HIDDEN_SLIDE),
                shapes(
                        "shape beside the slide",
                        s -> shape("", frame(9_200_000, 0), "", s),
                        s -> shape("", frame(9_100_000, 0), "", s),
                        Concealment.OFF_PAGE),
                shapes(
                        "shape above the slide",
                        s -> shape("", frame(0, -2_000_000), "", s),
                        s -> shape("", frame(0, -100_000), "", s),
                        Concealment.OFF_PAGE),
                shapes(
                        "group beside the slide",
                        s -> group(20_000_000, shape("", frame(0, 0), "", s)),
                        s -> group(1_000_000, shape("", frame(0, 0), "", s)),
                        Concealment.OFF_PAGE),
                shapes(
                        "shape that is not shown",
                        s -> shape("hidden=\"1\"", ON_SLIDE, "", s),
                        s -> shape("hidden=\"0\"", ON_SLIDE, "", s),
                        Concealment.HIDDEN_OBJECT),
                shapes(
                        "cell that another one covers",
                        s -> table(" hMerge=\"1\"", s),
                        s -> table("", s),
                        Concealment.HIDDEN_OBJECT));
    }

    private static List<Vector> looks() {
        return List.of(
                look("white text", WHITE, "<a:solidFill><a:srgbClr val=\"000000\"/></a:solidFill>"),
                look(
                        "text in the theme's colour of the slide",
                        "<a:solidFill><a:schemeClr val=\"bg1\"/></a:solidFill>",
                        "<a:solidFill><a:schemeClr val=\"tx1\"/></a:solidFill>"),
                shapes(
                        "text in the colour of its shape",
                        s -> shape("", ON_SLIDE + BLUE, BLUE, s),
                        s -> shape("", ON_SLIDE + BLUE, WHITE, s),
                        Concealment.LOW_CONTRAST),
                shapes(
                        "text in the colour of the shape below",
                        s -> shape("", ON_SLIDE + BLUE, "", "x") + shape("", ON_SLIDE, BLUE, s),
                        s -> shape("", ON_SLIDE + BLUE, "", "x") + shape("", ON_SLIDE, WHITE, s),
                        Concealment.LOW_CONTRAST),
                shapes("text of one point", s -> sized("100", s), s -> sized("1000", s), Concealment.TINY_GLYPH),
                shapes(
                        "text without a fill",
                        s -> shape("", ON_SLIDE, "<a:noFill/>", s),
                        s -> shape("", ON_SLIDE, "<a:ln>" + BLUE + "</a:ln><a:noFill/>", s),
                        Concealment.TRANSPARENT),
                shapes(
                        "transparent text",
                        s -> shape("", ON_SLIDE, alpha("0"), s),
                        s -> shape("", ON_SLIDE, alpha("90000"), s),
                        Concealment.TRANSPARENT));
    }

    private static List<Vector> beside() {
        return List.of(
                comment(
                        "notes",
                        "notesSlide",
                        "application/vnd.openxmlformats-officedocument.presentationml.notesSlide+xml",
                        s -> "<p:notes" + OoxmlFile.NAMESPACES + "><p:cSld><p:spTree><p:nvGrpSpPr>"
                                + "<p:cNvPr id=\"1\" name=\"\"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>"
                                + shape("", "", "", s) + "</p:spTree></p:cSld></p:notes>",
                        TikaSays.BODY),
                comment(
                        "comment",
                        "comments",
                        "application/vnd.openxmlformats-officedocument.presentationml.comments+xml",
                        s -> "<p:cmLst" + OoxmlFile.NAMESPACES
                                + "><p:cm authorId=\"0\" idx=\"1\"><p:pos x=\"1\" y=\"1\"/>" + "<p:text>" + s
                                + "</p:text></p:cm></p:cmLst>",
                        TikaSays.BODY),
                comment(
                        "comment of the newer kind",
                        "http://schemas.microsoft.com/office/2018/10/relationships/comments",
                        "application/vnd.ms-powerpoint.comments+xml",
                        s -> "<p188:cmLst xmlns:p188=\"http://schemas.microsoft.com/office/powerpoint/2018/8/main\""
                                + OoxmlFile.NAMESPACES + "><p188:cm id=\"{1}\"><p188:replyLst><p188:reply id=\"{2}\">"
                                + "<p188:txBody><a:bodyPr/><a:p><a:r><a:t>" + s
                                + "</a:t></a:r></a:p></p188:txBody></p188:reply></p188:replyLst></p188:cm></p188:cmLst>",
                        TikaSays.LOST),
                new Vector(
                        FILE,
                        "description of a shape",
                        s -> OoxmlFile.slides("", shape("descr=\"" + s + "\"", ON_SLIDE, "", "x"))
                                .bytes(),
                        s -> OoxmlFile.slides("", shape("", ON_SLIDE, "", s)).bytes(),
                        TikaSays.LOST,
                        Channel.ALT_TEXT,
                        Concealment.ATTRIBUTE_ONLY,
                        Place.Slide.class));
    }

    private static List<Vector> under() {
        return List.of(
                made(
                        "prompt of a layout",
                        s -> OoxmlFile.slides("", "").layer("slideLayout", 1, prompt(s)),
                        s -> OoxmlFile.slides("", "").layer("slideLayout", 1, shape("", ON_SLIDE, "", s)),
                        Concealment.NOT_RENDERED,
                        TikaSays.LOST,
                        Place.Slide.class),
                made(
                        "layout that no slide has",
                        s -> OoxmlFile.slides("", "")
                                .layer("slideLayout", 2, shape("", ON_SLIDE, "", s))
                                .relate(
                                        "/ppt/slideMasters/slideMaster1.xml",
                                        "l2",
                                        "slideLayout",
                                        "../slideLayouts/slideLayout2.xml"),
                        s -> OoxmlFile.slides("", "").layer("slideMaster", 1, shape("", ON_SLIDE, "", s)),
                        Concealment.UNREFERENCED_PART,
                        TikaSays.LOST,
                        Place.Slide.class),
                made(
                        "slide that is not in the list of slides",
                        s -> OoxmlFile.slides("", "")
                                .officePart(
                                        "/ppt/slides/slide2.xml",
                                        "presentationml.slide+xml",
                                        "<p:sld"
                                                + OoxmlFile.NAMESPACES + "><p:cSld><p:spTree>"
                                                + shape("", ON_SLIDE, "", s)
                                                + "</p:spTree></p:cSld></p:sld>"),
                        s -> OoxmlFile.slides("", shape("", ON_SLIDE, "", s)),
                        Concealment.UNREFERENCED_PART,
                        TikaSays.LOST,
                        Place.Paragraph.class));
    }

    private static Vector made(String way, Made hidden, Made shown, Concealment code) {
        return made(way, hidden, shown, code, TikaSays.BODY, Place.Slide.class);
    }

    private static Vector made(
            String way, Made hidden, Made shown, Concealment code, TikaSays tika, Class<? extends Place> place) {
        return new Vector(
                FILE, way, s -> hidden.of(s).bytes(), s -> shown.of(s).bytes(), tika, Channel.HIDDEN, code, place);
    }

    private interface Drawn {
        String of(String sentence);
    }

    private static Vector shapes(String way, Drawn hidden, Drawn shown, Concealment code) {
        return made(way, s -> OoxmlFile.slides("", hidden.of(s)), s -> OoxmlFile.slides("", shown.of(s)), code);
    }

    private static Vector look(String way, String hidden, String shown) {
        return shapes(
                way, s -> shape("", ON_SLIDE, hidden, s), s -> shape("", ON_SLIDE, shown, s), Concealment.LOW_CONTRAST);
    }

    private static Vector comment(String way, String relation, String type, Drawn part, TikaSays tika) {
        return new Vector(
                FILE,
                way,
                s -> OoxmlFile.slides("", "")
                        .part("/ppt/beside/beside1.xml", type, part.of(s))
                        .relate(SLIDE, "b1", relation, "../beside/beside1.xml")
                        .officePart(
                                "/ppt/commentAuthors.xml",
                                "presentationml.commentAuthors+xml",
                                "<p:cmAuthorLst" + OoxmlFile.NAMESPACES + "><p:cmAuthor id=\"0\" name=\"A\""
                                        + " initials=\"A\" lastIdx=\"1\" clrIdx=\"0\"/></p:cmAuthorLst>")
                        .relate("/ppt/presentation.xml", "a1", "commentAuthors", "commentAuthors.xml")
                        .bytes(),
                s -> OoxmlFile.slides("", shape("", ON_SLIDE, "", s)).bytes(),
                tika,
                Channel.COMMENT,
                Concealment.COMMENT,
                Place.Slide.class);
    }

    private static String frame(long x, long y) {
        return "<a:xfrm><a:off x=\"" + x + "\" y=\"" + y + "\"/><a:ext cx=\"1828800\" cy=\"914400\"/></a:xfrm>";
    }

    private static String shape(String attributes, String look, String run, String text) {
        return "<p:sp><p:nvSpPr><p:cNvPr id=\"2\" name=\"S\" " + attributes
                + "/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>" + look
                + "</p:spPr><p:txBody><a:bodyPr/><a:p><a:r><a:rPr>"
                + run + "</a:rPr><a:t>" + text + "</a:t></a:r></a:p></p:txBody></p:sp>";
    }

    private static String sized(String size, String text) {
        return shape("", ON_SLIDE, "", text).replace("<a:rPr>", "<a:rPr sz=\"" + size + "\">");
    }

    private static String prompt(String text) {
        return shape("", ON_SLIDE, "", text).replace("<p:nvPr/>", "<p:nvPr><p:ph type=\"body\" idx=\"1\"/></p:nvPr>");
    }

    private static String alpha(String share) {
        return "<a:solidFill><a:srgbClr val=\"000000\"><a:alpha val=\"" + share + "\"/></a:srgbClr></a:solidFill>";
    }

    private static String group(long x, String shapes) {
        return "<p:grpSp><p:nvGrpSpPr><p:cNvPr id=\"9\" name=\"G\"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr>"
                + "<a:xfrm><a:off x=\"" + x + "\" y=\"0\"/><a:ext cx=\"1828800\" cy=\"914400\"/>"
                + "<a:chOff x=\"0\" y=\"0\"/><a:chExt cx=\"1828800\" cy=\"914400\"/></a:xfrm></p:grpSpPr>" + shapes
                + "</p:grpSp>";
    }

    private static String table(String attributes, String text) {
        return "<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id=\"4\" name=\"T\"/><p:cNvGraphicFramePr/><p:nvPr/>"
                + "</p:nvGraphicFramePr><p:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"100\" cy=\"100\"/></p:xfrm><a:graphic>"
                + "<a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/table\"><a:tbl><a:tblPr/>"
                + "<a:tblGrid><a:gridCol w=\"50\"/><a:gridCol w=\"50\"/></a:tblGrid><a:tr h=\"100\">"
                + "<a:tc gridSpan=\"2\"><a:txBody><a:bodyPr/><a:p><a:r><a:t>Left</a:t></a:r></a:p></a:txBody></a:tc>"
                + "<a:tc" + attributes + "><a:txBody><a:bodyPr/><a:p><a:r><a:t>" + text
                + "</a:t></a:r></a:p></a:txBody></a:tc></a:tr></a:tbl></a:graphicData></a:graphic></p:graphicFrame>";
    }
}
