package dev.weir.models.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class DetectorsTest {

    private static final Passage PASSAGE = Passage.body("some visible text");

    @Test
    void unionWhenListIsEmptyThenRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Detectors.union(List.of()));
    }

    @Test
    void unionWhenIdOccursTwiceThenRefused() {
        Detector one = new FixedDetector("one/1", Screening.nothing());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Detectors.union(List.of(one, one)))
                .withMessageContaining("one/1");
    }

    @Test
    void unionWhenFirstIsCleanThenSecondStillRuns() {
        Detector union = Detectors.union(List.of(
                new FixedDetector("clean/1", Screening.nothing()), new FixedDetector("finder/1", finding("finder/1"))));
        assertThat(union.screen(PASSAGE).findings()).hasSize(1);
    }

    @Test
    void unionWhenOneThrowsThenBlockingGapAndOthersStillReport() {
        Detector union =
                Detectors.union(List.of(new ThrowingDetector(), new FixedDetector("finder/1", finding("finder/1"))));
        Screening screening = union.screen(PASSAGE);
        assertThat(screening.findings()).hasSize(1);
        assertThat(screening.gaps()).extracting(Gap::code).containsExactly(GapCode.DETECTOR_FAILED);
        assertThat(screening.isBlocked()).isTrue();
    }

    @Test
    void unionWhenSpanLiesOutsideTheTextThenBlockingGap() {
        Finding outside = finding("outside/1").findings().getFirst().at(new Span(0, 1000));
        Detector union =
                Detectors.union(List.of(new FixedDetector("outside/1", new Screening(List.of(outside), List.of()))));
        Screening screening = union.screen(PASSAGE);
        assertThat(screening.findings()).isEmpty();
        assertThat(screening.gaps()).extracting(Gap::code).containsExactly(GapCode.DETECTOR_FAILED);
    }

    @Test
    void unionWhenAPlaceThatCameNearLiesOutsideTheTextThenBlockingGap() {
        Screening outside = new Screening(List.of(), List.of(), List.of(), List.of(new Span(0, 1000)));
        Screening screening = Detectors.union(List.of(new FixedDetector("outside/1", outside)))
                .screen(PASSAGE);
        assertThat(screening.near()).isEmpty();
        assertThat(screening.gaps()).extracting(Gap::code).containsExactly(GapCode.DETECTOR_FAILED);
    }

    @Test
    void unionWhenNobodyCoversTheChannelThenBlockingGap() {
        Detector union = Detectors.union(List.of(new FixedDetector("body-only/1", Screening.nothing())));
        Screening screening = union.screen(new Passage("text", Channel.HIDDEN));
        assertThat(screening.gaps()).extracting(Gap::code).containsExactly(GapCode.UNSCREENED);
    }

    @Property(tries = 100)
    void unionWhenDetectorsAreShuffledThenScreeningIsEqual(@ForAll long seed) {
        List<Detector> detectors = new ArrayList<>();
        for (int i = 1; i <= 6; i++) {
            detectors.add(new FixedDetector("finder-" + i + "/1", finding("finder-" + i + "/1")));
        }
        detectors.add(new ThrowingDetector());
        Screening expected = Detectors.union(detectors).screen(PASSAGE);
        Collections.shuffle(detectors, new Random(seed));
        assertThat(Detectors.union(detectors).screen(PASSAGE)).isEqualTo(expected);
    }

    private static Screening finding(String id) {
        return new Screening(
                List.of(new Finding(
                        new DetectorId(id),
                        Technique.ROLE_MARKER,
                        Channel.BODY,
                        new Span(0, 4),
                        new Score(0.5, "fixed"),
                        new Evidence.Matched("fixed"))),
                List.of());
    }

    private record FixedDetector(String name, Screening answer) implements Detector {

        @Override
        public DetectorId id() {
            return new DetectorId(name);
        }

        @Override
        public Set<Channel> channels() {
            return Set.of(Channel.BODY);
        }

        @Override
        public Screening screen(Passage passage) {
            return answer;
        }
    }

    private static final class ThrowingDetector implements Detector {

        @Override
        public DetectorId id() {
            return new DetectorId("throwing/1");
        }

        @Override
        public Set<Channel> channels() {
            return Set.of(Channel.BODY);
        }

        @Override
        public Screening screen(Passage passage) {
            throw new IllegalStateException("broken");
        }
    }
}
