package dev.weir.models.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weir.models.detect.Channel;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OperatingPointsTest {

    private static OperatingPoints body(double strict, double loose) {
        return new OperatingPoints(
                "c",
                List.of(
                        new OperatingPoint(Channel.BODY, 0.001, strict),
                        new OperatingPoint(Channel.BODY, 0.01, loose)));
    }

    @ParameterizedTest
    @CsvSource({"0.8, 0.6667", "0.5, 0.3333", "1, 1", "0, 0"})
    void nearFromWhenTheLowestThresholdIsGivenThenHalfOfItsOdds(double lowest, double near) {
        assertThat(body(1.0, lowest).nearFrom(Channel.BODY)).isCloseTo(near, within(1e-4));
    }

    @Test
    void nearFromWhenTheChannelHasNoPointsThenThoseOfTheBody() {
        OperatingPoints points = body(0.9, 0.8);
        assertThat(points.nearFrom(Channel.HIDDEN)).isEqualTo(points.nearFrom(Channel.BODY));
    }
}
