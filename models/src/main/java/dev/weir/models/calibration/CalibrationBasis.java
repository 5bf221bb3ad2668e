package dev.weir.models.calibration;

import static java.util.Objects.requireNonNull;

/**
 * What the scores rest on that a threshold was set for.
 *
 * @param modelId id of the classifier's card
 * @param modelDigest SHA-256 of the model file or, with a first stage, over both networks and the threshold between
 *     them, lower-case hex
 * @param tokenizerDigest SHA-256 of the tokenizer file, lower-case hex
 * @param rulesetId digest over all detectors and the rule that combines them
 * @param calibrationId the calibration that scores are given in
 */
public record CalibrationBasis(
        String modelId, String modelDigest, String tokenizerDigest, String rulesetId, String calibrationId) {

    /** Checks that no part is missing or blank. */
    public CalibrationBasis {
        requireText(modelId, "model.id");
        requireDigest(modelDigest, "model.sha256");
        requireDigest(tokenizerDigest, "model.tokenizerSha256");
        requireText(rulesetId, "ruleset");
        requireText(calibrationId, "calibration");
    }

    /** The first part in which the other one differs, for messages; empty if they are equal. */
    String difference(CalibrationBasis other) {
        if (!modelId.equals(other.modelId) || !modelDigest.equals(other.modelDigest)) {
            return "it was made with the model " + shown(modelId, modelDigest) + ", installed is "
                    + shown(other.modelId, other.modelDigest);
        }
        if (!tokenizerDigest.equals(other.tokenizerDigest)) {
            return "it was made with the tokenizer " + tokenizerDigest + ", installed is " + other.tokenizerDigest;
        }
        if (!rulesetId.equals(other.rulesetId)) {
            return "it was made with the ruleset " + rulesetId + ", installed is " + other.rulesetId;
        }
        if (!calibrationId.equals(other.calibrationId)) {
            return "its scores are given in " + calibrationId + ", installed is " + other.calibrationId;
        }
        return "";
    }

    private static String shown(String id, String digest) {
        return id + " (" + digest + ")";
    }

    private static void requireText(String value, String field) {
        requireNonNull(value, () -> field + " is null");
        if (value.isBlank()) {
            throw new IllegalArgumentException(field + " must not be blank");
        }
    }

    private static void requireDigest(String value, String field) {
        requireNonNull(value, () -> field + " is null");
        if (!value.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException(field + " must be 64 lower-case hex digits");
        }
    }
}
