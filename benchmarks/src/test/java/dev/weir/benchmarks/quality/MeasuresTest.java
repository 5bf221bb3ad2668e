package dev.weir.benchmarks.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.weir.benchmarks.interval.ClusterBootstrap;
import dev.weir.benchmarks.interval.Share;
import dev.weir.benchmarks.quality.LongDocument.Document;
import dev.weir.benchmarks.quality.Reliability.Scored;
import dev.weir.models.detect.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

class MeasuresTest {
    private static final long SEED = 13;

    @Test
    void thresholdWhenTakenThenAtMostTheStatedShareReachesIt() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int round = 0; round < 100; round++) {
            List<Double> margins = new ArrayList<>();
            for (int i = 0; i < 1 + random.nextInt(300); i++) {
                margins.add((double) random.nextInt(50));
            }
            Threshold threshold = Threshold.of(margins, 0.1);
            assertThat(threshold.reached()).as("seed %d, round %d", SEED, round).isLessThanOrEqualTo((int)
                    Math.floor(0.1 * margins.size()));
            // And no lower one would do.
            double lower = Math.nextDown(threshold.margin());
            assertThat(margins.stream().filter(margin -> margin >= lower).count())
                    .isGreaterThan((long) Math.floor(0.1 * margins.size()));
        }
    }

    @Test
    void thresholdWhenThereAreNoOrdinaryChunksThenRefused() {
        assertThatThrownBy(() -> Threshold.of(List.of(), 0.01)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void overlapWhenPlacesMeetTheAttackInPartThenF1OfCharactersAndTokens() {
        String text = "aaaa bbbb cccc dddd";
        List<Span> tokens = List.of(new Span(0, 4), new Span(5, 9), new Span(10, 14), new Span(15, 19));
        // True are b and c (9 characters, 2 tokens); named are half of b, and a twice over.
        SpanOverlap overlap = SpanOverlap.of(text, tokens, new Span(5, 14), List.of(new Span(0, 7), new Span(0, 3)));
        assertThat(overlap.characters()).isCloseTo(2.0 * 2 / (9 + 7), within(1e-12));
        assertThat(overlap.tokens()).isCloseTo(2.0 * 1 / (2 + 2), within(1e-12));
    }

    @Test
    void overlapWhenPlaceIsTheAttackThenOne() {
        SpanOverlap overlap = SpanOverlap.of(
                "one two", List.of(new Span(0, 3), new Span(4, 7)), new Span(4, 7), List.of(new Span(4, 7)));
        assertThat(overlap).isEqualTo(new SpanOverlap(1.0, 1.0));
    }

    @Test
    void overlapWhenNothingIsNamedThenZero() {
        SpanOverlap overlap = SpanOverlap.of("one", List.of(new Span(0, 3)), new Span(0, 3), List.of());
        assertThat(overlap).isEqualTo(new SpanOverlap(0.0, 0.0));
    }

    @Test
    void overlapWhenCharactersTakeTwoUnitsThenEachCountsOnce() {
        String text = "\uD83D\uDE00\uD83D\uDE00ab";
        SpanOverlap overlap = SpanOverlap.of(text, List.of(), new Span(0, 4), List.of(new Span(2, 6)));
        // Two true code points, three named, one of them right.
        assertThat(overlap.characters()).isCloseTo(2.0 * 1 / (2 + 3), within(1e-12));
    }

    @Test
    void reliabilityWhenScoresAreOffThenErrorIsTheMeanDistance() {
        List<Scored> units =
                List.of(new Scored(0.0, false), new Scored(0.05, true), new Scored(0.95, true), new Scored(1.0, true));
        Reliability reliability = Reliability.of("source", units);
        // First bin: mean score 0.025, half of it attacks; last bin: mean score 0.975, all of it.
        assertThat(reliability.error()).isCloseTo((0.475 * 2 + 0.025 * 2) / 4, within(1e-9));
        assertThat(reliability.curve())
                .containsExactly(new Reliability.Bin(0.0, 2, 0.025, 0.5), new Reliability.Bin(0.9, 2, 0.975, 1.0));
        assertThat(reliability.attacks()).isEqualTo(3);
    }

    @Test
    void anyHeldWhenDrawnWithoutReplacementThenEqualsTheCountOfAllDraws() {
        for (int pool = 1; pool <= 10; pool++) {
            for (int held = 0; held <= pool; held++) {
                for (int draws = 1; draws <= pool; draws++) {
                    int hits = 0;
                    int all = 0;
                    for (int subset = 0; subset < 1 << pool; subset++) {
                        if (Integer.bitCount(subset) == draws) {
                            all++;
                            hits += (subset & ((1 << held) - 1)) != 0 ? 1 : 0;
                        }
                    }
                    assertThat(LongDocument.anyHeld(pool, held, draws))
                            .as("%d of %d held, %d drawn", held, pool, draws)
                            .isCloseTo((double) hits / all, within(1e-12));
                }
            }
        }
    }

    @Test
    void longDocumentWhenThePoolIsTooSmallThenNotStated() {
        assertThat(LongDocument.of("source", 10, List.of(new Document(9, 0)), ClusterBootstrap.STANDARD))
                .isEmpty();
    }

    @Test
    void longDocumentWhenNothingIsHeldThenTheIntervalStillReachesUp() {
        Optional<LongDocument> found = LongDocument.of(
                "source", 10, List.of(new Document(50, 0), new Document(50, 0)), ClusterBootstrap.STANDARD);
        assertThat(found.orElseThrow().share().value()).isZero();
        assertThat(found.orElseThrow().share().high())
                .isCloseTo(1 - Math.pow(1 - Share.wilson(0, 100).high(), 10), within(1e-5));
    }

    @Test
    void longDocumentWhenOneDocumentHoldsAllThatIsHeldThenItsAbsenceIsInTheInterval() {
        List<Document> documents =
                List.of(new Document(100, 20), new Document(100, 0), new Document(100, 0), new Document(100, 0));
        LongDocument found = LongDocument.of("source", 10, documents, ClusterBootstrap.STANDARD)
                .orElseThrow();
        assertThat(found.share().low()).isZero();
        assertThat(found.share().high()).isGreaterThan(found.share().value());
    }

    @Test
    void timeWhenSubjectsTakeKnownTimesThenMeansMediansAndRatios() {
        long[] now = {0};
        Map<String, IntConsumer> subjects = new HashMap<>();
        // The cascade clears chunk 0 and 1; the encoder sees chunk 2.
        subjects.put("classifier", chunk -> now[0] += chunk == 2 ? 7_000_000 : 1_000_000);
        subjects.put(CostTrial.MINI_LM, chunk -> now[0] += 10_000_000);
        subjects.put(CostTrial.XSMALL, chunk -> now[0] += 40_000_000);
        List<Cost.Line> lines =
                new CostTrial(() -> now[0], 1, 3).time(subjects, List.of("calm", "calm", "about attacks"));
        assertThat(line(lines, Cost.ALL, "classifier"))
                .isEqualTo(new Cost.Line(Cost.ALL, "classifier", 3_000.0, 1_000.0, 0.3, 0.075));
        assertThat(line(lines, "calm", "classifier").toMiniLm()).isEqualTo(0.1);
        assertThat(line(lines, "about attacks", "classifier").toMiniLm()).isEqualTo(0.7);
        assertThat(line(lines, Cost.ALL, CostTrial.XSMALL).toMiniLm()).isEqualTo(4.0);
    }

    @Test
    void timeWhenARoundIsSlowThenTheMedianLeavesItOut() {
        long[] now = {0};
        int[] calls = {0};
        Map<String, IntConsumer> subjects =
                Map.of(CostTrial.MINI_LM, chunk -> now[0] += calls[0]++ == 2 ? 90_000_000 : 5_000_000);
        List<Cost.Line> lines = new CostTrial(() -> now[0], 1, 3).time(subjects, List.of("calm"));
        assertThat(line(lines, Cost.ALL, CostTrial.MINI_LM).meanMicros()).isEqualTo(5_000.0);
    }

    @Test
    void timeWhenThereIsNothingToCompareWithThenRefused() {
        CostTrial trial = new CostTrial(System::nanoTime, 0, 1);
        assertThatThrownBy(() -> trial.time(Map.of("classifier", chunk -> {}), List.of("calm")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> trial.time(Map.of(CostTrial.MINI_LM, chunk -> {}), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Cost.Line line(List<Cost.Line> lines, String over, String subject) {
        return lines.stream()
                .filter(line -> line.over().equals(over) && line.subject().equals(subject))
                .findFirst()
                .orElseThrow();
    }
}
