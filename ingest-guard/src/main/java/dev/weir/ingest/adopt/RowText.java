package dev.weir.ingest.adopt;

import static java.util.Objects.requireNonNull;

import dev.weir.ingest.SealedText;
import dev.weir.tenancy.chunk.EmbeddingBinding;
import dev.weir.tenancy.seal.ChunkDraft;
import java.util.List;

/**
 * A row that can be sealed.
 *
 * @param start of the text among those of its document, in UTF-16 code units
 */
record RowText(String key, String text, int start) {
    private static final String LOCATION = "body";

    RowText {
        requireNonNull(key, "key is null");
        requireNonNull(text, "text is null");
    }

    int end() {
        return start + text.length();
    }

    SealedText sealed() {
        return new SealedText(LOCATION, start, end(), text);
    }

    /** What is to be sealed. Nothing of the vector is bound: somebody else made it, and not every store gives it back. */
    ChunkDraft draft() {
        return new ChunkDraft(text, LOCATION, start, end(), List.of(), new EmbeddingBinding.Absent(), new float[0]);
    }

    /** The key, never the text. */
    @Override
    public String toString() {
        return "RowText[" + key + "]";
    }
}
