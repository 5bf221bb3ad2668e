package dev.weir.ingest.layout;

import dev.weir.ingest.layout.Vector.TikaSays;
import dev.weir.models.detect.Channel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Ways to hide a sentence in JSON and in XML. */
final class DataVectors {

    private static final String XML = "<?xml version=\"1.0\"?>%s<orchard><crop>Pears.</crop>%s</orchard>";

    private final List<Vector> vectors = new ArrayList<>();

    private DataVectors() {}

    static List<Vector> all() {
        DataVectors all = new DataVectors();
        all.json();
        all.xml();
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

    private static byte[] bytes(String text, String sentence) {
        return text.replace("§", sentence).getBytes(StandardCharsets.UTF_8);
    }
}
