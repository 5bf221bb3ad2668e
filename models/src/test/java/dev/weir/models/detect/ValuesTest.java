package dev.weir.models.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ValuesTest {

    @Test
    void spanWhenEndIsBeforeStartThenRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Span(3, 2));
    }

    @Test
    void spanWhenStartIsNegativeThenRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Span(-1, 2));
    }

    @Test
    void scoreWhenNotANumberThenRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Score(Double.NaN, "c"));
    }

    @Test
    void scoreWhenAboveOneThenRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Score(1.01, "c"));
    }

    @Test
    void scoreWhenCalibrationIsBlankThenRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Score(0.5, " "));
    }

    @Test
    void detectorIdWhenVersionIsMissingThenRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new DetectorId("invisible-text"));
    }

    @Test
    void passageWhenPrintedThenShowsNoText() {
        assertThat(Passage.body("secret words")).asString().doesNotContain("secret");
    }

    @Test
    void passageWhenSurrogateIsUnpairedThenNotWellFormed() {
        assertThat(Passage.body("a\ud83d").isWellFormed()).isFalse();
        assertThat(Passage.body("\ude00a").isWellFormed()).isFalse();
        assertThat(Passage.body("a\u0000").isWellFormed()).isFalse();
        assertThat(Passage.body("a😀b").isWellFormed()).isTrue();
    }

    @Test
    void codesWhenListedThenDistinctKebabCaseWithText() {
        Set<String> codes = new HashSet<>();
        for (GapCode code : GapCode.values()) {
            assertThat(code.code()).matches("[a-z]+(-[a-z]+)*");
            assertThat(code.text()).isNotBlank();
            assertThat(codes.add(code.code())).isTrue();
        }
        for (Technique technique : Technique.values()) {
            assertThat(technique.code()).matches("[a-z]+(-[a-z]+)*");
            assertThat(codes.add(technique.code())).isTrue();
        }
        for (Channel channel : Channel.values()) {
            assertThat(Channel.ofCode(channel.code())).contains(channel);
        }
    }

    @Test
    void mergeWhenReadingsRepeatThenTheHighestStays() {
        Reading low = reading(0.2);
        Reading high = reading(0.7);
        Screening merged = new Screening(List.of(), List.of(), List.of(low))
                .merge(new Screening(List.of(), List.of(), List.of(high)));
        assertThat(merged.readings()).containsExactly(high);
    }

    @Test
    void mergeWhenBothCameNearThenEachPlaceStaysOnceAndInOrder() {
        Span early = new Span(0, 5);
        Span late = new Span(9, 12);
        Screening merged = new Screening(List.of(), List.of(), List.of(), List.of(late))
                .merge(new Screening(List.of(), List.of(), List.of(), List.of(late, early)));
        assertThat(merged.near()).containsExactly(early, late);
    }

    private static Reading reading(double value) {
        return new Reading(new DetectorId("reader/1"), Channel.BODY, new Score(value, "c"));
    }
}
