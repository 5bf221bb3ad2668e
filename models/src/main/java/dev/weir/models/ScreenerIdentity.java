package dev.weir.models;

import static java.util.Objects.requireNonNull;

/**
 * Names everything an assessment depends on, for scan stamps and cache keys.
 *
 * @param rulesetId digest over the ids of all detectors and of the rule that combines them
 * @param modelId id of the classifier's model card
 * @param modelDigest SHA-256 of the model file or, with a first stage, over both networks and the threshold between
 *     them, lower-case hex
 * @param tokenizerDigest SHA-256 of the tokenizer file, lower-case hex
 * @param calibrationId id of the calibration that scores are given in; behind a {@code +} the id of the user's own
 *     operating points, if there are any
 * @param runtime inference runtime, version and architecture
 */
public record ScreenerIdentity(
        String rulesetId,
        String modelId,
        String modelDigest,
        String tokenizerDigest,
        String calibrationId,
        String runtime) {

    /** Checks that no part is missing or blank. */
    public ScreenerIdentity {
        requireText(rulesetId, "rulesetId");
        requireText(modelId, "modelId");
        requireText(modelDigest, "modelDigest");
        requireText(tokenizerDigest, "tokenizerDigest");
        requireText(calibrationId, "calibrationId");
        requireText(runtime, "runtime");
    }

    private static void requireText(String value, String what) {
        requireNonNull(value, () -> what + " is null");
        if (value.isBlank()) {
            throw new IllegalArgumentException(what + " must not be blank");
        }
    }
}
