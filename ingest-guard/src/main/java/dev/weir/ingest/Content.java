package dev.weir.ingest;

import static java.util.Objects.requireNonNull;

import dev.weir.ingest.parse.RawDocument;

/** What is submitted: a document to be read here, or text that somebody else read. */
public sealed interface Content permits Content.Document, ExternalText {
    /** A document, which a {@link DocumentReader} reads. */
    record Document(RawDocument raw) implements Content {
        public Document {
            requireNonNull(raw, "raw is null");
        }
    }
}
