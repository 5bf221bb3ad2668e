package dev.weir.ingest.layout.odf;

import java.util.Map;

/** The namespaces of OpenDocument and of what its writers add to it. */
final class OdfNames {

    private static final String ODF = "urn:oasis:names:tc:opendocument:xmlns:";
    private static final String LIBRE = "urn:org:documentfoundation:names:experimental:";

    static final Map<String, String> PREFIXES = Map.ofEntries(
            Map.entry(ODF + "office:1.0", "office"),
            Map.entry(ODF + "text:1.0", "text"),
            Map.entry(ODF + "table:1.0", "table"),
            Map.entry(ODF + "style:1.0", "style"),
            Map.entry(ODF + "xsl-fo-compatible:1.0", "fo"),
            Map.entry(ODF + "drawing:1.0", "draw"),
            Map.entry(ODF + "svg-compatible:1.0", "svg"),
            Map.entry(ODF + "presentation:1.0", "presentation"),
            Map.entry(ODF + "datastyle:1.0", "number"),
            Map.entry(ODF + "form:1.0", "form"),
            Map.entry(ODF + "meta:1.0", "meta"),
            Map.entry(ODF + "chart:1.0", "chart"),
            Map.entry(ODF + "script:1.0", "script"),
            Map.entry(ODF + "animation:1.0", "anim"),
            Map.entry(ODF + "smil-compatible:1.0", "smil"),
            Map.entry(ODF + "dr3d:1.0", "dr3d"),
            Map.entry(ODF + "config:1.0", "config"),
            Map.entry(ODF + "manifest:1.0", "manifest"),
            Map.entry(LIBRE + "office:xmlns:loext:1.0", "loext"),
            Map.entry(LIBRE + "calc:xmlns:calcext:1.0", "calcext"),
            Map.entry("urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0", "field"),
            Map.entry("http://www.w3.org/1998/Math/MathML", "math"),
            Map.entry("http://www.w3.org/2002/xforms", "xforms"),
            Map.entry("http://www.w3.org/1999/xlink", "xlink"),
            Map.entry("http://purl.org/dc/elements/1.1/", "dc"));

    private OdfNames() {}
}
