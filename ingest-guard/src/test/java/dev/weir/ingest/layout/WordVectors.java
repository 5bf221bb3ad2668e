package dev.weir.ingest.layout;

import dev.weir.ingest.layout.Vector.TikaSays;
import dev.weir.models.detect.Channel;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Ways to hide a sentence in a Word document. */
final class WordVectors {

    private static final String FILE = "minutes.docx";
    private static final String DOCUMENT = "/word/document.xml";

    private WordVectors() {}

    static List<Vector> all() {
        return Stream.of(runs(), styles(), revisions(), fields(), shapes(), parts())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Vector> runs() {
        return List.of(
                look("hidden text", "<w:vanish/>", "<w:vanish w:val=\"0\"/>", Concealment.VANISH),
                look("hidden on the web", "<w:webHidden/>", "<w:webHidden w:val=\"false\"/>", Concealment.VANISH),
                look("always hidden", "<w:specVanish/>", "<w:specVanish w:val=\"off\"/>", Concealment.VANISH),
                look(
                        "white text",
                        "<w:color w:val=\"FEFEFE\"/>",
                        "<w:color w:val=\"FFFFFF\"/><w:shd w:val=\"clear\" w:fill=\"000000\"/>",
                        Concealment.LOW_CONTRAST),
                look(
                        "text in the colour of its shading",
                        "<w:color w:val=\"4472C4\"/><w:shd w:val=\"clear\" w:fill=\"4472C5\"/>",
                        "<w:color w:val=\"4472C4\"/><w:shd w:val=\"clear\" w:fill=\"auto\"/>",
                        Concealment.LOW_CONTRAST),
                look(
                        "text in the colour of its highlight",
                        "<w:color w:val=\"FFFF00\"/><w:highlight w:val=\"yellow\"/>",
                        "<w:color w:val=\"000000\"/><w:highlight w:val=\"yellow\"/>",
                        Concealment.LOW_CONTRAST),
                look(
                        "text in the theme's colour of the page",
                        "<w:color w:val=\"000000\" w:themeColor=\"background1\"/>",
                        "<w:color w:val=\"000000\" w:themeColor=\"text1\"/>",
                        Concealment.LOW_CONTRAST),
                look("text of one point", "<w:sz w:val=\"2\"/>", "<w:sz w:val=\"16\"/>", Concealment.TINY_GLYPH),
                look(
                        "text of one point in a script from right to left",
                        "<w:szCs w:val=\"2\"/><w:rtl/>",
                        "<w:szCs w:val=\"2\"/>",
                        Concealment.TINY_GLYPH),
                look("text of one percent width", "<w:w w:val=\"1\"/>", "<w:w w:val=\"90\"/>", Concealment.TINY_GLYPH),
                look(
                        "text without a fill",
                        "<w14:textFill><w14:noFill/></w14:textFill>",
                        "<w14:textFill><w14:solidFill><w14:srgbClr w14:val=\"000000\"/></w14:solidFill></w14:textFill>",
                        Concealment.TRANSPARENT),
                body(
                        "white text in a white cell",
                        s -> "<w:tbl><w:tr><w:tc><w:tcPr><w:shd w:val=\"clear\" w:fill=\"FFFFFF\"/></w:tcPr>" + white(s)
                                + "</w:tc></w:tr></w:tbl>",
                        s -> "<w:tbl><w:tr><w:tc><w:tcPr><w:shd w:val=\"clear\" w:fill=\"203864\"/></w:tcPr>" + white(s)
                                + "</w:tc></w:tr></w:tbl>",
                        Concealment.LOW_CONTRAST));
    }

    private static List<Vector> styles() {
        return List.of(
                style(
                        "hidden text by a style of characters that builds on another",
                        "<w:style w:type=\"character\" w:styleId=\"Base\"><w:rPr><w:vanish/></w:rPr></w:style>"
                                + "<w:style w:type=\"character\" w:styleId=\"S\"><w:basedOn w:val=\"Base\"/></w:style>",
                        "<w:style w:type=\"character\" w:styleId=\"Base\"><w:rPr><w:vanish/></w:rPr></w:style>"
                                + "<w:style w:type=\"character\" w:styleId=\"S\"><w:basedOn w:val=\"Base\"/>"
                                + "<w:rPr><w:vanish w:val=\"0\"/></w:rPr></w:style>",
                        s -> "<w:p><w:r><w:rPr><w:rStyle w:val=\"S\"/></w:rPr><w:t>" + s + "</w:t></w:r></w:p>",
                        Concealment.VANISH),
                style(
                        "hidden text by a style of paragraphs",
                        "<w:style w:type=\"paragraph\" w:styleId=\"S\"><w:rPr><w:vanish/></w:rPr></w:style>",
                        "<w:style w:type=\"paragraph\" w:styleId=\"S\"><w:pPr/></w:style>",
                        s -> "<w:p><w:pPr><w:pStyle w:val=\"S\"/></w:pPr><w:r><w:t>" + s + "</w:t></w:r></w:p>",
                        Concealment.VANISH),
                style(
                        "white text by the default style",
                        "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"N\"><w:rPr>"
                                + "<w:color w:val=\"FFFFFF\"/></w:rPr></w:style>",
                        "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"N\"><w:pPr>"
                                + "<w:shd w:val=\"clear\" w:fill=\"101010\"/></w:pPr><w:rPr>"
                                + "<w:color w:val=\"FFFFFF\"/></w:rPr></w:style>",
                        s -> "<w:p><w:pPr><w:pStyle w:val=\"N\"/></w:pPr><w:r><w:t>" + s + "</w:t></w:r></w:p>",
                        Concealment.LOW_CONTRAST),
                style(
                        "tiny text by the defaults of the document",
                        "<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val=\"3\"/></w:rPr></w:rPrDefault></w:docDefaults>",
                        "<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val=\"21\"/></w:rPr></w:rPrDefault></w:docDefaults>",
                        WordVectors::paragraph,
                        Concealment.TINY_GLYPH));
    }

    private static List<Vector> revisions() {
        return List.of(
                body(
                        "tracked deletion",
                        s -> "<w:p><w:del w:id=\"1\" w:author=\"A\"><w:r><w:delText>" + s
                                + "</w:delText></w:r></w:del></w:p>",
                        s -> "<w:p><w:ins w:id=\"1\" w:author=\"A\">" + run(s) + "</w:ins></w:p>",
                        Concealment.DELETED_REVISION),
                body(
                        "text moved away",
                        s -> "<w:p><w:moveFrom w:id=\"1\" w:author=\"A\">" + run(s) + "</w:moveFrom></w:p>",
                        s -> "<w:p><w:moveTo w:id=\"1\" w:author=\"A\">" + run(s) + "</w:moveTo></w:p>",
                        Concealment.DELETED_REVISION),
                body(
                        "row deleted as a tracked change",
                        s -> row("<w:del w:id=\"1\" w:author=\"A\"/>", s),
                        s -> row("<w:ins w:id=\"1\" w:author=\"A\"/>", s),
                        Concealment.DELETED_REVISION),
                body(
                        "hidden row of a table",
                        s -> row("<w:hidden/>", s),
                        s -> row("<w:cantSplit/>", s),
                        Concealment.VANISH));
    }

    private static List<Vector> fields() {
        return List.of(
                body(
                        "instructions of a field",
                        TikaSays.LOST,
                        s -> field("<w:instrText>QUOTE \"" + s + "\"</w:instrText>", "x"),
                        s -> field("<w:instrText>PAGE</w:instrText>", s),
                        Concealment.FIELD_CODE),
                body(
                        "ordinary text among the instructions of a field",
                        s -> field("<w:t>" + s + "</w:t>", "x"),
                        s -> field("<w:t>PAGE</w:t>", s),
                        Concealment.FIELD_CODE),
                body(
                        "help for a form",
                        TikaSays.LOST,
                        s -> form("<w:helpText w:type=\"text\" w:val=\"" + s + "\"/>", "x"),
                        s -> form("", s),
                        Concealment.ATTRIBUTE_ONLY),
                body(
                        "text of a form before somebody writes",
                        TikaSays.LOST,
                        s -> form("<w:textInput><w:default w:val=\"" + s + "\"/></w:textInput>", "x"),
                        s -> form("<w:textInput/>", s),
                        Concealment.ATTRIBUTE_ONLY),
                new Vector(
                        FILE,
                        "entry of a list that was not chosen",
                        s -> OoxmlFile.word(control(
                                        "<w:dropDownList><w:listItem w:displayText=\"" + s
                                                + "\" w:value=\"1\"/></w:dropDownList>",
                                        "Choose."))
                                .bytes(),
                        s -> OoxmlFile.word(control(
                                        "<w:dropDownList><w:listItem w:displayText=\"No\" w:value=\"1\"/>"
                                                + "</w:dropDownList>",
                                        s))
                                .bytes(),
                        TikaSays.LOST,
                        Channel.HIDDEN,
                        Concealment.ATTRIBUTE_ONLY,
                        Place.Paragraph.class));
    }

    private static List<Vector> shapes() {
        return List.of(
                described(
                        "description of a picture",
                        s -> "<w:p><w:r><w:drawing><wp:inline><wp:docPr id=\"1\" name=\"P\" descr=\"" + s
                                + "\"/></wp:inline></w:drawing></w:r></w:p>"),
                described(
                        "description of an old picture",
                        s -> "<w:p><w:r><w:pict><v:rect alt=\"" + s + "\"/></w:pict></w:r></w:p>"),
                described(
                        "tip of a link",
                        s -> "<w:p><w:hyperlink w:tooltip=\"" + s
                                + "\"><w:r><w:t>here</w:t></w:r></w:hyperlink></w:p>"),
                body(
                        "text box that is not shown",
                        s -> box("", "hidden=\"1\"", s),
                        s -> box("", "", s),
                        Concealment.HIDDEN_OBJECT),
                body(
                        "text box off the page",
                        s -> box(
                                "<wp:positionH relativeFrom=\"page\"><wp:posOffset>-9144000</wp:posOffset></wp:positionH>"
                                        + "<wp:extent cx=\"914400\" cy=\"914400\"/>",
                                "",
                                s),
                        s -> box(
                                "<wp:positionH relativeFrom=\"page\"><wp:posOffset>914400</wp:posOffset></wp:positionH>"
                                        + "<wp:extent cx=\"914400\" cy=\"914400\"/>",
                                "",
                                s),
                        Concealment.OFF_PAGE),
                body(
                        "old text box that is not shown",
                        s -> oldBox("position:absolute;visibility:hidden", s),
                        s -> oldBox("position:absolute;visibility:visible", s),
                        Concealment.HIDDEN_OBJECT),
                body(
                        "version for readers that do not know better",
                        TikaSays.LOST,
                        s -> alternate("w14", run("As agreed."), run(s)),
                        s -> alternate("w14", run(s), run("As agreed.")),
                        Concealment.ALTERNATIVE_PART),
                body(
                        "version that no reader knows",
                        TikaSays.LOST,
                        s -> alternate("odd", run(s), run("As agreed.")),
                        s -> alternate("odd", run("As agreed."), run(s)),
                        Concealment.ALTERNATIVE_PART));
    }

    private static List<Vector> parts() {
        return List.of(
                new Vector(
                        FILE,
                        "comment",
                        s -> OoxmlFile.word("<w:p><w:commentRangeStart w:id=\"1\"/><w:r><w:t>As agreed</w:t></w:r>"
                                        + "<w:commentRangeEnd w:id=\"1\"/><w:r>"
                                        + "<w:commentReference w:id=\"1\"/></w:r></w:p>")
                                .officePart(
                                        "/word/comments.xml",
                                        "wordprocessingml.comments+xml",
                                        "<w:comments"
                                                + OoxmlFile.NAMESPACES + "><w:comment w:id=\"1\" w:author=\"A\">"
                                                + paragraph(s)
                                                + "</w:comment></w:comments>")
                                .relate(DOCUMENT, "c1", "comments", "comments.xml")
                                .bytes(),
                        s -> OoxmlFile.word(paragraph(s)).bytes(),
                        TikaSays.BODY,
                        Channel.COMMENT,
                        Concealment.COMMENT,
                        Place.Paragraph.class),
                stray(
                        "header that no section names",
                        s -> header("", s),
                        s -> header("<w:sectPr><w:headerReference w:type=\"default\" r:id=\"h1\"/></w:sectPr>", s)),
                stray("footnote that nothing refers to", s -> footnote("9", s), s -> footnote("2", s)),
                stray(
                        "glossary",
                        s -> OoxmlFile.word("")
                                .officePart(
                                        "/word/glossary/document.xml",
                                        "wordprocessingml.document.glossary+xml",
                                        "<w:glossaryDocument" + OoxmlFile.NAMESPACES
                                                + "><w:docParts><w:docPart><w:docPartBody>" + paragraph(s)
                                                + "</w:docPartBody></w:docPart></w:docParts></w:glossaryDocument>")
                                .relate(DOCUMENT, "g1", "glossaryDocument", "glossary/document.xml"),
                        s -> OoxmlFile.word(paragraph(s))),
                stray(
                        "data of the document's own",
                        s -> OoxmlFile.word("")
                                .part("/customXml/item1.xml", "application/xml", "<data><note>" + s + "</note></data>")
                                .relate(DOCUMENT, "x1", "customXml", "../customXml/item1.xml"),
                        s -> OoxmlFile.word(paragraph(s))),
                stray(
                        "part that nothing leads to",
                        s -> OoxmlFile.word("").part("/word/old.xml", "application/xml", "<data note=\"" + s + "\"/>"),
                        s -> OoxmlFile.word(paragraph(s))));
    }

    private static Vector look(String way, String hidden, String shown, Concealment code) {
        return body(way, s -> looking(hidden, s), s -> looking(shown, s), code);
    }

    private static Vector body(
            String way, UnaryOperator<String> hidden, UnaryOperator<String> shown, Concealment code) {
        return body(way, TikaSays.BODY, hidden, shown, code);
    }

    private static Vector body(
            String way, TikaSays tika, UnaryOperator<String> hidden, UnaryOperator<String> shown, Concealment code) {
        return new Vector(
                FILE,
                way,
                s -> OoxmlFile.word(hidden.apply(s)).bytes(),
                s -> OoxmlFile.word(shown.apply(s)).bytes(),
                tika,
                Channel.HIDDEN,
                code,
                Place.Paragraph.class);
    }

    private static Vector style(
            String way, String hidden, String shown, UnaryOperator<String> blocks, Concealment code) {
        return new Vector(
                FILE,
                way,
                s -> styled(hidden, blocks.apply(s)),
                s -> styled(shown, blocks.apply(s)),
                TikaSays.BODY,
                Channel.HIDDEN,
                code,
                Place.Paragraph.class);
    }

    private static Vector described(String way, UnaryOperator<String> hidden) {
        return new Vector(
                FILE,
                way,
                s -> OoxmlFile.word(hidden.apply(s)).bytes(),
                s -> OoxmlFile.word(paragraph(s)).bytes(),
                TikaSays.LOST,
                Channel.ALT_TEXT,
                Concealment.ATTRIBUTE_ONLY,
                Place.Paragraph.class);
    }

    private interface Made {
        OoxmlFile of(String sentence);
    }

    private static Vector stray(String way, Made hidden, Made shown) {
        return new Vector(
                FILE,
                way,
                s -> hidden.of(s).bytes(),
                s -> shown.of(s).bytes(),
                TikaSays.LOST,
                Channel.HIDDEN,
                Concealment.UNREFERENCED_PART,
                Place.Paragraph.class);
    }

    private static byte[] styled(String styles, String blocks) {
        return OoxmlFile.word(blocks)
                .officePart(
                        "/word/styles.xml",
                        "wordprocessingml.styles+xml",
                        "<w:styles" + OoxmlFile.NAMESPACES + ">" + styles + "</w:styles>")
                .relate(DOCUMENT, "t1", "styles", "styles.xml")
                .bytes();
    }

    private static OoxmlFile header(String section, String sentence) {
        return OoxmlFile.word(section)
                .officePart(
                        "/word/header1.xml",
                        "wordprocessingml.header+xml",
                        "<w:hdr" + OoxmlFile.NAMESPACES + ">" + paragraph(sentence) + "</w:hdr>")
                .relate(DOCUMENT, "h1", "header", "header1.xml");
    }

    private static OoxmlFile footnote(String id, String sentence) {
        return OoxmlFile.word("<w:p><w:r><w:t>As noted</w:t><w:footnoteReference w:id=\"2\"/></w:r></w:p>")
                .officePart(
                        "/word/footnotes.xml",
                        "wordprocessingml.footnotes+xml",
                        "<w:footnotes"
                                + OoxmlFile.NAMESPACES + "><w:footnote w:id=\"" + id + "\">" + paragraph(sentence)
                                + "</w:footnote></w:footnotes>")
                .relate(DOCUMENT, "f1", "footnotes", "footnotes.xml");
    }

    private static String paragraph(String text) {
        return "<w:p>" + run(text) + "</w:p>";
    }

    private static String run(String text) {
        return "<w:r><w:t>" + text + "</w:t></w:r>";
    }

    private static String looking(String properties, String text) {
        return "<w:p><w:r><w:rPr>" + properties + "</w:rPr><w:t>" + text + "</w:t></w:r></w:p>";
    }

    private static String white(String text) {
        return looking("<w:color w:val=\"FFFFFF\"/>", text);
    }

    private static String row(String properties, String text) {
        return "<w:tbl><w:tr><w:trPr>" + properties + "</w:trPr><w:tc>" + paragraph(text) + "</w:tc></w:tr></w:tbl>";
    }

    private static String field(String code, String result) {
        return "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r>" + code + "</w:r>"
                + "<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>" + run(result)
                + "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>";
    }

    private static String form(String properties, String result) {
        return field("<w:instrText>FORMTEXT</w:instrText>", result)
                .replace(
                        "<w:fldChar w:fldCharType=\"begin\"/>",
                        "<w:fldChar w:fldCharType=\"begin\"><w:ffData><w:name w:val=\"Field\"/>" + properties
                                + "</w:ffData></w:fldChar>");
    }

    private static String control(String properties, String content) {
        return "<w:sdt><w:sdtPr>" + properties + "</w:sdtPr><w:sdtContent>" + paragraph(content)
                + "</w:sdtContent></w:sdt>";
    }

    private static String alternate(String known, String choice, String fallback) {
        return "<w:p><mc:AlternateContent><mc:Choice Requires=\"" + known + "\">" + choice + "</mc:Choice><mc:Fallback>"
                + fallback + "</mc:Fallback></mc:AlternateContent></w:p>";
    }

    private static String box(String position, String properties, String text) {
        return "<w:p><w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wp:anchor>" + position
                + "<wp:docPr id=\"1\" name=\"B\" " + properties + "/><a:graphic><a:graphicData"
                + " uri=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\"><wps:wsp><wps:txbx>"
                + "<w:txbxContent>" + paragraph(text) + "</w:txbxContent></wps:txbx></wps:wsp></a:graphicData>"
                + "</a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback>" + pict("", text)
                + "</mc:Fallback></mc:AlternateContent></w:r></w:p>";
    }

    private static String oldBox(String style, String text) {
        return "<w:p><w:r>" + pict(style, text) + "</w:r></w:p>";
    }

    private static String pict(String style, String text) {
        return "<w:pict><v:rect style=\"" + style + "\"><v:textbox><w:txbxContent>" + paragraph(text)
                + "</w:txbxContent></v:textbox></v:rect></w:pict>";
    }
}
