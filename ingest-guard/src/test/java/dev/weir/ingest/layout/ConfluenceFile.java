package dev.weir.ingest.layout;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The XML export of a space, object by object. */
final class ConfluenceFile {

    /** The page that every export here has. */
    static final String PAGE = "100";

    private static final String INTRO = "<p>The minutes of the meeting.</p>";

    private final StringBuilder objects = new StringBuilder();
    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private int nextId = 500;

    private ConfluenceFile() {}

    /** An export with one page, which says this after its first line. */
    static ConfluenceFile page(String storage) {
        ConfluenceFile file = new ConfluenceFile();
        file.object("Space", "1", property("name", "Orchard") + property("key", "OR"));
        file.object(
                "Page",
                PAGE,
                property("title", "Minutes")
                        + property("lowerTitle", "minutes")
                        + property("contentStatus", "current"));
        return file.body("Page", PAGE, INTRO + storage);
    }

    static String property(String name, String value) {
        return "<property name=\"" + name + "\"><![CDATA[" + value + "]]></property>\n";
    }

    static String link(String name, String kind, String id) {
        return "<property name=\"" + name + "\" class=\"" + kind + "\" package=\"com.atlassian.confluence.pages\">"
                + "<id name=\"id\">" + id + "</id>\n</property>\n";
    }

    ConfluenceFile object(String kind, String id, String properties) {
        objects.append("<object class=\"" + kind + "\" package=\"com.atlassian.confluence.pages\">\n<id name=\"id\">"
                + id + "</id>\n" + properties + "</object>\n");
        return this;
    }

    /** The text of an object; the end of a section inside is written as Confluence writes it. */
    ConfluenceFile body(String kind, String owner, String storage) {
        nextId++;
        return object(
                "BodyContent",
                Integer.toString(nextId),
                property("body", storage.replace("]]>", "]] >")) + link("content", kind, owner)
                        + "<property name=\"bodyType\">2</property>\n");
    }

    ConfluenceFile raw(String xml) {
        objects.append(xml);
        return this;
    }

    ConfluenceFile file(String name, String content) {
        return file(name, content.getBytes(StandardCharsets.UTF_8));
    }

    ConfluenceFile file(String name, byte[] content) {
        files.put(name, content);
        return this;
    }

    String entities() {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<hibernate-generic datetime=\"2025-01-14 13:52:38.226\">\n"
                + objects + "</hibernate-generic>\n";
    }

    byte[] bytes() {
        return zip(entities());
    }

    /** The export with other bytes in the place of its objects. */
    byte[] zip(String entities) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Map<String, byte[]> all = new LinkedHashMap<>();
        all.put("entities.xml", entities.getBytes(StandardCharsets.UTF_8));
        all.put("exportDescriptor.properties", "exportType=space\nspaceKey=OR\n".getBytes(StandardCharsets.UTF_8));
        all.putAll(files);
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> one : all.entrySet()) {
                zip.putNextEntry(new ZipEntry(one.getKey()));
                zip.write(one.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
