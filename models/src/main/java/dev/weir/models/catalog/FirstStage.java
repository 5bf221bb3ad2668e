package dev.weir.models.catalog;

/**
 * A cheap network over the same tokens that clears plainly harmless windows, so that the encoder sees the rest.
 *
 * @param file name of its ONNX file beside the card
 * @param sha256 its digest, 64 lower-case hex digits
 * @param output name of its output, one logit for each token, {@code [1, tokens]}
 * @param threshold logit that one token of a window must reach for the encoder to see the window
 * @param clearedScore score of a window that is cleared, in [0, 1]
 */
public record FirstStage(String file, String sha256, String output, double threshold, double clearedScore) {

    /** Checks the ranges; {@link ModelCards} reports them with file and field. */
    public FirstStage {
        ModelCard.requireFileName(file, "firstStage.file");
        ModelCard.requireDigest(sha256, "firstStage.sha256");
        ModelCard.requireText(output, "firstStage.output");
        if (!Double.isFinite(threshold)) {
            throw new IllegalArgumentException("firstStage.threshold must be finite, got " + threshold);
        }
        if (!(clearedScore >= 0.0 && clearedScore <= 1.0)) {
            throw new IllegalArgumentException("firstStage.clearedScore must be in [0, 1], got " + clearedScore);
        }
    }
}
