package dev.weir.ingest.layout;

import static dev.weir.ingest.layout.ConfluenceFile.PAGE;
import static dev.weir.ingest.layout.ConfluenceFile.link;
import static dev.weir.ingest.layout.ConfluenceFile.property;

import dev.weir.ingest.layout.Vector.TikaSays;
import dev.weir.models.detect.Channel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Ways to hide a sentence in the export of a Confluence space, and in a page in its storage format. */
final class ConfluenceVectors {

    private static final String MACRO =
            "<ac:structured-macro ac:name=\"%s\" ac:schema-version=\"1\">%s</ac:structured-macro>";
    private static final String RICH = "<ac:rich-text-body><p>§</p></ac:rich-text-body>";
    private static final String PLAIN = "<ac:plain-text-body><![CDATA[%s]]></ac:plain-text-body>";

    private final List<Vector> vectors = new ArrayList<>();

    private ConfluenceVectors() {}

    static List<Vector> all() {
        ConfluenceVectors all = new ConfluenceVectors();
        all.macros();
        all.elements();
        all.objects();
        all.files();
        all.single();
        return all.vectors;
    }

    private void macros() {
        String parameter = "<ac:parameter ac:name=\"%s\">%s</ac:parameter>";
        page(
                "parameter of a macro",
                macro("toc", String.format(Locale.ROOT, parameter, "class", "§")),
                Concealment.NOT_RENDERED);
        page(
                "name of a macro",
                String.format(Locale.ROOT, MACRO, "§", RICH.replace("§", "Pears.")),
                Concealment.ATTRIBUTE_ONLY);
        String hidden = String.format(Locale.ROOT, parameter, "hidden", "true");
        shown("hidden excerpt", macro("excerpt", hidden + RICH), macro("excerpt", RICH), Concealment.NOT_RENDERED);
        shown(
                "hidden page properties",
                macro("details", hidden + RICH),
                macro("details", RICH),
                Concealment.NOT_RENDERED);
        shown(
                "macro for comments",
                macro("html-comment", String.format(Locale.ROOT, PLAIN, "§")),
                macro("code", String.format(Locale.ROOT, PLAIN, "§")),
                Concealment.NOT_RENDERED);
        shown(
                "raw page in a macro",
                macro("html", String.format(Locale.ROOT, PLAIN, "<p style=\"display:none\">§</p>")),
                macro("html", String.format(Locale.ROOT, PLAIN, "<p>§</p>")),
                Concealment.CSS_HIDDEN);
        shown(
                "white text in a panel",
                macro("panel", String.format(Locale.ROOT, parameter, "bgColor", "#ffffff") + white()),
                macro("panel", String.format(Locale.ROOT, parameter, "bgColor", "#003366") + white()),
                Concealment.LOW_CONTRAST);
        page(
                "data of the newer editor",
                "<ac:adf-extension><ac:adf-node type=\"panel\"><ac:adf-attribute key=\"note\">§</ac:adf-attribute>"
                        + "</ac:adf-node></ac:adf-extension>",
                Concealment.NOT_RENDERED);
    }

    private static String macro(String name, String content) {
        return String.format(Locale.ROOT, MACRO, name, content);
    }

    private static String white() {
        return "<ac:rich-text-body><p><span style=\"color: rgb(255,255,255);\">§</span></p></ac:rich-text-body>";
    }

    private void elements() {
        page("placeholder", "<p><ac:placeholder>§</ac:placeholder></p>", Concealment.NOT_RENDERED);
        page(
                "number of a task",
                "<ac:task-list><ac:task><ac:task-id>§</ac:task-id><ac:task-body>Prune.</ac:task-body></ac:task>"
                        + "</ac:task-list>",
                Concealment.NOT_RENDERED);
        page("white text", "<p><span style=\"color: rgb(255,255,255);\">§</span></p>", Concealment.LOW_CONTRAST);
        page("display:none", "<p style=\"display: none\">§</p>", Concealment.CSS_HIDDEN);
        page("comment in the text", "<!-- § -->", Channel.COMMENT, Concealment.COMMENT);
        page(
                "text for a picture",
                "<ac:image ac:alt=\"§\"><ri:attachment ri:filename=\"a.png\"/></ac:image>",
                Channel.ALT_TEXT,
                Concealment.ATTRIBUTE_ONLY);
        page(
                "title of a picture",
                "<ac:image ac:title=\"§\"><ri:url ri:value=\"a.png\"/></ac:image>",
                Channel.ALT_TEXT,
                Concealment.ATTRIBUTE_ONLY);
        page(
                "words for a picture of a mood",
                "<p><ac:emoticon ac:name=\"smile\" ac:emoji-fallback=\"§\"/></p>",
                Concealment.ATTRIBUTE_ONLY);
    }

    private void objects() {
        String comment = link("containerContent", "Page", PAGE);
        object(
                "comment on a page",
                Channel.COMMENT,
                Concealment.COMMENT,
                sentence -> start().object("Comment", "200", comment + property("contentStatus", "current"))
                        .body("Comment", "200", "<p>" + sentence + "</p>"));
        object(
                "answer to a comment",
                Channel.COMMENT,
                Concealment.COMMENT,
                sentence -> start().object("Comment", "200", comment)
                        .object("Comment", "201", link("parent", "Comment", "200"))
                        .body("Comment", "201", "<p>" + sentence + "</p>"));
        object(
                "what a comment quotes",
                Channel.COMMENT,
                Concealment.COMMENT,
                sentence -> start().object("Comment", "200", comment)
                        .object(
                                "ContentProperty",
                                "300",
                                property("name", "inline-original-selection")
                                        + property("stringValue", sentence)
                                        + link("content", "Comment", "200")));
        object(
                "note on a version",
                Channel.COMMENT,
                Concealment.COMMENT,
                sentence -> start().object(
                                "Page", "150", property("title", "Pears") + property("versionComment", sentence)));
        object(
                "earlier version",
                Channel.HIDDEN,
                Concealment.STALE_REVISION,
                sentence -> start().object(
                                "Page", "101", property("title", "Minutes") + link("originalVersion", "Page", PAGE))
                        .body("Page", "101", "<p>" + sentence + "</p>"));
        object(
                "draft of a page",
                Channel.HIDDEN,
                Concealment.UNREFERENCED_PART,
                sentence -> start().object(
                                "Page",
                                "101",
                                property("title", "Minutes")
                                        + property("contentStatus", "draft")
                                        + link("originalVersion", "Page", PAGE))
                        .body("Page", "101", "<p>" + sentence + "</p>"));
        object(
                "draft of a new page",
                Channel.HIDDEN,
                Concealment.UNREFERENCED_PART,
                sentence -> start().object(
                                "Page", "101", property("title", "Pears") + property("contentStatus", "draft"))
                        .body("Page", "101", "<p>" + sentence + "</p>"));
        object(
                "deleted page",
                Channel.HIDDEN,
                Concealment.UNREFERENCED_PART,
                sentence -> start().object(
                                "Page", "101", property("title", "Pears") + property("contentStatus", "deleted"))
                        .body("Page", "101", "<p>" + sentence + "</p>"));
        object(
                "title of a deleted page",
                Channel.HIDDEN,
                Concealment.UNREFERENCED_PART,
                sentence -> start().object(
                                "Page", "101", property("title", sentence) + property("contentStatus", "deleted")));
        object(
                "text of no object",
                Channel.HIDDEN,
                Concealment.UNREFERENCED_PART,
                sentence -> start().body("CustomContentEntityObject", "900", "<p>" + sentence + "</p>"));
        object(
                "property of another object",
                Channel.METADATA,
                Concealment.METADATA,
                sentence -> start().object("BucketPropertySetItem", "900", property("textVal", sentence)));
        object(
                "text between the properties",
                Channel.COMMENT,
                Concealment.COMMENT,
                sentence -> start().object("Space", "2", "<![CDATA[" + sentence + "]]>"));
    }

    private void files() {
        String here = link("containerContent", "Page", PAGE);
        object(
                "note on an attachment",
                Channel.COMMENT,
                Concealment.COMMENT,
                sentence -> start().object(
                                "Attachment",
                                "400",
                                property("title", "a.txt") + property("versionComment", sentence) + here));
        object(
                "name of an attachment",
                Channel.METADATA,
                Concealment.METADATA,
                sentence -> start().object("Attachment", "400", property("title", sentence) + here));
        vectors.add(new Vector(
                "space.confluence",
                "earlier version of an attachment",
                sentence -> attachment("Pears, four tonnes.", sentence).bytes(),
                sentence -> attachment(sentence, "Pears, four tonnes.").bytes(),
                TikaSays.BODY,
                Channel.HIDDEN,
                Concealment.STALE_REVISION,
                Place.Element.class));
        vectors.add(new Vector(
                "space.confluence",
                "file of no attachment",
                sentence -> start().file("attachments/100/999/1", htmlPage(sentence))
                        .bytes(),
                sentence -> attachment(sentence, "Pears.").bytes(),
                TikaSays.BODY,
                Channel.HIDDEN,
                Concealment.UNREFERENCED_PART,
                Place.Element.class));
    }

    private static ConfluenceFile attachment(String current, String earlier) {
        String here = link("containerContent", "Page", PAGE) + property("title", "a.txt");
        return start().object("Attachment", "400", property("version", "2") + here)
                .object(
                        "Attachment",
                        "401",
                        property("version", "1") + here + link("originalVersion", "Attachment", "400"))
                .file("attachments/100/400/2", htmlPage(current))
                .file("attachments/100/400/1", htmlPage(earlier));
    }

    private static String htmlPage(String sentence) {
        return "<html><body><p>" + sentence + "</p></body></html>";
    }

    private void single() {
        String parameter = "<ac:parameter ac:name=\"class\">§</ac:parameter>";
        vectors.add(new Vector(
                "page.xml",
                "parameter of a macro of a wiki",
                sentence -> storage(macro("toc", parameter).replace("§", sentence)),
                sentence -> storage(macro("code", String.format(Locale.ROOT, PLAIN, sentence))),
                TikaSays.BODY,
                Channel.HIDDEN,
                Concealment.NOT_RENDERED,
                Place.Element.class));
    }

    private static byte[] storage(String page) {
        return ("<div xmlns:ac=\"http://atlassian.com/content\"><p>The minutes of the meeting.</p>" + page + "</div>")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static ConfluenceFile start() {
        return ConfluenceFile.page("");
    }

    private void page(String way, String storage, Concealment code) {
        page(way, storage, Channel.HIDDEN, code);
    }

    private void page(String way, String storage, Channel channel, Concealment code) {
        add(way, storage, "<p>§</p>", channel, code);
    }

    private void shown(String way, String hidden, String control, Concealment code) {
        add(way, hidden, control, Channel.HIDDEN, code);
    }

    private void add(String way, String hidden, String control, Channel channel, Concealment code) {
        vectors.add(new Vector(
                "space.confluence",
                way,
                sentence -> ConfluenceFile.page(hidden.replace("§", sentence)).bytes(),
                sentence -> ConfluenceFile.page(control.replace("§", sentence)).bytes(),
                TikaSays.BODY,
                channel,
                code,
                Place.Element.class));
    }

    private void object(String way, Channel channel, Concealment code, Function<String, ConfluenceFile> hidden) {
        vectors.add(new Vector(
                "space.confluence",
                way,
                sentence -> hidden.apply(sentence).bytes(),
                sentence -> ConfluenceFile.page("<p>" + sentence + "</p>").bytes(),
                TikaSays.BODY,
                channel,
                code,
                Place.Element.class));
    }
}
