package dev.weir.benchmarks.quality;

import static java.util.Objects.requireNonNull;

import dev.weir.models.Assessment;
import dev.weir.models.Screener;
import dev.weir.models.calibration.Risk;
import dev.weir.models.detect.Channel;
import dev.weir.models.detect.Finding;
import dev.weir.models.detect.Gap;
import dev.weir.models.detect.Passage;
import dev.weir.models.detect.Reading;
import dev.weir.models.detect.Span;
import dev.weir.models.detect.Technique;
import java.util.List;

/**
 * What the product said about one passage, in numbers.
 *
 * <p>A margin is the distance of a score to its operating point in log-odds. It is zero or more exactly where the text is
 * flagged and rises with the score, so it can be ranked across channels, whose operating points differ.
 *
 * @param margin of the whole screener's risk
 * @param classifierMargin of the classifier's own reading of the passage, without rules and without decoded text
 * @param probability the classifier's calibrated score of the passage, in [0, 1]
 * @param flagged whether the screener flags it
 * @param blocked whether a gap forbids its admission
 * @param gaps codes of what was not judged
 * @param places where the classifier found something, in the passage and in what was decoded out of it
 */
record Verdict(
        double margin,
        double classifierMargin,
        double probability,
        boolean flagged,
        boolean blocked,
        List<String> gaps,
        List<Span> places) {

    private static final double NEARLY_CERTAIN = 1e-15;

    /** Copies the lists. */
    Verdict {
        requireNonNull(gaps, "gaps is null");
        requireNonNull(places, "places is null");
        gaps = List.copyOf(gaps);
        places = List.copyOf(places);
    }

    /** Asks the product. */
    static Verdict of(Screener screener, Passage passage) {
        Assessment assessment = screener.assess(passage);
        Risk risk = assessment.risk();
        double probability = probability(screener, assessment, passage.channel());
        double threshold = screener.ensemble()
                .operatingPoints()
                .at(passage.channel(), screener.ensemble().falsePositiveRate())
                .threshold();
        return new Verdict(
                margin(risk.score().value(), risk.operatingPoint().threshold()),
                margin(probability, threshold),
                probability,
                risk.flagged(),
                assessment.screening().isBlocked(),
                assessment.gaps().stream()
                        .map(Gap::code)
                        .map(code -> code.code())
                        .toList(),
                assessment.findings().stream()
                        .filter(finding -> finding.technique() == Technique.LEARNED_INJECTION)
                        .map(Finding::span)
                        .toList());
    }

    private static double probability(Screener screener, Assessment assessment, Channel channel) {
        String calibration = screener.ensemble().operatingPoints().calibrationId();
        return assessment.screening().readings().stream()
                .filter(reading -> reading.channel() == channel
                        && reading.score().calibration().equals(calibration))
                .map(Reading::score)
                .mapToDouble(score -> score.value())
                .max()
                .orElse(0.0);
    }

    static double margin(double score, double threshold) {
        return logOdds(score) - logOdds(threshold);
    }

    private static double logOdds(double probability) {
        double inside = Math.clamp(probability, NEARLY_CERTAIN, 1.0 - NEARLY_CERTAIN);
        return Math.log(inside / (1.0 - inside));
    }

    /** {@return whether somebody has to look at it before it may be indexed} */
    boolean held() {
        return flagged || blocked;
    }

    boolean classifierFlagged() {
        return classifierMargin >= 0.0;
    }
}
