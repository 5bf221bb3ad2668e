package dev.weir.ingest.parse;

import dev.weir.ingest.layout.TextSink;
import dev.weir.ingest.layout.ocr.Recognizer;
import dev.weir.ingest.layout.ocr.TextRecognition;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.tika.exception.TikaException;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.RecursiveParserWrapper;
import org.xml.sax.SAXException;

/**
 * Runs Tika in the process it is called in, so only a worker process calls it. Every document inside the document is parsed
 * by itself and reports its own exceptions; a normal return of Tika is not taken as proof that everything was seen.
 */
final class TikaParser {

    private final TikaFormats formats = new TikaFormats();
    private final int maxChars;
    private final long maxDepth;
    private final long maxEmbedded;
    private final TextRecognition recognition;
    private final long recognitionMillis;

    TikaParser(DocumentLimits limits) {
        this.recognition = limits.recognition();
        // The other half is for all else, so that a document of many pictures is partial and not lost.
        this.recognitionMillis = limits.wallClockMillis().value() / 2;
        this.maxChars = Math.toIntExact(limits.outputChars().value());
        this.maxDepth = limits.embeddedDepth().value();
        this.maxEmbedded = limits.embeddedDocuments().value();
    }

    /**
     * Reads a file.
     *
     * @param file the bytes; not changed while this runs
     * @param name what the document calls itself
     * @param declaredMediaType what the sender claims it is
     */
    Extraction parse(Path file, String name, String declaredMediaType) {
        GapLedger ledger = new GapLedger();
        PartCollector collector = new PartCollector(ledger, maxChars, maxEmbedded);
        ParseContext context = formats.newContext();
        context.set(PartCollector.class, collector);
        context.set(Recognizer.class, Recognizer.of(recognition, recognitionMillis));
        context.set(TextSink.class, new CurrentPart(collector));
        Metadata metadata = new Metadata();
        metadata.set(TikaCoreProperties.RESOURCE_NAME_KEY, name);
        BoundedParser bounded = new BoundedParser(formats.parser(), collector, maxDepth);
        try (TikaInputStream stream = TikaInputStream.get(file)) {
            new RecursiveParserWrapper(bounded).parse(stream, collector, metadata, context);
        } catch (IOException
                | SAXException
                | TikaException
                | RuntimeException
                | StackOverflowError
                | AssertionError e) {
            // A library's own assertion, where they are on, is about the document too.
            if (!collector.parts().get(0).isFailed()) {
                ledger.add(Failures.codeOf(e), Locations.ROOT, Failures.detailOf(e));
            }
        }
        return new ExtractionBuilder(formats, ledger, maxChars).build(collector.parts(), name, declaredMediaType);
    }
}
