package dev.weir.benchmarks.parsing;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.tika.exception.TikaException;
import org.apache.tika.io.TikaInputStream;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.parser.AutoDetectParser;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.RecursiveParserWrapper;
import org.apache.tika.parser.ocr.TesseractOCRConfig;
import org.apache.tika.sax.BasicContentHandlerFactory;
import org.apache.tika.sax.RecursiveParserWrapperHandler;
import org.xml.sax.SAXException;

/** A process that reads one file after the other with Tika's defaults. */
final class PlainTika {

    /** Said of a file that ended in an exception. */
    static final int FAILED = 0;

    /** Said of a file that was read. */
    static final int READ = 1;

    private PlainTika() {}

    /** Reads paths from standard input and answers with a byte each, until the input ends. */
    public static void main(String[] arguments) throws IOException {
        DataInputStream requests = new DataInputStream(System.in);
        DataOutputStream answers = new DataOutputStream(System.out);
        // A parser that prints must not write into the answers.
        System.setOut(System.err);
        RecursiveParserWrapper tika = new RecursiveParserWrapper(new AutoDetectParser());
        try {
            while (true) {
                answers.writeByte(read(tika, Path.of(requests.readUTF())));
                answers.flush();
            }
        } catch (EOFException end) {
            answers.close();
        }
    }

    /** Where Tesseract is installed, Tika would spend its time in another program, which no other way starts. */
    private static ParseContext withoutOcr() {
        TesseractOCRConfig ocr = new TesseractOCRConfig();
        ocr.setSkipOcr(true);
        ParseContext context = new ParseContext();
        context.set(TesseractOCRConfig.class, ocr);
        return context;
    }

    private static int read(RecursiveParserWrapper tika, Path file) {
        RecursiveParserWrapperHandler handler = new RecursiveParserWrapperHandler(
                new BasicContentHandlerFactory(BasicContentHandlerFactory.HANDLER_TYPE.BODY, -1));
        Metadata metadata = new Metadata();
        metadata.set(TikaCoreProperties.RESOURCE_NAME_KEY, file.getFileName().toString());
        try (TikaInputStream stream = TikaInputStream.get(file)) {
            tika.parse(stream, handler, metadata, withoutOcr());
            return READ;
        } catch (IOException | SAXException | TikaException | RuntimeException | StackOverflowError e) {
            return FAILED;
        }
    }
}
