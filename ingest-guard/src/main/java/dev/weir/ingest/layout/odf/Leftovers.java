package dev.weir.ingest.layout.odf;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.Place;
import dev.weir.ingest.layout.office.Lines;
import dev.weir.ingest.layout.office.LooseWords;
import dev.weir.models.detect.GapCode;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.tika.exception.WriteLimitReachedException;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.xml.sax.SAXException;

/** Reads the entries of a package that are not its text: properties, pictures, objects, and what nothing shows. */
final class Leftovers {

    private static final int FIRST_PART = 100;

    private static final Pattern TYPE = Pattern.compile("application/vnd\\.oasis\\.opendocument\\.[a-z-]{1,40}");
    private static final String TEXT = "application/vnd.oasis.opendocument.text";

    /** Neither text nor something that people are shown. */
    private static final List<String> APPARATUS = List.of(
            "Configurations2/",
            "Fonts/",
            "layout-cache",
            "ObjectReplacements/",
            "META-INF/documentsignatures.xml",
            "META-INF/macrosignatures.xml");

    private final OdfPackage parts;
    private final Lines lines;
    private final Embedded embedded;
    private int partNumber = FIRST_PART;

    Leftovers(OdfPackage parts, Lines lines, Embedded embedded) {
        this.parts = parts;
        this.lines = lines;
        this.embedded = embedded;
    }

    void read() throws IOException, SAXException {
        for (ZipArchiveEntry entry : parts.unread()) {
            if (!parts.isRead(entry)) {
                read(entry, entry.getName());
                parts.skip(entry);
            }
        }
    }

    private void read(ZipArchiveEntry entry, String name) throws IOException, SAXException {
        int slash = name.indexOf('/');
        String folder = slash < 0 ? "" : name.substring(0, slash);
        boolean xml = name.endsWith(".xml") || name.endsWith(".rdf");
        if (name.equals("meta.xml")) {
            parts.read(
                    entry, false, walk -> walk.root(root -> walk.children(meta -> MetaRest.properties(walk, lines))));
        } else if (name.contains("Pictures/") || name.contains("Thumbnails/")) {
            picture(entry, name);
        } else if (!folder.isEmpty() && embedded.isReferred(folder)) {
            object(folder);
        } else if (embedded.isReferred(name)) {
            embedded.hand(TikaInputStream.get(parts.open(entry)), named(name));
        } else if (name.equals("settings.xml") || name.equals("manifest.rdf") || (xml && isApparatus(name))) {
            words(entry, LooseWords.ofProperties(lines, nextPlace()));
        } else if (xml && (name.startsWith("Basic/") || name.startsWith("Dialogs/"))) {
            words(entry, LooseWords.ofText(lines, nextPlace(), Concealment.NOT_RENDERED));
        } else if (xml) {
            words(entry, LooseWords.ofAll(lines, nextPlace(), Concealment.UNREFERENCED_PART));
        } else if (!isApparatus(name)) {
            lines.sink().gap(GapCode.UNSUPPORTED, "an entry that nothing leads to and that is not XML");
        }
    }

    private static boolean isApparatus(String name) {
        return APPARATUS.stream().anyMatch(name::startsWith);
    }

    private Place nextPlace() {
        return new Place.Paragraph(++partNumber, 1);
    }

    private void words(ZipArchiveEntry entry, LooseWords words) {
        parts.read(entry, true, walk -> walk.everything(words));
    }

    private static Metadata named(String name) {
        Metadata metadata = new Metadata();
        metadata.set(TikaCoreProperties.INTERNAL_PATH, name);
        metadata.set(TikaCoreProperties.RESOURCE_NAME_KEY, name);
        return metadata;
    }

    private void picture(ZipArchiveEntry entry, String name) throws IOException, SAXException {
        Metadata metadata = named(name);
        TikaCoreProperties.EmbeddedResourceType type = name.contains("Pictures/")
                ? TikaCoreProperties.EmbeddedResourceType.INLINE
                : TikaCoreProperties.EmbeddedResourceType.THUMBNAIL;
        metadata.set(TikaCoreProperties.EMBEDDED_RESOURCE_TYPE, type.toString());
        embedded.hand(TikaInputStream.get(parts.open(entry)), metadata);
    }

    /** A chart, a formula or another document that stands in this one. */
    private void object(String folder) throws IOException, SAXException {
        String said = parts.types().getOrDefault(folder + '/', TEXT);
        try {
            byte[] inner = parts.inner(folder + '/', TYPE.matcher(said).matches() ? said : TEXT);
            embedded.hand(TikaInputStream.get(inner), named(folder));
        } catch (WriteLimitReachedException e) {
            lines.sink().gap(GapCode.LIMIT_OUTPUT, "an embedded document is too large");
        }
    }
}
