package dev.weir.models.catalog;

import static java.util.Objects.requireNonNull;

import dev.weir.models.calibration.Calibration;
import dev.weir.models.calibration.OperatingPoints;
import java.util.Optional;

/**
 * How a classifier is fed and read, and how far its output can be trusted.
 *
 * @param id stable name of the model, not blank
 * @param version version of the weights, {@code >= 1}
 * @param modelFile name of the ONNX file beside the card
 * @param modelSha256 its digest, 64 lower-case hex digits
 * @param tokenizerFile name of the tokenizer file beside the card
 * @param tokenizerSha256 its digest, 64 lower-case hex digits
 * @param windowTokens most tokens the model is given at once, with its two special tokens
 * @param overlapTokens tokens that neighbouring windows share at least, smaller than a window's content
 * @param outputs names of the graph's outputs
 * @param firstStage the lower layers in a file of their own, which clear windows before the graph sees them; empty if
 *     the graph is the whole encoder
 * @param calibration from logit to score
 * @param operatingPoints thresholds for stated rates of false alarms, in that calibration
 * @param tokenThreshold lowest probability at which a token counts as part of an attack, in (0, 1)
 */
public record ModelCard(
        String id,
        int version,
        String modelFile,
        String modelSha256,
        String tokenizerFile,
        String tokenizerSha256,
        int windowTokens,
        int overlapTokens,
        Outputs outputs,
        Optional<FirstStage> firstStage,
        Calibration calibration,
        OperatingPoints operatingPoints,
        double tokenThreshold) {

    private static final int SPECIAL_TOKENS = 2;

    /** Checks the ranges; {@link ModelCards} reports them with file and field. */
    public ModelCard {
        requireText(id, "id");
        if (version < 1) {
            throw new IllegalArgumentException("version must be >= 1, got " + version);
        }
        requireFileName(modelFile, "file");
        requireDigest(modelSha256, "sha256");
        requireFileName(tokenizerFile, "tokenizerFile");
        requireDigest(tokenizerSha256, "tokenizerSha256");
        if (windowTokens < 16 || windowTokens > 8192) {
            throw new IllegalArgumentException("windowTokens must be in [16, 8192], got " + windowTokens);
        }
        if (overlapTokens < 0 || overlapTokens >= windowTokens - SPECIAL_TOKENS) {
            throw new IllegalArgumentException(
                    "overlapTokens must be in [0, " + (windowTokens - SPECIAL_TOKENS) + "), got " + overlapTokens);
        }
        requireNonNull(outputs, "outputs is null");
        requireNonNull(firstStage, "firstStage is null");
        requireNonNull(calibration, "calibration is null");
        requireNonNull(operatingPoints, "operatingPoints is null");
        firstStage.ifPresent(stage -> {
            if (stage.clearedScore() >= operatingPoints.lowestThreshold()) {
                throw new IllegalArgumentException("firstStage.clearedScore must be below every threshold, got "
                        + stage.clearedScore() + " and " + operatingPoints.lowestThreshold());
            }
        });
        if (!operatingPoints.calibrationId().equals(calibration.id())) {
            throw new IllegalArgumentException("operatingPoints must be of calibration " + calibration.id() + ", got "
                    + operatingPoints.calibrationId());
        }
        if (!(tokenThreshold > 0.0 && tokenThreshold < 1.0)) {
            throw new IllegalArgumentException("tokenThreshold must be in (0, 1), got " + tokenThreshold);
        }
    }

    /**
     * Names of the graph's outputs.
     *
     * @param chunk one logit for the window, {@code [1]}
     * @param tokens one logit for each token, {@code [1, tokens]}
     */
    public record Outputs(String chunk, String tokens) {

        /** Checks that both are named. */
        public Outputs {
            requireText(chunk, "outputs.chunk");
            requireText(tokens, "outputs.tokens");
        }
    }

    /**
     * The same card with other operating points.
     *
     * @param other points in the same calibration
     * @return a copy
     * @throws IllegalArgumentException if a threshold is not above the score of windows that the first stage clears
     */
    public ModelCard withOperatingPoints(OperatingPoints other) {
        return new ModelCard(
                id,
                version,
                modelFile,
                modelSha256,
                tokenizerFile,
                tokenizerSha256,
                windowTokens,
                overlapTokens,
                outputs,
                firstStage,
                calibration,
                other,
                tokenThreshold);
    }

    /** The same card, whose first stage clears nothing. */
    ModelCard clearingNothing() {
        return new ModelCard(
                id,
                version,
                modelFile,
                modelSha256,
                tokenizerFile,
                tokenizerSha256,
                windowTokens,
                overlapTokens,
                outputs,
                firstStage.map(FirstStage::clearingNothing),
                calibration,
                operatingPoints,
                tokenThreshold);
    }

    static void requireText(String value, String field) {
        requireNonNull(value, () -> field + " is null");
        if (value.isBlank()) {
            throw new IllegalArgumentException(field + " must not be blank");
        }
    }

    // A card may come from a directory of the user's: it names files beside itself and nowhere else.
    static void requireFileName(String value, String field) {
        requireText(value, field);
        if (value.contains("/") || value.contains("\\") || value.startsWith(".")) {
            throw new IllegalArgumentException(field + " must be a plain file name, got '" + value + "'");
        }
    }

    static void requireDigest(String value, String field) {
        requireText(value, field);
        if (!value.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException(field + " must be 64 lower-case hex digits, got '" + value + "'");
        }
    }
}
