package dev.weir.ingest.layout;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** An Office Open XML package, part by part. */
final class OoxmlFile {

    static final String NAMESPACES = " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
            + " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""
            + " xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\""
            + " xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\""
            + " xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\""
            + " xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\""
            + " xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\""
            + " xmlns:p=\"http://schemas.openxmlformats.org/presentationml/2006/main\""
            + " xmlns:xdr=\"http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing\""
            + " xmlns:c=\"http://schemas.openxmlformats.org/drawingml/2006/chart\""
            + " xmlns:dgm=\"http://schemas.openxmlformats.org/drawingml/2006/diagram\""
            + " xmlns:odd=\"urn:of-nobody\""
            + " xmlns:v=\"urn:schemas-microsoft-com:vml\"";

    private static final String RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
    private static final String TYPES = "application/vnd.openxmlformats-officedocument.";

    private final Map<String, String> parts = new LinkedHashMap<>();
    private final Map<String, StringBuilder> relationships = new LinkedHashMap<>();
    private final StringBuilder types = new StringBuilder();

    /** A Word document with these blocks in its body. */
    static OoxmlFile word(String blocks) {
        return new OoxmlFile()
                .part(
                        "/word/document.xml",
                        TYPES + "wordprocessingml.document.main+xml",
                        "<w:document" + NAMESPACES
                                + "><w:body><w:p><w:r><w:rPr><w:color w:val=\"808080\"/><w:sz w:val=\"22\"/></w:rPr>"
                                + "<w:t>Minutes of the meeting.</w:t></w:r></w:p>" + blocks
                                + "</w:body></w:document>")
                .relate("/", "r1", "officeDocument", "word/document.xml");
    }

    /** A workbook with one sheet, visible or not, of this content. */
    static OoxmlFile workbook(String state, String sheet) {
        return workbook("Figures", state, sheet, "");
    }

    static OoxmlFile workbook(String name, String state, String sheet, String more) {
        String main = " xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"" + NAMESPACES;
        return new OoxmlFile()
                .part(
                        "/xl/workbook.xml",
                        TYPES + "spreadsheetml.sheet.main+xml",
                        "<workbook" + main
                                + "><sheets><sheet name=\"Open\" sheetId=\"1\" r:id=\"s1\"/><sheet name=\"" + name
                                + "\" sheetId=\"2\" state=\"" + state + "\" r:id=\"s2\"/></sheets>" + more
                                + "</workbook>")
                .part(
                        "/xl/worksheets/sheet1.xml",
                        TYPES + "spreadsheetml.worksheet+xml",
                        "<worksheet" + main
                                + "><sheetData><row r=\"1\"><c r=\"A1\"><v>7</v></c></row></sheetData></worksheet>")
                .part(
                        "/xl/worksheets/sheet2.xml",
                        TYPES + "spreadsheetml.worksheet+xml",
                        "<worksheet" + main + ">" + sheet + "</worksheet>")
                .relate("/", "r1", "officeDocument", "xl/workbook.xml")
                .relate("/xl/workbook.xml", "s1", "worksheet", "worksheets/sheet1.xml")
                .relate("/xl/workbook.xml", "s2", "worksheet", "worksheets/sheet2.xml");
    }

    /** A presentation with a welcome, and a slide that has these attributes and this tree of shapes. */
    static OoxmlFile slides(String attributes, String shapes) {
        return new OoxmlFile()
                .part(
                        "/ppt/presentation.xml",
                        TYPES + "presentationml.presentation.main+xml",
                        "<p:presentation"
                                + NAMESPACES + "><p:sldMasterIdLst><p:sldMasterId id=\"2147483648\" r:id=\"m1\"/>"
                                + "</p:sldMasterIdLst><p:sldIdLst><p:sldId id=\"300\" r:id=\"s0\"/><p:sldId id=\"256\" r:id=\"s1\"/></p:sldIdLst>"
                                + "<p:sldSz cx=\"9144000\" cy=\"6858000\"/><p:notesSz cx=\"6858000\" cy=\"9144000\"/>"
                                + "</p:presentation>")
                .part(
                        "/ppt/slides/slide1.xml",
                        TYPES + "presentationml.slide+xml",
                        "<p:sld" + NAMESPACES + attributes + ">" + tree(shapes) + "</p:sld>")
                .layer("slideLayout", 1, "")
                .layer("slideMaster", 1, "")
                .relate("/", "r1", "officeDocument", "ppt/presentation.xml")
                .part(
                        "/ppt/slides/opening.xml",
                        TYPES + "presentationml.slide+xml",
                        "<p:sld" + NAMESPACES + ">"
                                + tree("<p:sp><p:nvSpPr><p:cNvPr id=\"2\" name=\"S\"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr>"
                                        + "<p:spPr/><p:txBody><a:bodyPr/><a:p><a:r><a:t>Welcome.</a:t></a:r></a:p>"
                                        + "</p:txBody></p:sp>")
                                + "</p:sld>")
                .relate("/ppt/presentation.xml", "s0", "slide", "slides/opening.xml")
                .relate("/ppt/slides/opening.xml", "l1", "slideLayout", "../slideLayouts/slideLayout1.xml")
                .relate("/ppt/presentation.xml", "s1", "slide", "slides/slide1.xml")
                .relate("/ppt/presentation.xml", "m1", "slideMaster", "slideMasters/slideMaster1.xml")
                .relate("/ppt/slides/slide1.xml", "l1", "slideLayout", "../slideLayouts/slideLayout1.xml")
                .relate("/ppt/slideLayouts/slideLayout1.xml", "m1", "slideMaster", "../slideMasters/slideMaster1.xml")
                .relate("/ppt/slideMasters/slideMaster1.xml", "l1", "slideLayout", "../slideLayouts/slideLayout1.xml");
    }

    /** A layout or master, in place of the one that is there. */
    OoxmlFile layer(String kind, int number, String shapes) {
        String element = kind.equals("slideMaster") ? "p:sldMaster" : "p:sldLayout";
        return part(
                "/ppt/" + kind + "s/" + kind + number + ".xml",
                TYPES + "presentationml." + kind + "+xml",
                "<" + element + NAMESPACES + ">" + tree(shapes) + "</" + element + ">");
    }

    private static String tree(String shapes) {
        return "<p:cSld><p:spTree><p:nvGrpSpPr><p:cNvPr id=\"1\" name=\"\"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>"
                + "<p:grpSpPr/>" + shapes + "</p:spTree></p:cSld>";
    }

    /** Adds or replaces a part. */
    OoxmlFile part(String name, String type, String xml) {
        if (parts.put(name, xml) == null) {
            types.append("<Override PartName=\"" + name + "\" ContentType=\"" + type + "\"/>");
        }
        return this;
    }

    OoxmlFile officePart(String name, String type, String xml) {
        return part(name, TYPES + type, xml);
    }

    OoxmlFile relate(String source, String id, String type, String target) {
        String address = type.startsWith("http") ? type : RELATIONSHIPS + type;
        relationships
                .computeIfAbsent(source, unused -> new StringBuilder())
                .append("<Relationship Id=\"" + id + "\" Type=\"" + address + "\" Target=\"" + target + "\""
                        + (target.startsWith("http:") ? " TargetMode=\"External\"" : "") + "/>");
        return this;
    }

    byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
            put(
                    zip,
                    "[Content_Types].xml",
                    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
                            + "<Default Extension=\"rels\""
                            + " ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                            + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>" + types + "</Types>");
            for (Map.Entry<String, StringBuilder> source : relationships.entrySet()) {
                int slash = source.getKey().lastIndexOf('/');
                put(
                        zip,
                        source.getKey().substring(1, slash + 1) + "_rels/"
                                + source.getKey().substring(slash + 1) + ".rels",
                        "<Relationships"
                                + " xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                                + source.getValue() + "</Relationships>");
            }
            for (Map.Entry<String, String> part : parts.entrySet()) {
                put(zip, part.getKey().substring(1), part.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static void put(ZipOutputStream zip, String name, String xml) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>" + xml)
                .getBytes(StandardCharsets.UTF_8));
    }
}
