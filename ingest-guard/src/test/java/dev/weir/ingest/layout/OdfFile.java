package dev.weir.ingest.layout;

import dev.weir.models.detect.Channel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** An OpenDocument file, as a package or flat. */
final class OdfFile {

    private static final String ODF = "urn:oasis:names:tc:opendocument:xmlns:";

    static final String NAMESPACES = " xmlns:office=\"" + ODF + "office:1.0\" xmlns:text=\"" + ODF
            + "text:1.0\" xmlns:table=\"" + ODF + "table:1.0\" xmlns:style=\"" + ODF + "style:1.0\" xmlns:fo=\"" + ODF
            + "xsl-fo-compatible:1.0\" xmlns:draw=\"" + ODF + "drawing:1.0\" xmlns:svg=\"" + ODF
            + "svg-compatible:1.0\" xmlns:presentation=\"" + ODF + "presentation:1.0\" xmlns:number=\"" + ODF
            + "datastyle:1.0\" xmlns:form=\"" + ODF + "form:1.0\" xmlns:meta=\"" + ODF + "meta:1.0\" xmlns:script=\""
            + ODF + "script:1.0\" xmlns:config=\"" + ODF + "config:1.0\" xmlns:xlink=\"http://www.w3.org/1999/xlink\""
            + " xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:odd=\"urn:of-nobody\""
            + " xmlns:loext=\"urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0\""
            + " office:version=\"1.3\"";

    /** As the usual writer has them: it notes an opacity of nothing where the colour is automatic. */
    private static final String COMMON = "<style:default-style style:family=\"paragraph\"><style:text-properties"
            + " style:use-window-font-color=\"true\" loext:opacity=\"0%\" fo:font-size=\"12pt\"/></style:default-style>"
            + "<style:style style:name=\"Standard\" style:family=\"paragraph\"/>";

    private static final String LAYOUT = "<style:page-layout style:name=\"pm1\"><style:page-layout-properties"
            + " fo:page-width=\"28cm\" fo:page-height=\"21cm\"/></style:page-layout>";

    private static final String TYPE = "application/vnd.oasis.opendocument.";

    private final String kind;
    private String type;
    private final Map<String, byte[]> entries = new LinkedHashMap<>();
    private String automatic = "";
    private String body = "";
    private String common = COMMON;
    private String pageStyles = LAYOUT;
    private String masters =
            "<style:master-page style:name=\"Standard\" style:page-layout-name=\"pm1\"></style:master-page>";
    private String meta = "";
    private String manifest = "";

    private OdfFile(String kind) {
        this.kind = kind;
        this.type = kind;
    }

    /** A text with a beginning and these blocks. */
    static OdfFile text(String blocks) {
        OdfFile file = new OdfFile("text");
        file.body = "<text:p text:style-name=\"Standard\">Minutes of the meeting.</text:p>" + blocks;
        return file;
    }

    /** A spreadsheet with an open sheet and these tables. */
    static OdfFile sheets(String tables) {
        OdfFile file = new OdfFile("spreadsheet");
        file.body = "<table:table table:name=\"Open\"><table:table-column/><table:table-row><table:table-cell"
                + " office:value-type=\"float\" office:value=\"7\"><text:p>7</text:p></table:table-cell>"
                + "</table:table-row></table:table>" + tables;
        return file;
    }

    /** A presentation with a welcome and these pages. */
    static OdfFile slides(String pages) {
        OdfFile file = new OdfFile("presentation");
        file.body = "<draw:page draw:name=\"page1\" draw:master-page-name=\"Standard\"><draw:frame svg:x=\"1cm\""
                + " svg:y=\"1cm\" svg:width=\"9cm\" svg:height=\"2cm\"><draw:text-box><text:p>Welcome.</text:p>"
                + "</draw:text-box></draw:frame></draw:page>" + pages;
        return file;
    }

    /** A drawing with these pages. */
    static OdfFile drawing(String pages) {
        OdfFile file = new OdfFile("drawing");
        file.type = "graphics";
        file.body = pages;
        return file;
    }

    /** As a template. */
    OdfFile template() {
        type += "-template";
        return this;
    }

    /** The automatic styles of the content. */
    OdfFile styled(String styles) {
        automatic = styles;
        return this;
    }

    /** Styles that are common to the document, beside the usual ones. */
    OdfFile common(String styles) {
        common = COMMON + styles;
        return this;
    }

    /** In place of the usual page and its layout. */
    OdfFile pages(String layouts, String masterPages) {
        pageStyles = layouts;
        masters = masterPages;
        return this;
    }

    OdfFile masters(String masterPages) {
        masters = masterPages;
        return this;
    }

    OdfFile meta(String properties) {
        meta = properties;
        return this;
    }

    OdfFile manifest(String files) {
        manifest = files;
        return this;
    }

    OdfFile entry(String name, String content) {
        entries.put(name, content.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    private String content() {
        return "<office:automatic-styles>" + automatic + "</office:automatic-styles><office:body><office:" + kind + ">"
                + body + "</office:" + kind + "></office:body>";
    }

    /** All in one file. */
    byte[] flat() {
        return xml("<office:document" + NAMESPACES + " office:mimetype=\"" + TYPE + type + "\"><office:meta>" + meta
                + "</office:meta><office:styles>" + common + "</office:styles><office:automatic-styles>" + pageStyles
                + automatic + "</office:automatic-styles><office:master-styles>" + masters
                + "</office:master-styles><office:body><office:" + kind + ">" + body + "</office:" + kind
                + "></office:body></office:document>");
    }

    byte[] bytes() {
        Map<String, byte[]> all = new LinkedHashMap<>();
        all.put(
                "META-INF/manifest.xml",
                xml("<manifest:manifest xmlns:manifest=\"" + ODF + "manifest:1.0\"><manifest:file-entry"
                        + " manifest:full-path=\"/\" manifest:media-type=\"" + TYPE + type + "\"/>" + manifest
                        + "</manifest:manifest>"));
        all.put(
                "content.xml",
                xml("<office:document-content" + NAMESPACES + ">" + content() + "</office:document-content>"));
        all.put(
                "styles.xml",
                xml("<office:document-styles" + NAMESPACES + "><office:styles>" + common
                        + "</office:styles><office:automatic-styles>" + pageStyles
                        + "</office:automatic-styles><office:master-styles>" + masters
                        + "</office:master-styles></office:document-styles>"));
        all.put(
                "meta.xml",
                xml("<office:document-meta" + NAMESPACES + "><office:meta>" + meta
                        + "</office:meta></office:document-meta>"));
        all.putAll(entries);
        return zip(all);
    }

    private byte[] zip(Map<String, byte[]> all) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
            byte[] name = (TYPE + type).getBytes(StandardCharsets.US_ASCII);
            ZipEntry first = new ZipEntry("mimetype");
            first.setMethod(ZipEntry.STORED);
            first.setSize(name.length);
            CRC32 sum = new CRC32();
            sum.update(name);
            first.setCrc(sum.getValue());
            zip.putNextEntry(first);
            zip.write(name);
            for (Map.Entry<String, byte[]> entry : all.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] xml(String root) {
        return ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + root).getBytes(StandardCharsets.UTF_8);
    }

    /** A style of a family. */
    static String style(String name, String family, String attributes, String properties) {
        return "<style:style style:name=\"" + name + "\" style:family=\"" + family + "\" " + attributes + ">"
                + properties + "</style:style>";
    }

    static String look(String attributes) {
        return "<style:text-properties " + attributes + "/>";
    }

    static String paragraph(String text) {
        return "<text:p text:style-name=\"Standard\">" + text + "</text:p>";
    }

    /** A way of hiding that plain Tika does not notice. */
    static Vector vector(
            String file,
            String way,
            Function<String, OdfFile> hidden,
            Function<String, OdfFile> shown,
            Channel channel,
            Concealment code,
            Class<? extends Place> place) {
        return new Vector(
                file,
                way,
                sentence -> hidden.apply(sentence).bytes(),
                sentence -> shown.apply(sentence).bytes(),
                Vector.TikaSays.BODY,
                channel,
                code,
                place);
    }
}
