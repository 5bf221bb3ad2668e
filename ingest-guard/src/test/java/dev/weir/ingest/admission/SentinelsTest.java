package dev.weir.ingest.admission;

import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static dev.weir.tenancy.testkit.SealedWorld.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.models.embed.Embedder;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.keys.TenantDigests;
import dev.weir.tenancy.testkit.SealedWorld;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SentinelsTest {
    private static final List<String> QUESTIONS =
            IntStream.range(0, 200).mapToObj(i -> "what is rule " + i).toList();
    private static final List<String> CHUNKS = IntStream.range(0, 200)
            .mapToObj(i -> "Rule " + i + " stands here. It was made in year " + i + ". Nobody keeps it.")
            .toList();

    private final TenantDigests digests = SealedWorld.inMemory().digests();

    @Test
    void sentinelsWhenPickedThenHalfAreQuestionsAndTheRestSentences() {
        List<String> picked = picked(ACME, 1, QUESTIONS, 60);
        assertThat(picked).hasSize(60).doesNotHaveDuplicates();
        assertThat(picked).filteredOn(QUESTIONS::contains).hasSize(30);
        assertThat(picked)
                .filteredOn(text -> !QUESTIONS.contains(text))
                .allMatch(text -> CHUNKS.stream().anyMatch(chunk -> chunk.contains(text) && !chunk.equals(text)));
    }

    @Test
    void sentinelsWhenThereAreFewQuestionsThenMoreSentences() {
        assertThat(picked(ACME, 1, QUESTIONS.subList(0, 5), 60)).hasSize(60).containsAll(QUESTIONS.subList(0, 5));
        assertThat(picked(ACME, 1, List.of(), 60)).hasSize(60);
    }

    @Test
    void sentinelsWhenOfTheSamePeriodThenTheSame() {
        assertThat(picked(ACME, 1, QUESTIONS, 60)).isEqualTo(picked(ACME, 1, QUESTIONS, 60));
    }

    @Test
    void sentinelsWhenOfAnotherPeriodTenantOrKeyThenOthers() {
        TenantDigests anotherKey =
                (tenant, purpose, message) -> digests.digest(tenant, purpose, "under another key " + message);
        List<String> picked = picked(ACME, 1, QUESTIONS, 60);
        List<List<String>> others = List.of(
                picked(ACME, 2, QUESTIONS, 60),
                picked(GLOBEX, 1, QUESTIONS, 60),
                new Recording().pick(ACME, 1, QUESTIONS, 60, anotherKey));
        for (List<String> other : others) {
            assertThat(other).filteredOn(picked::contains).hasSizeLessThan(40);
        }
    }

    @Test
    void sentinelsWhenPrintedThenNoneIsShown() {
        Sentinels sentinels = Sentinels.pick(ACME, 1, QUESTIONS, CHUNKS, 10, digests, new WordEmbedder());
        assertThat(sentinels).hasToString("Sentinels[10 of tenant acme, words/1]");
    }

    @Test
    void sentinelsWhenThereIsNothingToPickFromThenRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sentinels.pick(ACME, 1, List.of(" "), List.of(), 10, digests, new WordEmbedder()))
                .withMessage("there is nothing to pick sentinels from");
    }

    @Test
    void sentinelsWhenNoneIsWantedThenRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sentinels.pick(ACME, 1, QUESTIONS, CHUNKS, 0, digests, new WordEmbedder()))
                .withMessage("size must be >= 1, got 0");
    }

    @Test
    void sentinelsWhenOfDifferentDimensionsThenRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Sentinels.of(ACME, "m", List.of(new float[] {1, 2}, new float[] {1})))
                .withMessage("sentinels must have 2 dimensions, got 1");
    }

    private List<String> picked(TenantId tenant, long period, List<String> questions, int size) {
        return new Recording().pick(tenant, period, questions, size, digests);
    }

    /** An embedder that remembers what it was asked for. */
    private static final class Recording implements Embedder {
        private final List<String> asked = new ArrayList<>();

        List<String> pick(TenantId tenant, long period, List<String> questions, int size, TenantDigests digests) {
            Sentinels sentinels = Sentinels.pick(tenant, period, questions, CHUNKS, size, digests, this);
            assertThat(sentinels.size()).isEqualTo(asked.size());
            return asked;
        }

        @Override
        public String modelId() {
            return WordEmbedder.MODEL;
        }

        @Override
        public int dimension() {
            return new WordEmbedder().dimension();
        }

        @Override
        public List<float[]> embed(List<String> texts) {
            asked.addAll(texts);
            return new WordEmbedder().embed(texts);
        }
    }
}
