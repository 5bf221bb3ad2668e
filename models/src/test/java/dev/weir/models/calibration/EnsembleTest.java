package dev.weir.models.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.models.detect.Channel;
import dev.weir.models.detect.DetectorId;
import dev.weir.models.detect.Evidence;
import dev.weir.models.detect.Finding;
import dev.weir.models.detect.Reading;
import dev.weir.models.detect.Score;
import dev.weir.models.detect.Screening;
import dev.weir.models.detect.Span;
import dev.weir.models.detect.Technique;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class EnsembleTest {

    private static final OperatingPoints POINTS = new OperatingPoints(
            "platt-1",
            List.of(
                    new OperatingPoint(Channel.BODY, 0.01, 0.8),
                    new OperatingPoint(Channel.BODY, 0.05, 0.5),
                    new OperatingPoint(Channel.DECODED, 0.01, 0.3)));

    private static final Ensemble ENSEMBLE = new Ensemble(POINTS, 0.01);

    @Test
    void riskWhenReadingIsBelowTheThresholdThenScoredAndNotFlagged() {
        Risk risk = ENSEMBLE.risk(reading(Channel.BODY, 0.79), Channel.BODY);
        assertThat(risk.score().value()).isEqualTo(0.79);
        assertThat(risk.flagged()).isFalse();
    }

    @Test
    void riskWhenReadingReachesTheThresholdThenFlaggedAndPointNamed() {
        Risk risk = ENSEMBLE.risk(reading(Channel.BODY, 0.8), Channel.BODY);
        assertThat(risk.flagged()).isTrue();
        assertThat(risk.operatingPoint().name()).isEqualTo("body@fpr=0.01");
    }

    @Test
    void riskWhenDecodedTextIsAboveItsOwnThresholdThenFlagged() {
        Screening screening = reading(Channel.BODY, 0.1).merge(reading(Channel.DECODED, 0.4));
        Risk risk = ENSEMBLE.risk(screening, Channel.BODY);
        assertThat(risk.flagged()).isTrue();
        assertThat(risk.operatingPoint().channel()).isEqualTo(Channel.DECODED);
    }

    @Test
    void riskWhenAFixedRuleIsDecisiveThenFlagged() {
        assertThat(ENSEMBLE.risk(finding(0.5, "lexical-1"), Channel.BODY).flagged())
                .isTrue();
    }

    @Test
    void riskWhenAFixedRuleOnlySupportsThenNotFlagged() {
        assertThat(ENSEMBLE.risk(finding(0.49, "lexical-1"), Channel.BODY).flagged())
                .isFalse();
    }

    @Test
    void riskWhenWordingOverridesAndTheClassifierDoubtsThenFlagged() {
        Screening override = finding(0.35, "lexical-1", Technique.INSTRUCTION_OVERRIDE);
        assertThat(ENSEMBLE.risk(override.merge(reading(Channel.BODY, 0.51)), Channel.BODY)
                        .flagged())
                .isTrue();
    }

    @Test
    void riskWhenWordingOverridesAndTheClassifierIsSureThenNotFlagged() {
        Screening override = finding(0.35, "lexical-1", Technique.INSTRUCTION_OVERRIDE);
        assertThat(ENSEMBLE.risk(override.merge(reading(Channel.BODY, 0.1)), Channel.BODY)
                        .flagged())
                .isFalse();
    }

    @Test
    void riskWhenAReadingIsOfAnotherCalibrationThenIgnored() {
        Screening other = new Screening(
                List.of(),
                List.of(),
                List.of(new Reading(new DetectorId("other/1"), Channel.BODY, new Score(1.0, "other"))));
        assertThat(ENSEMBLE.risk(other, Channel.BODY).score().value()).isZero();
    }

    @Property(tries = 500)
    void riskWhenAReadingRisesThenItNeverStopsBeingFlagged(
            @ForAll @DoubleRange(max = 1.0) double body,
            @ForAll @DoubleRange(max = 1.0) double decoded,
            @ForAll @DoubleRange(max = 1.0) double higher) {
        Screening before = reading(Channel.BODY, body).merge(reading(Channel.DECODED, decoded));
        Screening after = before.merge(reading(Channel.DECODED, higher));
        if (ENSEMBLE.risk(before, Channel.BODY).flagged()) {
            assertThat(ENSEMBLE.risk(after, Channel.BODY).flagged()).isTrue();
        }
    }

    @Test
    void atWhenRateLiesBetweenThenTheStricterPointIsUsed() {
        assertThat(POINTS.at(Channel.BODY, 0.02).threshold()).isEqualTo(0.8);
        assertThat(POINTS.at(Channel.BODY, 0.05).threshold()).isEqualTo(0.5);
        assertThat(POINTS.at(Channel.BODY, 0.001).threshold()).isEqualTo(0.8);
    }

    @Test
    void atWhenChannelHasNoPointsThenThoseOfTheBody() {
        assertThat(POINTS.at(Channel.HIDDEN, 0.01).threshold()).isEqualTo(0.8);
    }

    @Test
    void pointsWhenBodyIsMissingThenRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new OperatingPoints("platt-1", List.of(new OperatingPoint(Channel.HIDDEN, 0.01, 0.5))));
    }

    @Test
    void calibrationWhenScaleIsNotPositiveThenRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Calibration("platt-1", 0.0, 1.0));
    }

    @Test
    void calibrationWhenLogitsRiseThenScoresRise() {
        Calibration calibration = new Calibration("platt-1", 1.3, -0.4);
        assertThat(calibration.score(-4).value())
                .isLessThan(calibration.score(0).value())
                .isLessThan(calibration.score(4).value());
    }

    private static Screening reading(Channel channel, double value) {
        Reading reading = new Reading(new DetectorId("learned/1"), channel, new Score(value, "platt-1"));
        return new Screening(List.of(), List.of(), List.of(reading));
    }

    private static Screening finding(double value, String calibration) {
        return finding(value, calibration, Technique.INVISIBLE_TEXT);
    }

    private static Screening finding(double value, String calibration, Technique technique) {
        Finding finding = new Finding(
                new DetectorId("rule/1"),
                technique,
                Channel.BODY,
                new Span(0, 1),
                new Score(value, calibration),
                new Evidence.Matched("rule"));
        return new Screening(List.of(finding), List.of());
    }

    @Test
    void levelWhenOnlyTheClassifierSpeaksThenItsScore() {
        assertThat(ENSEMBLE.level(reading(Channel.BODY, 0.42), Channel.BODY)).isEqualTo(0.42);
    }

    @Test
    void levelWhenARuleDecidesThenOne() {
        assertThat(ENSEMBLE.level(finding(0.5, "lexical-1"), Channel.BODY)).isEqualTo(1);
    }

    @Test
    void levelWhenDecodedTextReachesItsOwnPointThenOneAndBelowItNothing() {
        assertThat(ENSEMBLE.level(reading(Channel.DECODED, 0.3), Channel.BODY)).isEqualTo(1);
        assertThat(ENSEMBLE.level(reading(Channel.DECODED, 0.29), Channel.BODY)).isZero();
    }

    @Test
    void levelWhenDecodedTextHasNoPointOfItsOwnThenItCountsByTheSameThreshold() {
        OperatingPoints plain = new OperatingPoints("platt-1", List.of(new OperatingPoint(Channel.BODY, 0.01, 0.8)));
        Screening both = reading(Channel.BODY, 0.1).merge(reading(Channel.DECODED, 0.4));
        assertThat(new Ensemble(plain, 0.01).level(both, Channel.BODY)).isEqualTo(0.4);
    }

    @Property
    void levelWhenItIsTheThresholdThenFlaggedAndAboveItNot(
            @ForAll @DoubleRange(min = 0.01, max = 0.98) double score,
            @ForAll @DoubleRange(min = 0.0, max = 0.49) double supporting) {
        Screening screening = reading(Channel.BODY, score).merge(finding(supporting, "lexical-1"));
        double level = ENSEMBLE.level(screening, Channel.BODY);
        assertThat(flaggedAt(level, screening)).isTrue();
        assertThat(flaggedAt(Math.nextUp(level), screening)).isFalse();
    }

    private static boolean flaggedAt(double threshold, Screening screening) {
        OperatingPoints points =
                new OperatingPoints("platt-1", List.of(new OperatingPoint(Channel.BODY, 0.01, threshold)));
        return new Ensemble(points, 0.01).risk(screening, Channel.BODY).flagged();
    }
}
