package dev.weir.retrieve.egress;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * An answer as it may be shown.
 *
 * @param text the answer, with markers where something was cut
 * @param findings in the order of the answer, with the places as the model wrote it; not for the caller
 * @param blocked whether the answer ends early
 */
public record CheckedAnswer(String text, List<EgressFinding> findings, boolean blocked) {
    public CheckedAnswer {
        requireNonNull(text, "text is null");
        findings = List.copyOf(findings);
    }

    /** Counts, never the text. */
    @Override
    public String toString() {
        return "CheckedAnswer[" + text.length() + " code units, " + findings.size() + " findings"
                + (blocked ? ", blocked]" : "]");
    }
}
