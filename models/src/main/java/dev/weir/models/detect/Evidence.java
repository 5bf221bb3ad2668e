package dev.weir.models.detect;

import static java.util.Objects.requireNonNull;

import java.util.Locale;

/** Why a detector reported a finding, in terms of its own rules and numbers. It never holds document text. */
public sealed interface Evidence {

    /** {@return one line for reports, without document text} */
    String summary();

    /**
     * A fixed rule matched.
     *
     * @param rule stable name of the rule, not blank
     */
    record Matched(String rule) implements Evidence {

        /** Checks the name. */
        public Matched {
            requireName(rule, "rule");
        }

        @Override
        public String summary() {
            return "rule " + rule;
        }
    }

    /**
     * A trained classifier judged a window of tokens.
     *
     * @param model identifier of the model, not blank
     * @param window index of the window, from 0
     * @param windows how many windows the passage had, {@code > window}
     * @param logit the model's uncalibrated output, finite
     */
    record Classified(String model, int window, int windows, double logit) implements Evidence {

        /** Checks the ranges. */
        public Classified {
            requireName(model, "model");
            if (window < 0 || window >= windows) {
                throw new IllegalArgumentException("window must be >= 0 and < windows " + windows + ", got " + window);
            }
            if (!Double.isFinite(logit)) {
                throw new IllegalArgumentException("logit must be finite, got " + logit);
            }
        }

        @Override
        public String summary() {
            return String.format(Locale.ROOT, "%s window %d of %d logit %.3f", model, window + 1, windows, logit);
        }
    }

    /**
     * A measurement left its usual range.
     *
     * @param measure stable name of the measurement, not blank
     * @param value what was measured, finite
     */
    record Anomalous(String measure, double value) implements Evidence {

        /** Checks the name and the number. */
        public Anomalous {
            requireName(measure, "measure");
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("value must be finite, got " + value);
            }
        }

        @Override
        public String summary() {
            return String.format(Locale.ROOT, "%s %.3f", measure, value);
        }
    }

    private static void requireName(String name, String what) {
        requireNonNull(name, () -> what + " is null");
        if (name.isBlank()) {
            throw new IllegalArgumentException(what + " must not be blank");
        }
    }
}
