package dev.weir.models.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.models.detect.Channel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CorpusCalibrationTest {

    private static final String MODEL = "a".repeat(64);
    private static final String TOKENIZER = "b".repeat(64);
    private static final CalibrationBasis BASIS =
            new CalibrationBasis("weir-injection-9", MODEL, TOKENIZER, "rules-1", "platt-1");
    private static final Instant MADE = Instant.parse("2026-01-31T12:00:00Z");

    @Test
    void calibrationWhenWrittenThenReadTheSame() {
        CorpusCalibration calibration =
                calibration(BASIS, 0.01, point(Channel.BODY, Math.nextUp(0.1)), point(Channel.METADATA, 0.7));
        assertThat(CalibrationFormat.read("c.json", CalibrationFormat.write(calibration)))
                .isEqualTo(calibration);
    }

    @Test
    void idWhenAThresholdOrTheBasisChangesThenAnotherAndWithTheDateTheSame() {
        CorpusCalibration one = calibration(BASIS, 0.01, point(Channel.BODY, 0.4));
        assertThat(one.id()).matches("cal-[0-9a-f]{12}");
        assertThat(calibration(BASIS, 0.01, point(Channel.BODY, 0.41)).id()).isNotEqualTo(one.id());
        assertThat(calibration(basis("rules-2"), 0.01, point(Channel.BODY, 0.4)).id())
                .isNotEqualTo(one.id());
        assertThat(new CorpusCalibration(BASIS, 0.01, one.points(), MADE.plusSeconds(9), one.inputs()).id())
                .isEqualTo(one.id());
    }

    @Test
    void pointsWhenCalibratedThenInForceAndNamedAndOtherChannelsKeepTheCards() {
        OperatingPoints card = new OperatingPoints(
                "platt-1",
                List.of(
                        new OperatingPoint(Channel.BODY, 0.001, 0.9),
                        new OperatingPoint(Channel.BODY, 0.01, 0.5),
                        new OperatingPoint(Channel.HIDDEN, 0.01, 0.3)));
        CorpusCalibration calibration = calibration(BASIS, 0.02, point(Channel.BODY, 0.7));
        OperatingPoints inForce = card.calibratedBy(calibration);
        OperatingPoint body = inForce.at(Channel.BODY, 0.02);
        assertThat(body.threshold()).isEqualTo(0.7);
        assertThat(body.name()).isEqualTo("body@fpr=0.02;" + calibration.id());
        assertThat(inForce.at(Channel.BODY, 0.001)).isEqualTo(body);
        assertThat(inForce.at(Channel.HIDDEN, 0.02).name()).isEqualTo("hidden@fpr=0.01");
    }

    @Test
    void pointsWhenOfAnotherScoreCalibrationThenRefused() {
        OperatingPoints card = new OperatingPoints("platt-2", List.of(new OperatingPoint(Channel.BODY, 0.01, 0.5)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> card.calibratedBy(calibration(BASIS, 0.02, point(Channel.BODY, 0.7))))
                .withMessageContaining("platt-2");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            other-model      | a | b | rules-1 | platt-1 | made with the model weir-injection-9
            weir-injection-9 | c | b | rules-1 | platt-1 | made with the model weir-injection-9
            weir-injection-9 | a | c | rules-1 | platt-1 | made with the tokenizer bbbb
            weir-injection-9 | a | b | rules-2 | platt-1 | made with the ruleset rules-1, installed is rules-2
            weir-injection-9 | a | b | rules-1 | platt-2 | given in platt-1, installed is platt-2
            """)
    void calibrationWhenForSomethingElseThenRefusedAndSaysWhatToDo(
            String id, String model, String tokenizer, String ruleset, String scores, String message) {
        CalibrationBasis installed = new CalibrationBasis(id, model.repeat(64), tokenizer.repeat(64), ruleset, scores);
        assertThatExceptionOfType(OtherBasisException.class)
                .isThrownBy(
                        () -> calibration(BASIS, 0.01, point(Channel.BODY, 0.4)).requireFor(installed))
                .withMessageContaining(message)
                .withMessageContaining("weir calibrate");
    }

    @Test
    void calibrationWhenForWhatIsInstalledThenTaken() {
        calibration(BASIS, 0.01, point(Channel.BODY, 0.4)).requireFor(basis("rules-1"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "\"schema\" : 1|\"schema\" : 2|schema 2 is not known",
                "\"rate\" : 0.01|\"rate\" : 1.5|rate must be in (0, 1)",
                "\"rate\" : 0.01|\"rat\" : 0.01|rate must be a number",
                "\"channel\" : \"body\"|\"channel\" : \"spine\"|points[0].channel is unknown",
                "\"channel\" : \"body\"|\"channel\" : \"hidden\"|points must name the channel body",
                "\"threshold\" : 0.4|\"threshold\" : 1.4|points[0].threshold must be in [0, 1]",
                "\"threshold\" : 0.4|\"threshold\" : 0.3|id does not fit the thresholds",
                "\"threshold\" : 0.4|\"threshold\" : \"0.4\"|points[0].threshold must be a number",
                "\"flagged\" : 5|\"flagged\" : 501|points[0].flagged must be in",
                "\"texts\" : 500|\"texts\" : 2.5|points[0].texts must be a whole number",
                "\"documents\" : 20|\"documents\" : 0|points[0].texts must be >= documents >= 1",
                "\"interval\" : [ 0.003, 0.02 ]|\"interval\" : [ 0.02 ]|points[0].interval must be an array of two",
                "\"interval\" : [ 0.003, 0.02 ]|\"interval\" : [ 0.3, 0.02 ]|points[0].interval must be two numbers",
                "\"made\" : \"2026|\"made\" : \"noon 2026|made must be a time",
                "\"inputs\" : \"ccc|\"inputs\" : \"xcc|inputs must be 64",
                "\"ruleset\" : \"rules-1\"|\"ruleset\" : 1|ruleset must be a string",
                "\"sha256\" : \"aaa|\"sha256\" : \"zaa|model.sha256 must be 64",
                "\"ruleset\" :|\"id\" : 1, \"ruleset\" :|is not valid JSON"
            })
    void fileWhenItBreaksARuleThenFileAndFieldAreNamed(String before, String after, String message) {
        String json = new String(
                CalibrationFormat.write(calibration(BASIS, 0.01, point(Channel.BODY, 0.4))), StandardCharsets.UTF_8);
        assertThat(json).contains(before);
        byte[] broken = json.replace(before, after).getBytes(StandardCharsets.UTF_8);
        assertThatExceptionOfType(CalibrationFileException.class)
                .isThrownBy(() -> CalibrationFormat.read("mine.json", broken))
                .withMessageContaining("mine.json")
                .withMessageContaining(message);
    }

    @Test
    void fileWhenEmptyThenRefused() {
        assertThatExceptionOfType(CalibrationFileException.class)
                .isThrownBy(() -> CalibrationFormat.read("mine.json", new byte[0]));
    }

    @Test
    void pointsWhenAChannelStandsTwiceThenRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> calibration(BASIS, 0.01, point(Channel.BODY, 0.4), point(Channel.BODY, 0.5)))
                .withMessageContaining("twice");
    }

    private static CalibrationBasis basis(String ruleset) {
        return new CalibrationBasis("weir-injection-9", MODEL, TOKENIZER, ruleset, "platt-1");
    }

    private static CorpusCalibration calibration(
            CalibrationBasis basis, double rate, CorpusCalibration.Point... points) {
        return new CorpusCalibration(basis, rate, new ArrayList<>(List.of(points)), MADE, "c".repeat(64));
    }

    private static CorpusCalibration.Point point(Channel channel, double threshold) {
        return new CorpusCalibration.Point(
                channel, threshold, 500, 20, 5, new Interval(0.003, 0.02), new Interval(0.0, 0.05));
    }
}
