package dev.weir.models.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class BudgetedEmbedderTest {
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private final ScriptedEmbedder remote = new ScriptedEmbedder();
    private final List<Duration> waits = new ArrayList<>();
    private Instant now = Instant.EPOCH;

    /** A text of n characters costs n tokens; time passes only where somebody waits. */
    private BudgetedEmbedder embedder(int maxTexts, int maxTokens, int attempts, long budget) {
        return new BudgetedEmbedder(
                remote,
                String::length,
                new EmbedderLimits(maxTexts, maxTokens),
                new EmbedderPatience(attempts, DEADLINE),
                budget,
                () -> now,
                duration -> {
                    waits.add(duration);
                    now = now.plus(duration);
                });
    }

    @Test
    void embedWhenTextsExceedABatchThenCutByCountAndByTokens() {
        BudgetedEmbedder embedder = embedder(3, 10, 1, 100);
        List<String> texts = List.of("a", "b", "c", "d", "eeeeeeeeee", "ffffff", "ggggg", "h");
        List<float[]> vectors = embedder.embed(texts);
        assertThat(remote.sent)
                .containsExactly(
                        List.of("a", "b", "c"),
                        List.of("d"),
                        List.of("eeeeeeeeee"),
                        List.of("ffffff"),
                        List.of("ggggg", "h"));
        assertThat(vectors).hasSize(texts.size());
        for (int i = 0; i < texts.size(); i++) {
            assertThat(vectors.get(i)).isEqualTo(ScriptedEmbedder.vectorOf(texts.get(i)));
        }
        assertThat(embedder.usage()).isEqualTo(new EmbeddingUsage(8, 26, 5, 0));
    }

    @Test
    void embedWhenAnyTextsThenEveryBatchKeepsBothLimitsAndNothingIsLost() {
        long seed = Long.getLong("test.seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 300; round++) {
            remote.sent.clear();
            int maxTexts = 1 + random.nextInt(5);
            int maxTokens = 5 + random.nextInt(20);
            List<String> texts = new ArrayList<>();
            for (int i = random.nextInt(30); i > 0; i--) {
                texts.add("x".repeat(random.nextInt(6)) + i);
            }
            embedder(maxTexts, maxTokens + 2, 1, 10_000).embed(texts);
            assertThat(remote.sent.stream().flatMap(List::stream))
                    .as("seed %d", seed)
                    .containsExactlyElementsOf(texts);
            assertThat(remote.sent).as("seed %d", seed).allSatisfy(batch -> {
                assertThat(batch).hasSizeBetween(1, maxTexts);
                assertThat(batch.stream().mapToInt(String::length).sum()).isLessThanOrEqualTo(maxTokens + 2);
            });
        }
    }

    @Test
    void embedWhenThrottledThenAskedAgainAfterTheGivenDelay() {
        remote.throttle(Duration.ofSeconds(2)).throttle(Duration.ofMillis(500));
        BudgetedEmbedder embedder = embedder(8, 100, 3, 100);
        assertThat(embedder.embed(List.of("one"))).hasSize(1);
        assertThat(waits).containsExactly(Duration.ofSeconds(2), Duration.ofMillis(500));
        assertThat(embedder.usage()).isEqualTo(new EmbeddingUsage(1, 3, 1, 2));
    }

    @Test
    void embedWhenThrottledTooOftenThenRefusedAndTheBudgetIsGivenBack() {
        remote.throttle(Duration.ZERO).throttle(Duration.ZERO);
        BudgetedEmbedder embedder = embedder(8, 100, 2, 3);
        assertThatExceptionOfType(EmbedderThrottledException.class)
                .isThrownBy(() -> embedder.embed(List.of("one")))
                .withMessage("the embedder of model scripted/1 takes no more for 0 ms");
        assertThat(remote.sent).hasSize(2);
        assertThat(embedder.usage().tokens()).isZero();
        assertThat(embedder.embed(List.of("two"))).hasSize(1);
    }

    @Test
    void embedWhenTheDelayEndsAfterTheDeadlineThenRefusedWithoutWaiting() {
        remote.throttle(Duration.ofSeconds(6)).throttle(Duration.ofSeconds(6));
        BudgetedEmbedder embedder = embedder(8, 100, 9, 100);
        assertThatExceptionOfType(EmbedderThrottledException.class)
                .isThrownBy(() -> embedder.embed(List.of("one")))
                .satisfies(later -> assertThat(later.retryAfter()).isEqualTo(Duration.ofSeconds(6)));
        assertThat(waits).containsExactly(Duration.ofSeconds(6));
    }

    @Test
    void embedWhenInterruptedWhileWaitingThenRefusedAndStillInterrupted() {
        remote.throttle(Duration.ofSeconds(1));
        BudgetedEmbedder embedder = new BudgetedEmbedder(
                remote,
                String::length,
                new EmbedderLimits(1, 10),
                new EmbedderPatience(2, DEADLINE),
                10,
                () -> now,
                duration -> {
                    throw new InterruptedException();
                });
        assertThatExceptionOfType(EmbedderThrottledException.class).isThrownBy(() -> embedder.embed(List.of("one")));
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void embedWhenTheBudgetIsTooSmallThenNothingIsSentAndSmallerTextsStillFit() {
        BudgetedEmbedder embedder = embedder(1, 100, 1, 10);
        embedder.embed(List.of("four"));
        assertThatExceptionOfType(TokenBudgetException.class)
                .isThrownBy(() -> embedder.embed(List.of("1234", "567")))
                .withMessage("the texts cost 7 tokens of model scripted/1, and 6 of a budget of 10 are left; nothing of"
                        + " them was sent");
        assertThat(remote.sent).hasSize(1);
        assertThat(embedder.embed(List.of("123456"))).hasSize(1);
        assertThat(embedder.usage().tokens()).isEqualTo(10);
    }

    @Test
    void embedWhenALaterBatchFailsThenOnlyWhatWasAnsweredIsCounted() {
        remote.answering(vectors -> remote.sent.size() < 2 ? vectors : List.of());
        BudgetedEmbedder embedder = embedder(1, 100, 1, 9);
        assertThatExceptionOfType(EmbedderContractException.class)
                .isThrownBy(() -> embedder.embed(List.of("one", "two", "six")));
        assertThat(embedder.usage()).isEqualTo(new EmbeddingUsage(1, 3, 1, 0));
        remote.answering(vectors -> vectors);
        assertThat(embedder.embed(List.of("six", "ten"))).hasSize(2);
    }

    @Test
    @Timeout(60)
    void embedWhenManyThreadsSpendThenTheBudgetHoldsForAllTogether() throws Exception {
        BudgetedEmbedder embedder = new BudgetedEmbedder(
                PrecomputedEmbeddings.none().over(new Silent()),
                String::length,
                new EmbedderLimits(1, 10),
                new EmbedderPatience(1, DEADLINE),
                50,
                () -> now,
                Waiting.blocking());
        List<Future<Integer>> calls = new ArrayList<>();
        try (ExecutorService executor = Executors.newFixedThreadPool(8)) {
            for (int i = 0; i < 40; i++) {
                calls.add(executor.submit(() -> {
                    try {
                        return embedder.embed(List.of("12", "345")).size();
                    } catch (TokenBudgetException e) {
                        return 0;
                    }
                }));
            }
        }
        int answered = 0;
        for (Future<Integer> call : calls) {
            answered += call.get();
        }
        assertThat(answered).isEqualTo(20);
        assertThat(embedder.usage().tokens()).isEqualTo(50);
    }

    @Test
    void embedWhenOneTextIsLongerThanABatchThenNothingIsSent() {
        assertThatExceptionOfType(TextTooLongException.class)
                .isThrownBy(() -> embedder(4, 5, 1, 100).embed(List.of("short", "longer")))
                .withMessageStartingWith("text 1 has 6 tokens, and the embedder of model scripted/1 takes 5 at a time");
        assertThat(remote.sent).isEmpty();
    }

    @Test
    void embedWhenThereAreNoTextsThenNothingIsSent() {
        assertThat(embedder(1, 1, 1, 0).embed(List.of())).isEmpty();
        assertThat(remote.sent).isEmpty();
    }

    @Test
    void limitsWhenOutOfRangeThenRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new EmbedderLimits(0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new EmbedderLimits(1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new EmbedderPatience(0, DEADLINE));
        assertThatIllegalArgumentException().isThrownBy(() -> new EmbedderPatience(1, Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> embedder(1, 1, 1, -1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EmbedderThrottledException("m", Duration.ofMillis(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> new EmbeddingUsage(0, -1, 0, 0));
    }

    @Test
    @Timeout(60)
    void blockingWaitingWhenTimeHasPassedThenReturns() throws InterruptedException {
        long start = System.nanoTime();
        Waiting.blocking().await(Duration.ofMillis(20));
        assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(20_000_000);
    }

    /** Keeps no list, so that many threads may call it. */
    private static final class Silent implements Embedder {
        @Override
        public String modelId() {
            return ScriptedEmbedder.MODEL;
        }

        @Override
        public int dimension() {
            return ScriptedEmbedder.DIMENSION;
        }

        @Override
        public List<float[]> embed(List<String> texts) {
            return texts.stream().map(ScriptedEmbedder::vectorOf).toList();
        }
    }
}
