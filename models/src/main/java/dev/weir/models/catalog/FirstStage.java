package dev.weir.models.catalog;

/**
 * The lower layers of an encoder with a head of their own: what they clear as plainly harmless, the upper ones need not
 * see.
 *
 * @param file name of its ONNX file beside the card
 * @param sha256 its digest, 64 lower-case hex digits
 * @param output name of its logit for a window, {@code [1]}
 * @param hidden name of its hidden states, {@code [1, tokens, width]}, which the card's graph takes under that name
 * @param threshold logit that a window must reach to be seen by the upper layers
 * @param clearedScore score of a window that is cleared, in [0, 1]
 */
public record FirstStage(
        String file, String sha256, String output, String hidden, double threshold, double clearedScore) {

    /** Checks the ranges; {@link ModelCards} reports them with file and field. */
    public FirstStage {
        ModelCard.requireFileName(file, "firstStage.file");
        ModelCard.requireDigest(sha256, "firstStage.sha256");
        ModelCard.requireText(output, "firstStage.output");
        ModelCard.requireText(hidden, "firstStage.hidden");
        if (!Double.isFinite(threshold)) {
            throw new IllegalArgumentException("firstStage.threshold must be finite, got " + threshold);
        }
        if (!(clearedScore >= 0.0 && clearedScore <= 1.0)) {
            throw new IllegalArgumentException("firstStage.clearedScore must be in [0, 1], got " + clearedScore);
        }
    }

    /**
     * Whether the upper layers need not see a window.
     *
     * @param logit the window's
     * @return true if it is below the threshold; false for one that is not a number
     */
    public boolean clears(double logit) {
        return logit < threshold;
    }

    /** The same stage, which clears nothing. */
    FirstStage clearingNothing() {
        return new FirstStage(file, sha256, output, hidden, -Double.MAX_VALUE, clearedScore);
    }
}
