package dev.weir.retrieve.egress;

import static java.util.Objects.requireNonNull;

import dev.weir.models.detect.Score;
import dev.weir.models.detect.Span;
import java.util.Comparator;

/**
 * Something found in an answer.
 *
 * @param span of the answer as the model wrote it
 * @param score how sure it is, 1 for what is compared exactly
 * @param subject ids only: the canary's tenant and number; else empty. Not for the caller: it names other tenants
 */
public record EgressFinding(EgressCode code, Span span, Score score, String subject) {
    static final Comparator<EgressFinding> ORDER = Comparator.comparing(EgressFinding::span)
            .thenComparing(EgressFinding::code)
            .thenComparing(EgressFinding::subject);

    private static final String CALIBRATION = "weir-egress/1";

    /** @throws IllegalArgumentException if the span is empty */
    public EgressFinding {
        requireNonNull(code, "code is null");
        requireNonNull(span, "span is null");
        requireNonNull(score, "score is null");
        requireNonNull(subject, "subject is null");
        if (span.length() == 0) {
            throw new IllegalArgumentException("span must not be empty, got " + span);
        }
    }

    static EgressFinding of(EgressCode code, int start, int end, double score, String subject) {
        return new EgressFinding(code, new Span(start, end), new Score(score, CALIBRATION), subject);
    }

    /** One finding for two pieces of the same that touch. */
    EgressFinding joined(EgressFinding next) {
        Score higher = score.value() >= next.score.value() ? score : next.score;
        return new EgressFinding(code, span.hull(next.span), higher, subject);
    }

    boolean continuesIn(EgressFinding next) {
        return code == next.code && subject.equals(next.subject) && next.span.start() <= span.end();
    }
}
