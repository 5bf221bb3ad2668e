package dev.weir.models.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.weir.models.detect.Channel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CleanCorpusTest {

    private static final CalibrationBasis BASIS =
            new CalibrationBasis("model", "a".repeat(64), "b".repeat(64), "rules-1", "platt-1");
    private static final Set<Channel> BODY = Set.of(Channel.BODY);

    @Property(tries = 300)
    void thresholdWhenSetThenNoMoreThanTheRateIsFlaggedAndOneLessWouldBe(
            @ForAll @Size(min = 30, max = 400) List<@IntRange(max = 99) Integer> hundredths,
            @ForAll @DoubleRange(min = 0.1, max = 0.5) double rate) {
        double[] levels = hundredths.stream().mapToDouble(each -> each / 100.0).toArray();
        CleanCorpus corpus = CleanCorpus.of(List.of(document("d", levels)));
        CorpusCalibration.Point point = body(corpus, rate);
        assertThat(point.observedRate()).isLessThanOrEqualTo(rate + 1e-9);
        double below = Math.nextDown(point.threshold());
        long lower = hundredths.stream().filter(each -> each / 100.0 >= below).count();
        assertThat((double) lower / levels.length).isGreaterThan(rate - 1e-9);
        assertThat(point.byTexts().low()).isLessThanOrEqualTo(point.observedRate());
        assertThat(point.byTexts().high()).isGreaterThanOrEqualTo(point.observedRate());
    }

    @Test
    void rateWhenItTakesMoreTextsThenRefusedAndSaysHowMany() {
        CleanCorpus corpus = CleanCorpus.of(List.of(document("d", new double[299])));
        assertThatExceptionOfType(UnreachableRateException.class)
                .isThrownBy(() -> body(corpus, 0.01))
                .withMessageContaining("body has 299 clean texts")
                .withMessageContaining("at least 300 are needed")
                .withMessageContaining("a rate of at least 0.0100");
        assertThat(body(CleanCorpus.of(List.of(document("d", new double[300]))), 0.01)
                        .texts())
                .isEqualTo(300);
    }

    @Test
    void rateWhenThereIsNothingThenRefused() {
        assertThatExceptionOfType(UnreachableRateException.class)
                .isThrownBy(() -> body(CleanCorpus.of(List.of()), 0.01));
    }

    @Test
    void channelWhenItHasTooFewTextsThenNamed() {
        CleanCorpus corpus = CleanCorpus.of(List.of(document("d", new double[300])));
        assertThatExceptionOfType(UnreachableRateException.class)
                .isThrownBy(() -> corpus.calibrate(
                        BASIS, 0.01, Set.of(Channel.BODY, Channel.HIDDEN), Optional.empty(), Instant.EPOCH))
                .withMessageContaining("channel hidden has 0");
    }

    @Test
    void rateWhenRulesDecideMoreThanItAllowsThenRefused() {
        double[] levels = new double[200];
        for (int i = 0; i < 7; i++) {
            levels[i * 20] = 1;
        }
        assertThatExceptionOfType(UnreachableRateException.class)
                .isThrownBy(() -> body(CleanCorpus.of(List.of(document("d", levels))), 0.03))
                .withMessageContaining("7 texts that are flagged at any threshold");
        assertThat(body(CleanCorpus.of(List.of(document("d", levels))), 0.035).flagged())
                .isEqualTo(7);
    }

    @Test
    void corpusWhenShuffledOrWithCopiesThenTheSameCalibration() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<CleanDocument> documents = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            documents.add(
                    document("d" + i, random.doubles(1 + random.nextInt(30)).toArray()));
        }
        CorpusCalibration expected = calibrate(documents);
        documents.add(documents.get(5));
        Collections.shuffle(documents, random);
        assertThat(calibrate(documents)).as("seed %d", seed).isEqualTo(expected);
    }

    @Test
    void intervalWhenAllFlaggedTextsAreInOneDocumentThenWiderByDocuments() {
        List<CleanDocument> documents = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            double[] levels = new double[20];
            if (i == 7) {
                java.util.Arrays.fill(levels, 0, 10, 0.9);
            }
            documents.add(document("d" + i, levels));
        }
        CorpusCalibration.Point point = calibrate(documents).points().getFirst();
        assertThat(point.flagged()).isEqualTo(10);
        assertThat(point.byDocuments().high() - point.byDocuments().low())
                .isGreaterThan(point.byTexts().high() - point.byTexts().low());
    }

    @Test
    void thresholdWhenAFloorIsHigherThenTheFloor() {
        CleanCorpus corpus = CleanCorpus.of(List.of(document("d", new double[300])));
        CorpusCalibration floor = corpus.calibrate(BASIS, 0.01, BODY, Optional.empty(), Instant.EPOCH);
        CorpusCalibration higher = new CorpusCalibration(
                BASIS,
                0.01,
                List.of(new CorpusCalibration.Point(
                        Channel.BODY, 0.25, 300, 1, 0, new Interval(0, 1), new Interval(0, 1))),
                Instant.EPOCH,
                floor.inputs());
        assertThat(corpus.calibrate(BASIS, 0.01, BODY, Optional.of(higher), Instant.EPOCH)
                        .points()
                        .getFirst()
                        .threshold())
                .isEqualTo(0.25);
    }

    @Test
    void runsWhenCountedThenEachLongDocumentIsCutIntoRuns() {
        double[] levels = new double[250];
        levels[15] = 0.9;
        levels[120] = 0.9;
        CleanCorpus corpus = CleanCorpus.of(List.of(document("long", levels), document("short", new double[5])));
        CorpusCalibration calibration = corpus.calibrate(BASIS, 0.0118, BODY, Optional.empty(), Instant.EPOCH);
        assertThat(corpus.runs(calibration, 1).runs()).isEqualTo(255);
        assertThat(corpus.runs(calibration, 1).flagged()).isEqualTo(2);
        assertThat(corpus.runs(calibration, 100).runs()).isEqualTo(2);
        assertThat(corpus.runs(calibration, 100).flagged()).isEqualTo(2);
        assertThat(corpus.runs(calibration, 500).runs()).isZero();
        assertThat(corpus.flaggedDocuments(calibration)).isEqualTo(1);
        assertThat(corpus.runs(calibration, 10).ifIndependent()).isBetween(0.07, 0.08);
    }

    @Test
    void highestWhenAskedThenTheNearestToBeingFlaggedComeFirst() {
        CleanCorpus corpus = CleanCorpus.of(List.of(document("a", 0.1, 0.9), document("b", 0.5)));
        assertThat(corpus.highest(2))
                .extracting(
                        located -> located.document().name() + located.text().start())
                .containsExactly("a1", "b0");
    }

    private static CorpusCalibration calibrate(List<CleanDocument> documents) {
        return CleanCorpus.of(documents).calibrate(BASIS, 0.01, BODY, Optional.empty(), Instant.EPOCH);
    }

    private static CorpusCalibration.Point body(CleanCorpus corpus, double rate) {
        return corpus.calibrate(BASIS, rate, BODY, Optional.empty(), Instant.EPOCH)
                .points()
                .getFirst();
    }

    private static CleanDocument document(String name, double... levels) {
        List<CleanText> texts = new ArrayList<>();
        for (int i = 0; i < levels.length; i++) {
            texts.add(new CleanText(Channel.BODY, "/", i, i + 1, levels[i]));
        }
        return new CleanDocument(name, "sha-of-" + name, texts, 0);
    }
}
