package dev.weir.ingest.layout.ooxml;

import dev.weir.ingest.layout.office.XmlWalk;
import java.util.Map;

/** The namespaces of Office Open XML, in their transitional and their strict form. */
final class OoxmlNames {

    static final Map<String, String> PREFIXES = Map.ofEntries(
            Map.entry("http://schemas.openxmlformats.org/wordprocessingml/2006/main", "w"),
            Map.entry("http://purl.oclc.org/ooxml/wordprocessingml/main", "w"),
            Map.entry("http://schemas.openxmlformats.org/spreadsheetml/2006/main", "x"),
            Map.entry("http://purl.oclc.org/ooxml/spreadsheetml/main", "x"),
            Map.entry("http://schemas.openxmlformats.org/presentationml/2006/main", "p"),
            Map.entry("http://purl.oclc.org/ooxml/presentationml/main", "p"),
            Map.entry("http://schemas.openxmlformats.org/drawingml/2006/main", "a"),
            Map.entry("http://purl.oclc.org/ooxml/drawingml/main", "a"),
            Map.entry("http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing", "wp"),
            Map.entry("http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing", "wp"),
            Map.entry("http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing", "xdr"),
            Map.entry("http://purl.oclc.org/ooxml/drawingml/spreadsheetDrawing", "xdr"),
            Map.entry("http://schemas.openxmlformats.org/drawingml/2006/chart", "c"),
            Map.entry("http://purl.oclc.org/ooxml/drawingml/chart", "c"),
            Map.entry("http://schemas.microsoft.com/office/drawing/2014/chartex", "cx"),
            Map.entry("http://schemas.openxmlformats.org/drawingml/2006/diagram", "dgm"),
            Map.entry("http://purl.oclc.org/ooxml/drawingml/diagram", "dgm"),
            Map.entry("http://schemas.openxmlformats.org/officeDocument/2006/math", "m"),
            Map.entry("http://purl.oclc.org/ooxml/officeDocument/math", "m"),
            Map.entry("http://schemas.openxmlformats.org/officeDocument/2006/relationships", "r"),
            Map.entry("http://purl.oclc.org/ooxml/officeDocument/relationships", "r"),
            Map.entry("http://schemas.openxmlformats.org/markup-compatibility/2006", "mc"),
            Map.entry("http://schemas.microsoft.com/office/word/2010/wordml", "w14"),
            Map.entry("http://schemas.microsoft.com/office/word/2010/wordprocessingShape", "wps"),
            Map.entry("http://schemas.microsoft.com/office/powerpoint/2018/8/main", "p188"),
            Map.entry("http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments", "xtc"),
            Map.entry("urn:schemas-microsoft-com:vml", "v"));

    private OoxmlNames() {}

    /** Whether each of these prefixes, as the part declares them, is one that Office knows. */
    static boolean known(XmlWalk walk, String prefixes) {
        for (String prefix : prefixes.strip().split("\\s+", -1)) {
            String uri = walk.namespace(prefix);
            if (!uri.startsWith("http://schemas.microsoft.com/office/")
                    && !uri.startsWith("http://schemas.openxmlformats.org/")
                    && !uri.startsWith("http://purl.oclc.org/ooxml/")) {
                return false;
            }
        }
        return true;
    }
}
