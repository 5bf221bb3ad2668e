package dev.weir.ingest.layout;

import dev.weir.ingest.layout.Vector.TikaSays;
import dev.weir.models.detect.Channel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Ways to hide a sentence in JSON, in XML and in feeds. */
final class DataVectors {

    private static final String XML = "<?xml version=\"1.0\"?>%s<orchard><crop>Pears.</crop>%s</orchard>";

    private static final String RSS =
            "<?xml version=\"1.0\"?><rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/"
                    + "modules/content/\"><channel><title>Harvest</title><item><title>Pears</title>"
                    + "<link>https://example.org/1</link>%s</item></channel></rss>";

    private static final String ATOM = "<?xml version=\"1.0\"?><feed xmlns=\"http://www.w3.org/2005/Atom\">"
            + "<title>Harvest</title><entry><title>Pears</title><link href=\"https://example.org/1\"/>%s</entry></feed>";

    private final List<Vector> vectors = new ArrayList<>();

    private DataVectors() {}

    static List<Vector> all() {
        DataVectors all = new DataVectors();
        all.json();
        all.xml();
        all.feeds();
        return all.vectors;
    }

    private void json() {
        json("comment", "{\"crop\": \"Pears\", /* § */ \"tonnes\": 4}");
        json("comment to the end of a line", "{\"crop\": \"Pears\" // §\n}");
        json("comment behind the end", "{\"crop\": \"Pears\"}\n// §");
    }

    private void json(String way, String json) {
        vectors.add(new Vector(
                "crops.json",
                way,
                sentence -> bytes(json, sentence),
                sentence -> bytes("{\"crop\": \"Pears\", \"note\": \"§\"}", sentence),
                TikaSays.BODY,
                Channel.COMMENT,
                Concealment.COMMENT,
                Place.Line.class));
    }

    private void xml() {
        xml("comment", "", "<!-- § -->", Channel.COMMENT, Concealment.COMMENT);
        xml("instruction to a program", "", "<?note §?>", Channel.COMMENT, Concealment.COMMENT);
        xml("attribute", "", "<crop note=\"§\"/>", Channel.METADATA, Concealment.ATTRIBUTE_ONLY);
        xml("entity that is not used", "<!DOCTYPE orchard [<!ENTITY e \"§\">]>", "", Concealment.NOT_RENDERED);
        xml(
                "entity that leads to another",
                "<!DOCTYPE orchard [<!ENTITY e \"§\"><!ENTITY f \"&e;\">]>",
                "",
                Concealment.NOT_RENDERED);
        xml(
                "value for an attribute that is not there",
                "<!DOCTYPE orchard [<!ATTLIST crop note CDATA \"§\">]>",
                "",
                Concealment.NOT_RENDERED);
        xml(
                "comment in the document type",
                "<!DOCTYPE orchard [<!-- § -->]>",
                "",
                Channel.COMMENT,
                Concealment.COMMENT);
    }

    private void xml(String way, String declaration, String content, Concealment code) {
        xml(way, declaration, content, Channel.HIDDEN, code);
    }

    private void xml(String way, String declaration, String content, Channel channel, Concealment code) {
        vectors.add(new Vector(
                "crops.xml",
                way,
                sentence -> bytes(String.format(Locale.ROOT, XML, declaration, content), sentence),
                sentence -> bytes(String.format(Locale.ROOT, XML, "", "<note><![CDATA[§]]></note>"), sentence),
                TikaSays.LOST,
                channel,
                code,
                Place.Element.class));
    }

    private void feeds() {
        String description = "<description>&lt;p%s&gt;§&lt;/p&gt;</description>";
        feed("news.rss", RSS, "hidden block of a description", description, TikaSays.BODY, Concealment.CSS_HIDDEN);
        feed(
                "news.rss",
                RSS,
                "hidden block of a whole text",
                "<content:encoded><![CDATA[<p%s>§</p>]]></content:encoded>",
                TikaSays.LOST,
                Concealment.CSS_HIDDEN);
        vectors.add(new Vector(
                "news.rss",
                "comment in a description",
                sentence ->
                        bytes(String.format(Locale.ROOT, RSS, "<description>&lt;!-- § --&gt;</description>"), sentence),
                sentence -> bytes(String.format(Locale.ROOT, RSS, "<description>§</description>"), sentence),
                TikaSays.LOST,
                Channel.COMMENT,
                Concealment.COMMENT,
                Place.Element.class));
        feed(
                "news.atom",
                ATOM,
                "hidden block of a text",
                "<content type=\"html\">&lt;p%s&gt;§&lt;/p&gt;</content>",
                TikaSays.LOST,
                Concealment.CSS_HIDDEN);
    }

    /** @param text with the place of an attribute that hides it */
    private void feed(String file, String feed, String way, String text, TikaSays tika, Concealment code) {
        vectors.add(new Vector(
                file,
                way,
                sentence -> bytes(feed(feed, text, " style=\"display:none\""), sentence),
                sentence -> bytes(feed(feed, text, ""), sentence),
                tika,
                Channel.HIDDEN,
                code,
                Place.Element.class));
    }

    private static String feed(String feed, String text, String style) {
        return String.format(Locale.ROOT, feed, String.format(Locale.ROOT, text, style));
    }

    private static byte[] bytes(String text, String sentence) {
        return text.replace("§", sentence).getBytes(StandardCharsets.UTF_8);
    }
}
