package dev.weir.ingest.parse;

import dev.weir.ingest.layout.TextSink;
import dev.weir.ingest.layout.ocr.Recognizer;
import dev.weir.ingest.layout.ocr.TextRecognition;
import dev.weir.models.detect.Channel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.tika.exception.TikaException;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.parser.ParserDecorator;
import org.apache.tika.parser.RecursiveParserWrapper;
import org.jspecify.annotations.Nullable;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/**
 * Reads files of one format as a worker does, and what is embedded in them as what it is. Findings are: an unchecked exception
 * that Weir's own code throws or that the class library throws at it, a stack that its code overflows, an answer that the
 * parent would refuse, and more than ten seconds of processor time. What the libraries below throw on damaged files is
 * expected, and so are the checked exceptions that a parser may throw.
 */
final class ReadingTarget implements FuzzTarget {

    private static final int MAX_CHARS = 200_000;
    private static final long MAX_DEPTH = 3;
    private static final long MAX_EMBEDDED = 50;
    private static final long MAX_NANOS = 10_000_000_000L;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final TikaFormats formats = new TikaFormats();
    private final WorkerProtocol protocol = new WorkerProtocol(MAX_CHARS);
    private final FileShape shape;
    private final String name;
    private final String mediaType;
    private final Path file;

    ReadingTarget(String name, FileShape shape) throws IOException {
        this.name = name;
        this.shape = shape;
        this.mediaType = formats.types().typeOfName(name);
        this.file = Files.createTempFile("weir-fuzz-", ".bin");
        file.toFile().deleteOnExit();
    }

    @Override
    public List<byte[]> seeds() {
        return shape.seeds();
    }

    @Override
    public void handle(byte[] input) throws Exception {
        long before = THREADS.getCurrentThreadCpuTime();
        Extraction extraction = read(input);
        long nanos = THREADS.getCurrentThreadCpuTime() - before;
        if (nanos > MAX_NANOS) {
            throw new AssertionError("reading took " + nanos / 1_000_000 + " ms of processor time");
        }
        for (Layer layer : extraction.layers()) {
            boolean shown = layer.channel() == Channel.BODY;
            if (layer.origins().stream().anyMatch(origin -> origin.isVisible() != shown)) {
                throw new AssertionError("an origin does not fit the channel " + layer.channel());
            }
        }
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        protocol.send(new WorkerAnswer(1, extraction), sent);
        WorkerAnswer received = protocol.receiveAnswer(new ByteArrayInputStream(sent.toByteArray()));
        if (!received.extraction().equals(extraction)) {
            throw new AssertionError("the parent reads another answer than was sent");
        }
    }

    /** What {@link TikaParser} does, with the format given and the exceptions watched. */
    Extraction read(byte[] input) throws IOException {
        Files.write(file, shape.fileOf(input));
        GapLedger ledger = new GapLedger();
        PartCollector collector = new PartCollector(ledger, MAX_CHARS, MAX_EMBEDDED);
        ParseContext context = formats.newContext();
        context.set(PartCollector.class, collector);
        context.set(Recognizer.class, Recognizer.of(TextRecognition.off(), 0));
        context.set(TextSink.class, new CurrentPart(collector));
        Metadata metadata = new Metadata();
        metadata.set(TikaCoreProperties.RESOURCE_NAME_KEY, name);
        if (!mediaType.equals(RawDocument.UNDECLARED)) {
            metadata.set(TikaCoreProperties.CONTENT_TYPE_PARSER_OVERRIDE, mediaType);
        }
        Watch watch = new Watch(formats.parser());
        BoundedParser bounded = new BoundedParser(watch, collector, MAX_DEPTH);
        try (TikaInputStream stream = TikaInputStream.get(file)) {
            new RecursiveParserWrapper(bounded).parse(stream, collector, metadata, context);
        } catch (IOException
                | SAXException
                | TikaException
                | RuntimeException
                | StackOverflowError
                | AssertionError e) {
            if (!collector.parts().get(0).isFailed()) {
                ledger.add(Failures.codeOf(e), Locations.ROOT, Failures.detailOf(e));
            }
        }
        if (watch.finding != null) {
            throw new AssertionError("thrown by Weir's own code", watch.finding);
        }
        return new ExtractionBuilder(formats, ledger, MAX_CHARS).build(collector.parts(), name, mediaType);
    }

    /** Sees what is thrown before it becomes a gap. */
    @SuppressWarnings("serial") // Tika's Parser is Serializable; this one is never written
    private static final class Watch extends ParserDecorator {
        private @Nullable Throwable finding;

        Watch(Parser parser) {
            super(parser);
        }

        @Override
        public void parse(InputStream stream, ContentHandler handler, Metadata metadata, ParseContext context)
                throws IOException, SAXException, TikaException {
            try {
                super.parse(stream, handler, metadata, context);
            } catch (IOException | SAXException | TikaException | RuntimeException | StackOverflowError e) {
                if (ThrownByWeir.is(e)) {
                    finding = e;
                }
                throw e;
            }
        }
    }
}
