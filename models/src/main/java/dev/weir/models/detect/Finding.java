package dev.weir.models.detect;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;

/**
 * One thing a detector saw in a passage. For text that was decoded out of a passage the channel is {@link
 * Channel#DECODED} and the span is that of the encoded form in the passage.
 *
 * @param detector who reports it
 * @param technique what the text tries to do
 * @param channel where the text stood
 * @param span the range in the passage's text, UTF-16 code units, half-open
 * @param score how sure the detector is, under its own calibration
 * @param evidence why
 */
public record Finding(
        DetectorId detector, Technique technique, Channel channel, Span span, Score score, Evidence evidence) {

    /** Document order, then a fixed order of everything else, so that reports never depend on timing. */
    public static final Comparator<Finding> ORDER = Comparator.comparing(Finding::span)
            .thenComparing(Finding::detector)
            .thenComparing(Finding::technique)
            .thenComparing(Finding::channel)
            .thenComparing(finding -> finding.score().value(), Comparator.reverseOrder())
            .thenComparing(finding -> finding.score().calibration())
            .thenComparing(finding -> finding.evidence().summary());

    /** Checks that all parts are present. */
    public Finding {
        requireNonNull(detector, "detector is null");
        requireNonNull(technique, "technique is null");
        requireNonNull(channel, "channel is null");
        requireNonNull(span, "span is null");
        requireNonNull(score, "score is null");
        requireNonNull(evidence, "evidence is null");
    }

    /**
     * The same finding at another place, used when the passage was cut out of a larger text.
     *
     * @param newSpan its range in the other text
     * @return a copy with that span
     */
    public Finding at(Span newSpan) {
        return new Finding(detector, technique, channel, newSpan, score, evidence);
    }
}
