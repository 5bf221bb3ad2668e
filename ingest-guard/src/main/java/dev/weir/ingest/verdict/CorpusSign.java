package dev.weir.ingest.verdict;

import static java.util.Objects.requireNonNull;

/**
 * What a document that is about to be sealed would do to the corpus it joins, as one screen measured it.
 *
 * @param code which sign it is
 * @param score what was measured, finite; its unit is the screen's
 * @param limit from where on it is a sign, finite
 * @param effect what comes of it
 * @param about id of the chunk or document that it is about, empty if there is none; never text
 */
public record CorpusSign(RationaleCode code, double score, double limit, Effect effect, String about) {
    /** @throws IllegalArgumentException if a number is not finite */
    public CorpusSign {
        requireNonNull(code, "code is null");
        requireNonNull(effect, "effect is null");
        requireNonNull(about, "about is null");
        if (!Double.isFinite(score) || !Double.isFinite(limit)) {
            throw new IllegalArgumentException("score and limit must be finite, got " + score + " and " + limit);
        }
    }

    /** What comes of a sign. */
    public enum Effect {
        /** It stands in the report. */
        NOTED,
        /** The document is held for review. */
        HOLDS
    }

    /** A sign about no other chunk. */
    public static CorpusSign of(RationaleCode code, double score, double limit, Effect effect) {
        return new CorpusSign(code, score, limit, effect, "");
    }

    /** The same sign, noted and no more. */
    public CorpusSign noted() {
        return new CorpusSign(code, score, limit, Effect.NOTED, about);
    }

    /** Whether the document is held because of it. */
    public boolean holds() {
        return effect == Effect.HOLDS;
    }
}
