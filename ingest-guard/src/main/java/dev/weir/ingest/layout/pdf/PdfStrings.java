package dev.weir.ingest.layout.pdf;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.cos.COSString;
import org.jspecify.annotations.Nullable;

/** Texts that a document holds as a string or as a stream. */
final class PdfStrings {

    private static final int MAX_STREAM_BYTES = 2_000_000;

    private PdfStrings() {}

    /** {@return the text, or nothing if it is of another kind or cannot be read; of a very long stream the beginning} */
    static Optional<String> of(@Nullable COSBase value) {
        if (value instanceof COSString string) {
            return Optional.of(string.getString());
        }
        return value instanceof COSStream stream
                ? bytes(stream).map(content -> new COSString(content).getString())
                : Optional.empty();
    }

    /** The content of a stream, cut off at a size that nothing with text in it needs. */
    static Optional<byte[]> bytes(COSStream stream) {
        try (InputStream content = stream.createInputStream()) {
            return Optional.of(content.readNBytes(MAX_STREAM_BYTES));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
