package dev.weir.ingest.layout;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A book of one chapter, which a test changes as it needs. */
final class EpubFile {

    private final Map<String, String> files = new LinkedHashMap<>();
    private final StringBuilder metadata = new StringBuilder();
    private final StringBuilder items = new StringBuilder();
    private final StringBuilder spine = new StringBuilder();
    private final StringBuilder rest = new StringBuilder();

    private EpubFile() {}

    /** @param body of the chapter */
    static EpubFile of(String body) {
        return of("", body);
    }

    /**
     * A book.
     *
     * @param head of the chapter, inside of its head element
     * @param body of the chapter
     */
    static EpubFile of(String head, String body) {
        return new EpubFile().chapter("one", "", page(head, body));
    }

    static String page(String head, String body) {
        return "<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title>One</title>" + head
                + "</head><body>" + body + "</body></html>";
    }

    /** Adds a page in the reading order. */
    EpubFile chapter(String id, String attributes, String page) {
        spine.append("<itemref idref=\"")
                .append(id)
                .append("\" ")
                .append(attributes)
                .append("/>");
        return file(id, "text/" + id + ".xhtml", "application/xhtml+xml", "", page);
    }

    /** Adds a file and lists it. */
    EpubFile file(String id, String path, String type, String attributes, String content) {
        items.append("<item id=\"")
                .append(id)
                .append("\" href=\"")
                .append(path)
                .append("\" media-type=\"")
                .append(type);
        items.append("\" ").append(attributes).append("/>");
        return part("book/" + path, content);
    }

    /** Adds a file, or changes one. */
    EpubFile part(String path, String content) {
        files.put(path, content);
        return this;
    }

    EpubFile metadata(String xml) {
        metadata.append(xml);
        return this;
    }

    /** Adds to the end of the package document. */
    EpubFile rest(String xml) {
        rest.append(xml);
        return this;
    }

    byte[] bytes() {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("mimetype", "application/epub+zip");
        parts.put(
                "META-INF/container.xml",
                "<?xml version=\"1.0\"?><container version=\"1.0\" xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\">"
                        + "<rootfiles><rootfile full-path=\"book/book.opf\" media-type=\"application/oebps-package+xml\"/>"
                        + "</rootfiles></container>");
        parts.put(
                "book/book.opf",
                "<?xml version=\"1.0\"?><package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\"><metadata"
                        + " xmlns:dc=\"http://purl.org/dc/elements/1.1/\">" + metadata + "</metadata><manifest>" + items
                        + "</manifest><spine>" + spine + "</spine>" + rest + "</package>");
        parts.putAll(files);
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            try (ZipOutputStream zip = new ZipOutputStream(out)) {
                zip.setLevel(Deflater.NO_COMPRESSION);
                for (Map.Entry<String, String> part : parts.entrySet()) {
                    zip.putNextEntry(new ZipEntry(part.getKey()));
                    zip.write(part.getValue().getBytes(StandardCharsets.UTF_8));
                }
            }
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
