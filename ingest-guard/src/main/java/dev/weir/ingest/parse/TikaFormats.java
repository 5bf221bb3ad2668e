package dev.weir.ingest.parse;

import dev.weir.ingest.layout.confluence.ConfluenceParsers;
import dev.weir.ingest.layout.data.DataParsers;
import dev.weir.ingest.layout.epub.EpubParsers;
import dev.weir.ingest.layout.image.ImageParsers;
import dev.weir.ingest.layout.odf.OdfParsers;
import dev.weir.ingest.layout.ole.OleParsers;
import dev.weir.ingest.layout.ooxml.OoxmlParsers;
import dev.weir.ingest.layout.pdf.PdfParsers;
import dev.weir.ingest.layout.rtf.RtfParsers;
import dev.weir.ingest.layout.web.WebParsers;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.tika.config.TikaConfig;
import org.apache.tika.detect.Detector;
import org.apache.tika.exception.TikaException;
import org.apache.tika.metadata.writefilter.StandardWriteFilterFactory;
import org.apache.tika.mime.MediaType;
import org.apache.tika.parser.AutoDetectParser;
import org.apache.tika.parser.AutoDetectParserConfig;
import org.apache.tika.parser.CompositeParser;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.parser.ParserDecorator;
import org.apache.tika.parser.mail.RFC822Parser;
import org.apache.tika.parser.microsoft.OfficeParserConfig;
import org.apache.tika.parser.txt.TXTParser;
import org.xml.sax.SAXException;

/** The formats Weir reads and how Tika is set up to read them. Made once for a process; thread-safe once made. */
final class TikaFormats {

    private static final int MAX_METADATA_KEY_BYTES = 2_048;
    private static final int MAX_METADATA_FIELD_BYTES = 200_000;
    private static final int MAX_METADATA_BYTES = 1_000_000;
    private static final int MAX_METADATA_VALUES = 10_000;

    /** One number a page, of no use to a scanner: kept out so that a long document does not look cut off. */
    private static final Set<String> PER_PAGE = Set.of(
            "pdf:charsPerPage", "pdf:unmappedUnicodeCharsPerPage", "pdf:annotationTypes", "pdf:annotationSubtypes");

    private final TikaConfig config;
    private final MediaTypes types;
    private final AutoDetectParser parser;

    TikaFormats() {
        config = load();
        types = new MediaTypes(config);
        Parser html = WebParsers.pages(config.getEncodingDetector());
        List<Parser> parsers = new ArrayList<>(List.of(config.getParser(), html, mail()));
        parsers.add(WebParsers.markdown(config.getEncodingDetector()));
        // Of two parsers for a format the later one is taken.
        parsers.addAll(PdfParsers.all());
        parsers.addAll(OoxmlParsers.all());
        parsers.addAll(OdfParsers.all());
        parsers.addAll(OleParsers.all());
        parsers.addAll(RtfParsers.all());
        parsers.addAll(EpubParsers.all(config.getEncodingDetector()));
        parsers.addAll(ImageParsers.all());
        parsers.addAll(DataParsers.all(config.getEncodingDetector()));
        parsers.addAll(ConfluenceParsers.all());
        parsers.add(WebParsers.storage(config.getEncodingDetector()));
        parsers.add(ParserDecorator.withTypes(new TXTParser(config.getEncodingDetector()), MediaTypes.TABLES_OF_TEXT));
        Detector detector = ConfluenceParsers.detector(new LatePdfHeader(config.getDetector()));
        parser = new Settled(detector, parsers, newContext());
        parser.setAutoDetectParserConfig(budget());
    }

    Parser parser() {
        return parser;
    }

    MediaTypes types() {
        return types;
    }

    ParseContext newContext() {
        ParseContext context = new ParseContext();
        context.set(TikaConfig.class, config);
        OfficeParserConfig office = new OfficeParserConfig();
        // Otherwise one body of a message is read and the others are dropped, and HTML is read by Tika's own parser.
        office.setExtractAllAlternativesFromMSG(true);
        context.set(OfficeParserConfig.class, office);
        return context;
    }

    /** Asks once which parser reads what. Tika asks every parser anew for every document and every one inside it. */
    @SuppressWarnings("serial") // Tika's Parser is Serializable; this one is never written
    private static final class Settled extends AutoDetectParser {
        private final Map<MediaType, Parser> byType = new HashMap<>();

        Settled(Detector detector, List<Parser> parsers, ParseContext context) {
            super(detector, parsers.toArray(Parser[]::new));
            super.getParsers(context).forEach((type, parser) -> byType.put(type, readerOf(type, parser, context)));
        }

        @Override
        public Map<MediaType, Parser> getParsers(ParseContext context) {
            return byType;
        }

        private static Parser readerOf(MediaType type, Parser parser, ParseContext context) {
            return parser instanceof CompositeParser several
                    ? several.getParsers(context).getOrDefault(type, parser)
                    : parser;
        }
    }

    private static TikaConfig load() {
        try (InputStream xml = TikaFormats.class.getResourceAsStream("tika-config.xml")) {
            if (xml == null) {
                throw new IllegalStateException("tika-config.xml is missing from the class path");
            }
            return new TikaConfig(xml);
        } catch (IOException | TikaException | SAXException e) {
            throw new IllegalStateException("tika-config.xml cannot be used", e);
        }
    }

    private static Parser mail() {
        RFC822Parser mail = new RFC822Parser();
        // Otherwise all but one part of multipart/alternative are dropped without a trace.
        mail.setExtractAllAlternatives(true);
        return mail;
    }

    private static AutoDetectParserConfig budget() {
        StandardWriteFilterFactory metadata = new StandardWriteFilterFactory();
        metadata.setMaxKeySize(MAX_METADATA_KEY_BYTES);
        metadata.setMaxFieldSize(MAX_METADATA_FIELD_BYTES);
        metadata.setMaxTotalEstimatedBytes(MAX_METADATA_BYTES);
        metadata.setMaxValuesPerField(MAX_METADATA_VALUES);
        metadata.setExcludeFields(List.copyOf(PER_PAGE));
        AutoDetectParserConfig budget = new AutoDetectParserConfig();
        budget.setMetadataWriteFilterFactory(metadata);
        return budget;
    }
}
