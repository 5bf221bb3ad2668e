package dev.weir.models.onnx;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import dev.weir.models.catalog.ModelArtifact;
import dev.weir.models.catalog.ModelContractException;
import dev.weir.models.catalog.ModelUnavailableException;
import dev.weir.models.onnx.WindowPlan.Window;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Turns texts of any length into tokens. Safe for use by several threads at once.
 *
 * <h2>Guarantees</h2>
 *
 * Nothing is truncated or padded. Long texts are encoded in pieces that are cut where the tokenizer cuts
 * words anyway, so the tokens are those of the whole text while memory stays bounded. A run of more than
 * {@value #LONGEST_WORD} characters without a break, which word-piece tokenizers would replace by a single
 * unknown token, is cut and encoded. Special tokens spelled out in a text become the unknown token: a text
 * cannot end its own window.
 *
 * <h2>Not guaranteed</h2>
 *
 * A character outside the vocabulary becomes the unknown token.
 */
public final class TextEncoder implements AutoCloseable {

    private static final int PIECE = 8192;
    private static final int LONGEST_WORD = 90;

    private final HuggingFaceTokenizer tokenizer;
    private final long first;
    private final long last;
    private final long unknown;
    private final Set<Long> special;

    private TextEncoder(HuggingFaceTokenizer tokenizer, long first, long last, long unknown, Set<Long> special) {
        this.tokenizer = tokenizer;
        this.first = first;
        this.last = last;
        this.unknown = unknown;
        this.special = special;
    }

    /**
     * Loads a tokenizer definition.
     *
     * @param definition a checked {@code tokenizer.json}
     * @return the encoder
     * @throws ModelContractException if it does not frame a text by one token on each side
     * @throws ModelUnavailableException if the native library is missing or does not start
     */
    public static TextEncoder open(ModelArtifact definition) {
        // Every constructor of the library otherwise reports its use to a remote address.
        System.setProperty("OPT_OUT_TRACKING", "true");
        HuggingFaceTokenizer tokenizer;
        try {
            tokenizer = HuggingFaceTokenizer.newInstance(
                    definition.open(), Map.of("padding", "false", "truncation", "false", "addSpecialTokens", "false"));
        } catch (IOException | RuntimeException failure) {
            throw new ModelContractException(definition.name(), "is not a tokenizer definition", failure);
        } catch (LinkageError failure) {
            throw new ModelUnavailableException(
                    "the tokenizer library is not on the class path, or its native part cannot be loaded (it needs a"
                            + " writable cache directory, see DJL_CACHE_DIR)",
                    failure);
        }
        return framed(definition, tokenizer);
    }

    private static TextEncoder framed(ModelArtifact definition, HuggingFaceTokenizer tokenizer) {
        long[] frame = tokenizer.encode("", true, false).getIds();
        if (frame.length != 2) {
            tokenizer.close();
            throw new ModelContractException(
                    definition.name(), "must frame a text by two special tokens, got " + frame.length);
        }
        SpecialTokens tokens = SpecialTokens.read(definition);
        Set<Long> special = new HashSet<>(tokens.ids());
        special.remove(tokens.unknown());
        return new TextEncoder(tokenizer, frame[0], frame[1], tokens.unknown(), Set.copyOf(special));
    }

    /**
     * Encodes a whole text.
     *
     * @param text well-formed Unicode of any length
     * @return its tokens, none if the text holds nothing but white space
     */
    public EncodedText encode(String text) {
        Tokens tokens = new Tokens(text.length() / 4 + 16);
        int start = 0;
        while (start < text.length()) {
            int end = pieceEnd(text, start);
            encodePiece(text, start, end, tokens);
            start = end;
        }
        return tokens.toEncodedText();
    }

    /**
     * The ids of one window between the tokenizer's two special tokens.
     *
     * @param text the encoded text
     * @param window a range of its tokens
     * @return {@code window} length plus 2 ids
     */
    public long[] framed(EncodedText text, Window window) {
        return text.framed(window, first, last);
    }

    private void encodePiece(String text, int start, int end, Tokens tokens) {
        String piece = text.substring(start, end);
        Encoding encoding = tokenizer.encode(piece, false, false);
        CodePointOffsets offsets = CodePointOffsets.of(piece);
        long[] ids = encoding.getIds();
        CharSpan[] spans = encoding.getCharTokenSpans();
        for (int i = 0; i < ids.length; i++) {
            CharSpan span = spans[i];
            if (span == null) {
                throw new IllegalStateException("the tokenizer gave no place for token " + i);
            }
            long id = special.contains(ids[i]) ? unknown : ids[i];
            tokens.add(id, start + offsets.toUtf16(span.getStart()), start + offsets.toUtf16(span.getEnd()));
        }
    }

    /** The end of the piece that starts at {@code start}: after white space, or inside an over-long word. */
    private static int pieceEnd(String text, int start) {
        int lastBreak = start;
        int wordLength = 0;
        int index = start;
        while (index < text.length()) {
            int codePoint = text.codePointAt(index);
            int next = index + Character.charCount(codePoint);
            if (Character.isWhitespace(codePoint)) {
                lastBreak = next;
                wordLength = 0;
            } else if (Character.isLetterOrDigit(codePoint) || isMark(codePoint)) {
                wordLength++;
            } else {
                wordLength = 0;
            }
            if (wordLength > LONGEST_WORD) {
                return index;
            }
            if (next - start >= PIECE) {
                return lastBreak > start ? lastBreak : next;
            }
            index = next;
        }
        return text.length();
    }

    private static boolean isMark(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK;
    }

    @Override
    public void close() {
        tokenizer.close();
    }

    /** Growing columns of tokens; boxed lists would cost ten times the memory on a long text. */
    private static final class Tokens {
        private long[] ids;
        private int[] starts;
        private int[] ends;
        private int size;

        Tokens(int capacity) {
            ids = new long[capacity];
            starts = new int[capacity];
            ends = new int[capacity];
        }

        void add(long id, int start, int end) {
            if (size == ids.length) {
                int capacity = size + size / 2 + 16;
                ids = Arrays.copyOf(ids, capacity);
                starts = Arrays.copyOf(starts, capacity);
                ends = Arrays.copyOf(ends, capacity);
            }
            ids[size] = id;
            starts[size] = start;
            ends[size] = end;
            size++;
        }

        EncodedText toEncodedText() {
            return new EncodedText(Arrays.copyOf(ids, size), Arrays.copyOf(starts, size), Arrays.copyOf(ends, size));
        }
    }
}
