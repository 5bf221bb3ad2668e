package dev.weir.benchmarks.quality;

import dev.weir.models.detect.Passage;
import dev.weir.models.detect.Span;
import dev.weir.models.onnx.EncodedText;
import dev.weir.models.onnx.TextEncoder;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts texts into chunks of at most 256 tokens, without overlap, at white space where there is some in the chunk's second
 * half. Tokens are those of the embedder's tokenizer and not of the classifier's, so that two classifiers judge the same
 * chunks; two of the 256 are the tokenizer's own.
 */
final class Chunker implements AutoCloseable {
    static final int CHUNK_TOKENS = 256;
    private static final int CONTENT_TOKENS = CHUNK_TOKENS - 2;

    private final TextEncoder encoder;

    private Chunker(TextEncoder encoder) {
        this.encoder = encoder;
    }

    /** Loads the tokenizer. */
    static Chunker open() {
        return new Chunker(TextEncoder.open(MiniLm.tokenizer()));
    }

    /** The chunks of a text in order; one for a text without tokens and for one that is not well-formed. */
    List<Span> chunks(String text) {
        if (!Passage.body(text).isWellFormed()) {
            return List.of(new Span(0, text.length()));
        }
        EncodedText tokens = encoder.encode(text);
        List<Span> chunks = new ArrayList<>();
        int from = 0;
        int start = 0;
        while (tokens.size() - from > CONTENT_TOKENS) {
            int cut = cut(text, tokens, from);
            int end = tokens.span(cut, cut + 1).start();
            chunks.add(new Span(start, end));
            from = cut;
            start = end;
        }
        chunks.add(new Span(start, text.length()));
        return chunks;
    }

    /** The tokens of a text, as ranges of it. */
    List<Span> tokens(String text) {
        if (!Passage.body(text).isWellFormed()) {
            return List.of();
        }
        EncodedText tokens = encoder.encode(text);
        List<Span> spans = new ArrayList<>(tokens.size());
        for (int i = 0; i < tokens.size(); i++) {
            spans.add(tokens.span(i, i + 1));
        }
        return spans;
    }

    private static int cut(String text, EncodedText tokens, int from) {
        int latest = from + CONTENT_TOKENS;
        for (int token = latest; token > from + CONTENT_TOKENS / 2; token--) {
            int at = tokens.span(token, token + 1).start();
            if (at > 0 && Character.isWhitespace(text.charAt(at - 1))) {
                return token;
            }
        }
        return latest;
    }

    @Override
    public void close() {
        encoder.close();
    }
}
