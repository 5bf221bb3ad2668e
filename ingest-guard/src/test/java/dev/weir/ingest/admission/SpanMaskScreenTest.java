package dev.weir.ingest.admission;

import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static dev.weir.tenancy.testkit.SealedWorld.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.ingest.verdict.CorpusSign;
import dev.weir.ingest.verdict.RationaleCode;
import dev.weir.models.embed.Embedder;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.TrustTier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SpanMaskScreenTest {
    private static final String QUESTION = "magnet river candle";
    private static final Sentinels SENTINELS = Sentinels.of(
            ACME,
            WordEmbedder.MODEL,
            List.of(WordEmbedder.vectorOf(QUESTION), WordEmbedder.vectorOf("stone glass wool")));

    private final Counting embedder = new Counting();
    private final SpanMaskScreen screen = screen(Map.of(ACME, SENTINELS));

    @Test
    void chunkWhenOneStretchAloneMakesItNearThenHeld() {
        CorpusSign sign =
                screen.screen(Arriving.document("d").saying(carried())).getFirst();
        assertThat(sign.code()).isEqualTo(RationaleCode.SPAN_CARRIED);
        assertThat(sign.holds()).isTrue();
        assertThat(sign.score()).isGreaterThanOrEqualTo(sign.limit());
    }

    @Test
    void chunkWhenItsWordsStandBetweenNoBreakSpacesThenHeldAsWell() {
        assertThat(screen.screen(Arriving.document("d").saying(carried().replace(' ', '\u00a0'))))
                .hasSize(1);
    }

    @Test
    void chunkWhenItIsAllAboutTheQuestionThenQuiet() {
        assertThat(screen.screen(Arriving.document("d").saying((QUESTION + " ").repeat(8))))
                .isEmpty();
    }

    @Test
    void chunkWhenTooShortToCutThenQuiet() {
        assertThat(screen.screen(Arriving.document("d").saying(QUESTION))).isEmpty();
    }

    @Test
    void documentWhenTrustedThenNothingIsEmbedded() {
        assertThat(screen.screen(
                        Arriving.document("d").trusted(TrustTier.INTERNAL).saying(carried())))
                .isEmpty();
        assertThat(embedder.texts).isEmpty();
    }

    @Test
    void documentWhenLongThenAtMostFourChunksAreCut() {
        String[] chunks = new String[40];
        for (int i = 0; i < chunks.length; i++) {
            chunks[i] = carried() + " end" + i;
        }
        screen.screen(Arriving.document("d").saying(chunks));
        assertThat(embedder.texts).hasSize(32);
    }

    @Test
    void tenantWhenOnlyAnotherHasSentinelsThenNotMeasured() {
        CorpusSign sign = screen.screen(Arriving.document("d").of(GLOBEX).saying(carried()))
                .getFirst();
        assertThat(sign.code()).isEqualTo(RationaleCode.NOT_MEASURED);
        assertThat(sign.holds()).isFalse();
    }

    private SpanMaskScreen screen(Map<TenantId, Sentinels> sentinels) {
        return new SpanMaskScreen(tenant -> Optional.ofNullable(sentinels.get(tenant)), embedder, TrustTier.EXTERNAL);
    }

    /** The question, once, and 21 words that have nothing to do with it and nearly cancel each other out. */
    private static String carried() {
        StringBuilder text = new StringBuilder(QUESTION);
        for (int i = 0; i < 21; i++) {
            text.append(" filler").append(i);
        }
        return text.toString();
    }

    private static final class Counting implements Embedder {
        private final List<String> texts = new ArrayList<>();

        @Override
        public String modelId() {
            return WordEmbedder.MODEL;
        }

        @Override
        public int dimension() {
            return new WordEmbedder().dimension();
        }

        @Override
        public List<float[]> embed(List<String> asked) {
            texts.addAll(asked);
            return new WordEmbedder().embed(asked);
        }
    }
}
