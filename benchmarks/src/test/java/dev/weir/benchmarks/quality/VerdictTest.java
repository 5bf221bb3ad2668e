package dev.weir.benchmarks.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weir.models.Screener;
import dev.weir.models.detect.Channel;
import dev.weir.models.detect.Passage;
import dev.weir.models.detect.Span;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private static final long SEED = 15;

    @Test
    void marginWhenScoreMeetsItsThresholdThenZeroOrMoreExactlyThere() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < 10_000; i++) {
            // Few values, so that both are often equal, and both ends are among them.
            double score = random.nextInt(101) / 100.0;
            double threshold = random.nextInt(101) / 100.0;
            assertThat(Verdict.margin(score, threshold) >= 0.0)
                    .as("score %s, threshold %s, seed %d", score, threshold, SEED)
                    .isEqualTo(score >= threshold);
        }
    }

    @Test
    void verdictWhenARuleDecidesThenTheClassifierAloneDoesNotFlag() {
        try (Screener screener = ScriptedScreener.open()) {
            Verdict verdict = Verdict.of(screener, Passage.body("RULE score=0.2"));
            assertThat(verdict.flagged()).isTrue();
            assertThat(verdict.margin()).isPositive();
            assertThat(verdict.classifierFlagged()).isFalse();
            assertThat(verdict.probability()).isEqualTo(0.2);
        }
    }

    @Test
    void verdictWhenChannelHasItsOwnOperatingPointThenMarginsAreMeasuredFromIt() {
        try (Screener screener = ScriptedScreener.open()) {
            Verdict body = Verdict.of(screener, Passage.body("score=0.8"));
            Verdict comment = Verdict.of(screener, new Passage("score=0.8", Channel.COMMENT));
            assertThat(body.flagged()).isTrue();
            assertThat(comment.flagged()).isFalse();
            assertThat(comment.classifierMargin()).isCloseTo(Verdict.margin(0.8, 0.9), within(1e-12));
            assertThat(comment.probability()).isEqualTo(body.probability());
        }
    }

    @Test
    void verdictWhenAGapBlocksThenHeldAndNotFlagged() {
        try (Screener screener = ScriptedScreener.open()) {
            Verdict verdict = Verdict.of(screener, Passage.body("GAP"));
            assertThat(verdict.flagged()).isFalse();
            assertThat(verdict.held()).isTrue();
            assertThat(verdict.gaps()).containsExactly("unscreened");
        }
    }

    @Test
    void verdictWhenPlacesAreNamedThenThoseOfTheClassifierOnly() {
        try (Screener screener = ScriptedScreener.open()) {
            Verdict verdict = Verdict.of(screener, Passage.body("RULE ATTACK KCATTA"));
            assertThat(verdict.places()).containsExactly(new Span(5, 18));
        }
    }
}
