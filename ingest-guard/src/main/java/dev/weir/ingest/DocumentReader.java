package dev.weir.ingest;

import static java.util.Objects.requireNonNull;

import dev.weir.ingest.parse.ForkedParser;
import dev.weir.ingest.parse.ParsedDocument;
import dev.weir.ingest.parse.RawDocument;
import java.util.function.Function;

/** What turns bytes into text by channel. Implementations must be thread-safe and never throw because of content. */
public interface DocumentReader {
    /** Name and version of what extracts text and cuts it, 1 to 64 characters; bound into seals and ledgers. */
    String pipeline();

    /** Reads a document; whatever is wrong with it is a gap in the answer. */
    ParsedDocument read(RawDocument document);

    /** Reads in child processes; the caller closes the parser. */
    static DocumentReader forked(ForkedParser parser) {
        return of("weir-tika-3.3.1/4", requireNonNull(parser, "parser is null")::parse);
    }

    /** A reader of the caller's own. It runs in this process, which contains nothing: not for files of strangers. */
    static DocumentReader of(String pipeline, Function<RawDocument, ParsedDocument> reading) {
        requireNonNull(pipeline, "pipeline is null");
        requireNonNull(reading, "reading is null");
        return new DocumentReader() {
            @Override
            public String pipeline() {
                return pipeline;
            }

            @Override
            public ParsedDocument read(RawDocument document) {
                return reading.apply(document);
            }
        };
    }
}
