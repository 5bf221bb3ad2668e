package dev.weir.benchmarks.parsing;

import dev.weir.ingest.parse.DocumentLimits;
import dev.weir.ingest.parse.ForkedParser;
import dev.weir.ingest.parse.ParsedDocument;
import dev.weir.ingest.parse.RawDocument;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;

/** A process that reads one file after the other as the product does, with one worker. */
final class Contained {

    private Contained() {}

    /** Reads paths from standard input and answers with a byte each, until the input ends. */
    public static void main(String[] arguments) throws IOException {
        DataInputStream requests = new DataInputStream(System.in);
        DataOutputStream answers = new DataOutputStream(System.out);
        System.setOut(System.err);
        try (ForkedParser parser = ForkedParser.start(DocumentLimits.defaults(), 1)) {
            while (true) {
                Path file = Path.of(requests.readUTF());
                ParsedDocument read =
                        parser.parse(new RawDocument(file.getFileName().toString(), file, RawDocument.UNDECLARED));
                answers.writeByte(read.layers().isEmpty() ? PlainTika.FAILED : PlainTika.READ);
                answers.flush();
            }
        } catch (EOFException end) {
            answers.close();
        }
    }
}
