package dev.weir.ingest.layout.ooxml;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.Place;
import dev.weir.ingest.layout.office.Lines;
import dev.weir.ingest.layout.office.Words;
import dev.weir.models.detect.Channel;
import dev.weir.models.detect.GapCode;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.poi.openxml4j.opc.PackagePart;
import org.apache.poi.openxml4j.opc.PackagePartName;
import org.apache.poi.openxml4j.opc.PackageRelationship;
import org.apache.tika.exception.TikaException;

/** Reads what no pass has read: data, leftovers, parts that nothing leads to. Their words are kept as hidden text. */
final class Leftovers {

    /** Properties of the package, which are metadata, and keys and signatures, which say nothing. */
    private static final List<String> OTHERS =
            List.of("/docProps/", "/_xmlsignatures/", "/[Content_Types].xml", "/word/fontTable.xml");

    private final OfficePackage parts;
    private final Lines lines;
    private int partNumber;

    Leftovers(OfficePackage parts, Lines lines, int partNumber) {
        this.parts = parts;
        this.lines = lines;
        this.partNumber = partNumber;
    }

    void read() throws TikaException {
        Set<PackagePartName> reachable = parts.reachable();
        for (PackagePart part : parts.all()) {
            links(part);
            String name = part.getPartName().getName();
            if (parts.isRead(part) || OTHERS.stream().anyMatch(name::startsWith)) {
                continue;
            }
            boolean reached = reachable.contains(part.getPartName());
            if (isXml(part)) {
                words(part, !reached || name.startsWith("/customXml/") || isData(part));
            } else if (!reached) {
                lines.sink().gap(GapCode.UNSUPPORTED, "a part that nothing leads to and that is not XML");
            }
        }
    }

    private void links(PackagePart part) {
        for (PackageRelationship relationship : parts.relationships(part)) {
            if (OfficePackage.isOutside(relationship)) {
                lines.sink().link(relationship.getTargetURI().toString());
            }
        }
    }

    private static boolean isXml(PackagePart part) {
        String type = part.getContentType();
        return type.endsWith("xml") && !type.contains("relationships");
    }

    /** Parts that say all they say in attributes. */
    private static boolean isData(PackagePart part) {
        String type = part.getContentType();
        return type.contains("pivotCacheDefinition")
                || type.contains("connections")
                || type.contains("queryTable")
                || type.contains("externalLink")
                || type.contains("presentationml.tags");
    }

    private void words(PackagePart part, boolean withAttributes) {
        Place place = new Place.Paragraph(++partNumber, 1);
        Set<Concealment> reasons = EnumSet.of(Concealment.UNREFERENCED_PART);
        parts.read(
                part,
                walk -> walk.everything(new XmlWalk.Words() {
                    @Override
                    public void text(String text) {
                        if (!text.isBlank()) {
                            lines.text(text, place, reasons);
                        }
                    }

                    @Override
                    public void attribute(String value) {
                        if (withAttributes && speaks(value)) {
                            lines.beside(Channel.HIDDEN, value, place, Concealment.ATTRIBUTE_ONLY, reasons);
                        }
                    }

                    @Override
                    public void end() {
                        lines.sink().blank(Channel.HIDDEN);
                    }
                }));
    }

    /** The address of a vocabulary is no sentence. */
    private static boolean speaks(String value) {
        return !value.startsWith("http://schemas.") && !value.startsWith("urn:") && Words.speak(value);
    }
}
