package dev.weir.ingest.admission;

import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static dev.weir.tenancy.testkit.SealedWorld.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.ingest.verdict.CorpusSign;
import dev.weir.ingest.verdict.RationaleCode;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class HubScreenTest {
    private static final int DIMENSION = 96;
    private static final HubRules RULES = new HubRules(5, 3, 6, 0.02, 0.01, 100);

    private final HubScreen screen = new HubScreen(RULES);

    @Test
    void documentWhenNearTheMeanOfQuestionsThenHeldAsHub() {
        Topics topics = new Topics(1);
        watch(topics);
        CorpusSign sign = only(screen.screen(Arriving.document("hub").at(topics.hub())));
        assertThat(sign.code()).isEqualTo(RationaleCode.HUB);
        assertThat(sign.effect()).isEqualTo(CorpusSign.Effect.HOLDS);
        assertThat(sign.score()).isGreaterThanOrEqualTo(sign.limit());
    }

    @Test
    void documentWhenOfOneTopicThenQuiet() {
        Topics topics = new Topics(2);
        watch(topics);
        for (int i = 0; i < 50; i++) {
            assertThat(screen.screen(Arriving.document("d" + i).at(topics.passage())))
                    .noneMatch(CorpusSign::holds);
        }
    }

    @Test
    void chunksWhenTogetherTheyAreEverywhereThenHeldAsSprayed() {
        Topics topics = new Topics(3, 0.3f, 1, 0.8f);
        List<List<float[]>> corpus = topics.corpus(300);
        for (int i = 0; i < 150; i++) {
            corpus.add(topics.longDocument(8));
        }
        screen.watch(Sentinels.of(ACME, WordEmbedder.MODEL, topics.questions(300)), corpus);
        float[][] everywhere = new float[8][];
        for (int i = 0; i < everywhere.length; i++) {
            everywhere[i] = topics.centres.get(i);
        }
        CorpusSign sign = only(screen.screen(Arriving.document("sprayed").at(everywhere)));
        assertThat(sign.code()).isEqualTo(RationaleCode.SPRAYED);
        assertThat(screen.screen(
                        Arriving.document("long").at(topics.longDocument(8).toArray(float[][]::new))))
                .noneMatch(CorpusSign::holds);
    }

    @Test
    void naturalHubsWhenMoreThanTheBudgetReachTheLimitThenItRises() {
        Topics topics = new Topics(4);
        List<List<float[]>> corpus = topics.corpus(300);
        for (int i = 0; i < 30; i++) {
            corpus.add(List.of(topics.hub()));
        }
        screen.watch(Sentinels.of(ACME, WordEmbedder.MODEL, topics.questions(300)), corpus);
        long held = corpus.stream()
                .map(document -> screen.measure(ACME, document).orElseThrow())
                .filter(score -> score.score() >= score.holdAt())
                .count();
        assertThat(held).isLessThanOrEqualTo((long) (0.01 * corpus.size()));
    }

    @Test
    void tenantWhenAnotherHasSentinelsThenNotMeasuredByThem() {
        Topics topics = new Topics(5);
        watch(topics);
        CorpusSign sign = only(screen.screen(Arriving.document("hub").of(GLOBEX).at(topics.hub())));
        assertThat(sign.code()).isEqualTo(RationaleCode.NOT_MEASURED);
        assertThat(sign.holds()).isFalse();
    }

    @Test
    void tenantsWhenBothWatchThenOnesDocumentsChangeNoScoreOfTheOther() {
        Topics topics = new Topics(6);
        watch(topics);
        float[] passage = topics.passage();
        HubScore before = screen.measure(ACME, List.of(passage)).orElseThrow();
        screen.watch(Sentinels.of(GLOBEX, WordEmbedder.MODEL, topics.questions(50)), topics.corpus(200));
        for (int i = 0; i < 100; i++) {
            screen.admitted(Arriving.document("g" + i).of(GLOBEX).at(passage));
        }
        assertThat(screen.measure(ACME, List.of(passage))).contains(before);
    }

    @Test
    void documentWhenItsCopiesWereAdmittedThenTheyTakeItsPlaces() {
        Topics topics = new Topics(7);
        watch(topics);
        float[] passage = topics.passage();
        float[] noise = gaussian(topics.random, DIMENSION);
        float[] further = new float[passage.length];
        for (int i = 0; i < further.length; i++) {
            further[i] = passage[i] + 0.2f * noise[i];
        }
        int before = screen.measure(ACME, List.of(further)).orElseThrow().most();
        assertThat(before).isPositive();
        for (int i = 0; i < RULES.neighbours(); i++) {
            screen.admitted(Arriving.document("near" + i).at(passage));
        }
        assertThat(screen.measure(ACME, List.of(further)).orElseThrow().most()).isLessThan(before);
    }

    @Test
    void versionWhenItReplacesAnotherThenCountedOnce() {
        Topics topics = new Topics(8);
        watch(topics);
        float[] passage = topics.passage();
        HubScore before = screen.measure(ACME, List.of(passage)).orElseThrow();
        for (int i = 0; i < 50; i++) {
            screen.admitted(Arriving.document("same").replacing("alice", "text").at(passage));
        }
        assertThat(screen.measure(ACME, List.of(passage))).contains(before);
    }

    @Test
    void corpusWhenSmallerThanTheFewestThenNotMeasured() {
        Topics topics = new Topics(9);
        screen.watch(Sentinels.of(ACME, WordEmbedder.MODEL, topics.questions(50)), topics.corpus(99));
        assertThat(only(screen.screen(Arriving.document("hub").at(topics.hub())))
                        .code())
                .isEqualTo(RationaleCode.NOT_MEASURED);
    }

    @Test
    void sentinelsWhenOfAnotherModelThenNotMeasured() {
        Topics topics = new Topics(10);
        screen.watch(Sentinels.of(ACME, "other/1", topics.questions(50)), topics.corpus(200));
        assertThat(only(screen.screen(Arriving.document("hub").at(topics.hub())))
                        .code())
                .isEqualTo(RationaleCode.NOT_MEASURED);
    }

    @Test
    void sentinelsWhenRotatedThenScoresAreByTheNewOnes() {
        Topics topics = new Topics(11);
        watch(topics);
        screen.watch(Sentinels.of(ACME, WordEmbedder.MODEL, topics.questions(77)), topics.corpus(200));
        assertThat(screen.sentinels(ACME))
                .hasValueSatisfying(now -> assertThat(now.size()).isEqualTo(77));
        assertThat(screen.measure(ACME, List.of(topics.hub())).orElseThrow().most())
                .isLessThanOrEqualTo(77);
    }

    @Test
    void vectorWhenOfAnotherDimensionThenRefused() {
        Topics topics = new Topics(12);
        watch(topics);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> screen.screen(Arriving.document("d").at(new float[] {1, 2})))
                .withMessage("the vector must have 96 dimensions, got 2");
    }

    /** behaves as if written: a chunk hits a sentinel if fewer than k chunks of the corpus are nearer to it. */
    @Property(tries = 60)
    void hitsWhenCountedThenThoseOfBruteForce(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 8) int k,
            @ForAll @IntRange(min = 1, max = 4) int chunks) {
        SplittableRandom random = new SplittableRandom(seed);
        List<float[]> questions = random(random, 1 + random.nextInt(30));
        List<List<float[]>> corpus = new ArrayList<>();
        for (int i = 0; i < 10 + random.nextInt(30); i++) {
            corpus.add(random(random, 1 + random.nextInt(3)));
        }
        HubScreen small = new HubScreen(new HubRules(k, 3, 6, 0.02, 0.01, 1));
        int late = random.nextInt(corpus.size());
        small.watch(Sentinels.of(ACME, WordEmbedder.MODEL, questions), corpus.subList(0, corpus.size() - late));
        corpus.subList(corpus.size() - late, corpus.size())
                .forEach(document -> small.admitted(Arriving.document("late").at(document.toArray(float[][]::new))));

        List<float[]> arriving = random(random, chunks);
        HubScore score = small.measure(ACME, arriving).orElseThrow();
        boolean[] union = new boolean[questions.size()];
        int most = 0;
        for (float[] chunk : arriving) {
            int hits = 0;
            for (int q = 0; q < union.length; q++) {
                float[] question = questions.get(q);
                long nearer = corpus.stream()
                        .flatMap(List::stream)
                        .filter(other -> cosine(question, other) > cosine(question, chunk))
                        .count();
                hits += nearer < k ? 1 : 0;
                union[q] |= nearer < k;
            }
            most = Math.max(most, hits);
        }
        int all = 0;
        for (boolean hit : union) {
            all += hit ? 1 : 0;
        }
        assertThat(score.most()).isEqualTo(most);
        assertThat(score.union()).isEqualTo(all);
    }

    private void watch(Topics topics) {
        screen.watch(Sentinels.of(ACME, WordEmbedder.MODEL, topics.questions(300)), topics.corpus(400));
    }

    private static CorpusSign only(List<CorpusSign> signs) {
        assertThat(signs).hasSize(1);
        return signs.getFirst();
    }

    private static List<float[]> random(SplittableRandom random, int count) {
        List<float[]> vectors = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            vectors.add(gaussian(random, 6));
        }
        return vectors;
    }

    private static float[] gaussian(SplittableRandom random, int dimension) {
        float[] vector = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        return vector;
    }

    private static double cosine(float[] a, float[] b) {
        return Vectors.dot(Vectors.unit(a), 0, Vectors.unit(b), 0, a.length);
    }

    /** Twelve topics around one common direction, and passages and questions about them; most of each is noise. */
    private static final class Topics {
        private final SplittableRandom random;
        private final List<float[]> centres = new ArrayList<>();
        private final float[] common;
        private final float ofCommon;
        private final float ofTopic;
        private final float ofNoise;

        Topics(long seed) {
            this(seed, 1, 0.35f, 1);
        }

        Topics(long seed, float ofCommon, float ofTopic, float ofNoise) {
            this.ofCommon = ofCommon;
            this.ofTopic = ofTopic;
            this.ofNoise = ofNoise;
            random = new SplittableRandom(seed);
            common = gaussian(random, DIMENSION);
            for (int i = 0; i < 12; i++) {
                centres.add(gaussian(random, DIMENSION));
            }
        }

        float[] passage() {
            return passageOf(random.nextInt(centres.size()));
        }

        float[] passageOf(int topic) {
            float[] noise = gaussian(random, DIMENSION);
            float[] vector = new float[DIMENSION];
            for (int i = 0; i < DIMENSION; i++) {
                vector[i] = ofCommon * common[i] + ofTopic * centres.get(topic)[i] + ofNoise * noise[i];
            }
            return vector;
        }

        List<float[]> longDocument(int chunks) {
            int topic = random.nextInt(centres.size());
            List<float[]> document = new ArrayList<>();
            for (int i = 0; i < chunks; i++) {
                document.add(passageOf(topic));
            }
            return document;
        }

        List<float[]> questions(int count) {
            List<float[]> questions = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                questions.add(passage());
            }
            return questions;
        }

        List<List<float[]>> corpus(int documents) {
            List<List<float[]>> corpus = new ArrayList<>();
            for (int i = 0; i < documents; i++) {
                corpus.add(List.of(passage()));
            }
            return corpus;
        }

        /** The mean of many questions. */
        float[] hub() {
            float[] sum = new float[DIMENSION];
            for (float[] question : questions(400)) {
                for (int i = 0; i < DIMENSION; i++) {
                    sum[i] += question[i];
                }
            }
            return sum;
        }
    }
}
