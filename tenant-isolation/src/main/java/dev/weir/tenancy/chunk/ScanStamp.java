package dev.weir.tenancy.chunk;

import static java.util.Objects.requireNonNull;

/**
 * By what a document was scanned and how that ended.
 *
 * @param epoch of the rules and model; a later scan of the same text has a higher one. From 0
 * @param ruleset detector ids and versions, 1 to 256 characters
 * @param model digest of the classifier file
 * @param tokenizer digest of the tokenizer file
 * @param calibration id, 1 to 64 characters
 * @param runtime inference engine, version and execution provider, 1 to 64 characters
 * @param worstScore highest risk of any part, in ten-thousandths, 0 to 10,000
 */
public record ScanStamp(
        int epoch,
        String ruleset,
        Sha256 model,
        Sha256 tokenizer,
        String calibration,
        String runtime,
        Outcome outcome,
        int worstScore) {
    /** @throws IllegalArgumentException if a name or number is out of range */
    public ScanStamp {
        requireNonNull(model, "model is null");
        requireNonNull(tokenizer, "tokenizer is null");
        requireNonNull(outcome, "outcome is null");
        WellFormed.requireName(ruleset, 256, "ruleset");
        WellFormed.requireName(calibration, 64, "calibration");
        WellFormed.requireName(runtime, 64, "runtime");
        if (epoch < 0) {
            throw new IllegalArgumentException("epoch must be >= 0, got " + epoch);
        }
        if (worstScore < 0 || worstScore > 10_000) {
            throw new IllegalArgumentException("worstScore must be 0-10000, got " + worstScore);
        }
    }

    /** How a scan ended for what was sealed. */
    public enum Outcome {
        /** Everything was read and admitted. */
        ADMITTED,
        /** Admitted; parts were left out of the index, as policy allows. */
        PARTIAL,
        /** Admitted after spans were replaced by markers. */
        REDACTED,
        /** Held, then released by a reviewer. */
        RELEASED
    }
}
