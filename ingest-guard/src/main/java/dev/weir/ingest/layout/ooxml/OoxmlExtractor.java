package dev.weir.ingest.layout.ooxml;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.poi.ooxml.extractor.POIXMLTextExtractor;
import org.apache.poi.openxml4j.opc.PackagePart;
import org.apache.poi.openxml4j.opc.PackagePartName;
import org.apache.tika.exception.TikaException;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.microsoft.ooxml.AbstractOOXMLExtractor;
import org.apache.tika.sax.XHTMLContentHandler;

/** Lets Tika do what it does well: hand on embedded files, objects, pictures and macros. It writes no text. */
final class OoxmlExtractor extends AbstractOOXMLExtractor {

    private final OfficePackage parts;

    OoxmlExtractor(ParseContext context, POIXMLTextExtractor extractor, OfficePackage parts) {
        super(context, extractor);
        this.parts = parts;
    }

    @Override
    protected void buildXHTML(XHTMLContentHandler xhtml) {
        // The text has been read.
    }

    @Override
    protected List<PackagePart> getMainDocumentParts() throws TikaException {
        List<PackagePart> sources = new ArrayList<>();
        Set<PackagePartName> reachable = parts.reachable();
        for (PackagePart part : parts.all()) {
            if (reachable.contains(part.getPartName()) && part.hasRelationships()) {
                sources.add(part);
            }
        }
        return sources;
    }
}
