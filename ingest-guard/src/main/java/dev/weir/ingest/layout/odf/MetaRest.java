package dev.weir.ingest.layout.odf;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.Place;
import dev.weir.ingest.layout.Words;
import dev.weir.ingest.layout.office.Lines;
import dev.weir.ingest.layout.office.XmlWalk;
import dev.weir.models.detect.Channel;
import java.util.Set;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;

/** Reads the properties and settings of a document that Tika does not know. */
final class MetaRest {

    private static final Place PLACE = new Place.Paragraph(1, 1);

    /** Properties that Tika reads. */
    private static final Set<String> KNOWN = Set.of(
            "dc:title",
            "dc:creator",
            "dc:description",
            "dc:subject",
            "dc:date",
            "dc:language",
            "dc:publisher",
            "dc:contributor",
            "dc:type",
            "dc:format",
            "dc:identifier",
            "dc:rights",
            "meta:keyword",
            "meta:user-defined",
            "meta:generator",
            "meta:initial-creator",
            "meta:creation-date",
            "meta:editing-cycles",
            "meta:editing-duration");

    private MetaRest() {}

    /** Reads the list of properties on which the walk stands. */
    static void properties(XmlWalk walk, Lines lines) throws XMLStreamException {
        walk.children(name -> {
            if (!KNOWN.contains(name)) {
                write(walk.prefixed("xlink", "title"), lines);
                write(walk.text(), lines);
            }
        });
    }

    /** Reads settings, of which few say anything. */
    static void settings(XmlWalk walk, Lines lines) throws XMLStreamException {
        walk.content(child -> settings(walk, lines), text -> {
            if (Words.speakPlainly(text)) {
                write(text, lines);
            }
        });
    }

    private static void write(@Nullable String text, Lines lines) {
        lines.beside(Channel.METADATA, text, PLACE, Concealment.METADATA, Set.of());
    }
}
