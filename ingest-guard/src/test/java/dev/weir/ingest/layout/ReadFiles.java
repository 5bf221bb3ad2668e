package dev.weir.ingest.layout;

import static java.util.Objects.requireNonNull;

import dev.weir.ingest.parse.DocumentLimits;
import dev.weir.ingest.parse.ForkedParser;
import dev.weir.ingest.parse.ParsedDocument;
import dev.weir.ingest.parse.RawDocument;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Reads files that a test makes, in a worker that lives as long as the class. */
final class ReadFiles implements BeforeAllCallback, AfterAllCallback {

    private @Nullable ForkedParser parser;
    private @Nullable Path file;

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        file = Files.createTempFile("weir-layout-", ".bin");
        parser = ForkedParser.start(DocumentLimits.defaults(), 1);
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        parser().close();
        Files.deleteIfExists(requireNonNull(file));
    }

    ForkedParser parser() {
        return requireNonNull(parser, "not started");
    }

    /** Reads these bytes as a file of this name. */
    ParsedDocument read(String name, byte[] bytes) {
        return parser().parse(document(name, bytes));
    }

    /** The document that the next one takes the place of. */
    RawDocument document(String name, byte[] bytes) {
        try {
            return new RawDocument(name, Files.write(requireNonNull(file), bytes), RawDocument.UNDECLARED);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
