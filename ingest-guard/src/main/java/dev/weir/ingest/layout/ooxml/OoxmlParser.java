package dev.weir.ingest.layout.ooxml;

import dev.weir.ingest.layout.TextSink;
import dev.weir.ingest.layout.office.Lines;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.apache.poi.ooxml.extractor.POIXMLTextExtractor;
import org.apache.poi.openxml4j.exceptions.InvalidOperationException;
import org.apache.poi.openxml4j.exceptions.OpenXML4JException;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.openxml4j.opc.PackageAccess;
import org.apache.poi.openxml4j.opc.PackagePart;
import org.apache.poi.util.LocaleUtil;
import org.apache.poi.xssf.extractor.XSSFEventBasedExcelExtractor;
import org.apache.tika.exception.TikaException;
import org.apache.tika.io.TemporaryResources;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MediaType;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.microsoft.AbstractOfficeParser;
import org.apache.tika.parser.microsoft.TikaExcelDataFormatter;
import org.apache.tika.parser.microsoft.ooxml.OPCPackageWrapper;
import org.apache.tika.parser.microsoft.ooxml.xslf.XSLFEventBasedPowerPointExtractor;
import org.apache.tika.parser.microsoft.ooxml.xwpf.XWPFEventBasedWordExtractor;
import org.apache.tika.sax.XHTMLContentHandler;
import org.apache.tika.zip.utils.ZipSalvager;
import org.apache.xmlbeans.XmlException;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/** Reads Word documents, Excel workbooks and PowerPoint presentations in their XML form. */
@SuppressWarnings("serial") // Tika's Parser is Serializable; this one is never written
final class OoxmlParser extends AbstractOfficeParser {

    private static final String SIGNATURES =
            "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin";

    private static final Set<MediaType> TYPES = Set.of(
            MediaType.application("vnd.openxmlformats-officedocument.wordprocessingml.document"),
            MediaType.application("vnd.openxmlformats-officedocument.wordprocessingml.template"),
            MediaType.application("vnd.ms-word.document.macroenabled.12"),
            MediaType.application("vnd.ms-word.template.macroenabled.12"),
            MediaType.application("vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
            MediaType.application("vnd.openxmlformats-officedocument.spreadsheetml.template"),
            MediaType.application("vnd.ms-excel.sheet.macroenabled.12"),
            MediaType.application("vnd.ms-excel.template.macroenabled.12"),
            MediaType.application("vnd.ms-excel.addin.macroenabled.12"),
            MediaType.application("vnd.openxmlformats-officedocument.presentationml.presentation"),
            MediaType.application("vnd.openxmlformats-officedocument.presentationml.template"),
            MediaType.application("vnd.openxmlformats-officedocument.presentationml.slideshow"),
            MediaType.application("vnd.ms-powerpoint.presentation.macroenabled.12"),
            MediaType.application("vnd.ms-powerpoint.template.macroenabled.12"),
            MediaType.application("vnd.ms-powerpoint.slideshow.macroenabled.12"),
            MediaType.application("vnd.ms-powerpoint.addin.macroenabled.12"));

    @Override
    public Set<MediaType> getSupportedTypes(ParseContext context) {
        return TYPES;
    }

    @Override
    public void parse(InputStream stream, ContentHandler handler, Metadata metadata, ParseContext context)
            throws IOException, SAXException, TikaException {
        configure(context);
        Path salvaged = null;
        try (TemporaryResources temporary = new TemporaryResources()) {
            TikaInputStream file = TikaInputStream.get(stream, temporary, metadata);
            OPCPackage parts;
            if (file.getOpenContainer() instanceof OPCPackageWrapper opened) {
                parts = opened.getOPCPackage();
            } else {
                try {
                    parts = OPCPackage.open(file.getFile().getPath(), PackageAccess.READ);
                } catch (InvalidOperationException e) {
                    salvaged = Files.createTempFile("ooxml-", "");
                    ZipSalvager.salvageCopy(file.getFile(), salvaged.toFile());
                    parts = OPCPackage.open(salvaged.toFile(), PackageAccess.READ);
                }
                file.setOpenContainer(new OPCPackageWrapper(parts));
            }
            read(parts, handler, metadata, context);
        } catch (OpenXML4JException | XmlException e) {
            throw new TikaException("the package cannot be read", e);
        } finally {
            if (salvaged != null) {
                Files.deleteIfExists(salvaged);
            }
        }
    }

    private static void read(OPCPackage opened, ContentHandler handler, Metadata metadata, ParseContext context)
            throws IOException, SAXException, TikaException, OpenXML4JException, XmlException {
        if (opened.getRelationshipsByType(SIGNATURES).size() > 0) {
            metadata.set(TikaCoreProperties.HAS_SIGNATURE, "true");
        }
        OfficePackage parts = new OfficePackage(opened);
        PackagePart main = parts.main();
        Lines lines = new Lines(context.get(TextSink.class));
        String type = main.getContentType();
        POIXMLTextExtractor properties;
        int read;
        if (type.contains("presentationml") || type.contains("powerpoint")) {
            properties = new XSLFEventBasedPowerPointExtractor(opened);
            read = new SlideShowPass(parts, lines).read(main);
        } else if (type.contains("spreadsheetml") || type.contains("excel")) {
            properties = new XSSFEventBasedExcelExtractor(opened);
            TikaExcelDataFormatter formatter =
                    new TikaExcelDataFormatter(context.get(Locale.class, LocaleUtil.getUserLocale()));
            read = new WorkbookPass(parts, lines, metadata, formatter).read(main);
        } else {
            properties = new XWPFEventBasedWordExtractor(opened);
            read = new WordPass(parts, lines).read(main);
        }
        new Leftovers(parts, lines, read).read();
        OoxmlExtractor rest = new OoxmlExtractor(context, properties, parts);
        rest.getMetadataExtractor().extract(metadata);
        // Tika names each embedded file in the text; the name is a property of that file.
        rest.getXHTML(new DefaultHandler(), metadata, context);
        XHTMLContentHandler xhtml = new XHTMLContentHandler(handler, metadata);
        xhtml.startDocument();
        xhtml.endDocument();
        parts.requireWhole();
    }
}
