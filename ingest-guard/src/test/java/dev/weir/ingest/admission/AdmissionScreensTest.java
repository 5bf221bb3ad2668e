package dev.weir.ingest.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.ingest.verdict.CorpusSign;
import dev.weir.ingest.verdict.RationaleCode;
import dev.weir.models.embed.EmbeddingException;
import dev.weir.models.embed.PrecomputedEmbeddings;
import dev.weir.tenancy.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class AdmissionScreensTest {
    private static final CorpusSign HELD = CorpusSign.of(RationaleCode.BURST, 5, 4, CorpusSign.Effect.HOLDS);
    private static final Arrival ARRIVAL = Arriving.document("d").saying("text");

    @Test
    void signsWhenHeldByPolicyThenAsTheyAreAndOtherwiseNoted() {
        assertThat(AdmissionScreens.none()
                        .with(saying("a", () -> List.of(HELD)), OnSign.HOLD)
                        .screen(ARRIVAL))
                .containsExactly(HELD);
        assertThat(AdmissionScreens.none()
                        .with(saying("a", () -> List.of(HELD)), OnSign.NOTE)
                        .screen(ARRIVAL))
                .containsExactly(HELD.noted());
    }

    @Test
    void screenWhenItFailsThenHeldAndTheOthersAreAskedAsWell() {
        List<CorpusSign> signs = AdmissionScreens.none()
                .with(
                        saying("broken/1", () -> {
                            throw new IllegalStateException("broken");
                        }),
                        OnSign.NOTE)
                .with(saying("a", () -> List.of(HELD)), OnSign.HOLD)
                .screen(ARRIVAL);
        assertThat(signs).hasSize(2).contains(HELD);
        assertThat(signs.getFirst().code()).isEqualTo(RationaleCode.ADMISSION_FAILED);
        assertThat(signs.getFirst().about()).isEqualTo("broken/1");
        assertThat(signs.getFirst().holds()).isTrue();
    }

    @Test
    void embedderWhenItHasNoVectorThenThrown() {
        AdmissionScreens screens = AdmissionScreens.none()
                .with(
                        saying("a", () -> {
                            PrecomputedEmbeddings.noEmbedder("words/1", 2).embed(List.of("text"));
                            return List.of();
                        }),
                        OnSign.NOTE);
        assertThatThrownBy(() -> screens.screen(ARRIVAL)).isInstanceOf(EmbeddingException.class);
    }

    @Test
    void storeWhenBrokenThenThrown() {
        AdmissionScreens screens = AdmissionScreens.none()
                .with(
                        saying("a", () -> {
                            throw new StoreException("broken", new IllegalStateException("disk"));
                        }),
                        OnSign.NOTE);
        assertThatThrownBy(() -> screens.screen(ARRIVAL)).isInstanceOf(StoreException.class);
    }

    @Test
    void screenWhenItCannotLearnThenTheOthersStillDo() {
        List<Arrival> learnt = new ArrayList<>();
        AdmissionScreens.none()
                .with(
                        learning(arrival -> {
                            throw new IllegalStateException("broken");
                        }),
                        OnSign.HOLD)
                .with(learning(learnt::add), OnSign.HOLD)
                .admitted(ARRIVAL);
        assertThat(learnt).containsExactly(ARRIVAL);
    }

    @Test
    void idsWhenScreensOrWhatComesOfThemDifferThenDifferent() {
        AdmissionScreens standard = AdmissionScreens.standard();
        assertThat(List.of(
                        AdmissionScreens.none().id(),
                        standard.id(),
                        AdmissionScreens.none()
                                .with(new OtherPrincipal(), OnSign.NOTE)
                                .id(),
                        standard.with(new ChangedText(0.3), OnSign.HOLD).id(),
                        standard.with(new ChangedText(0.4), OnSign.HOLD).id()))
                .doesNotHaveDuplicates();
    }

    private interface Learning {
        void learn(Arrival arrival);
    }

    private static AdmissionScreen learning(Learning learning) {
        return new AdmissionScreen() {
            @Override
            public String id() {
                return "learning/1";
            }

            @Override
            public List<CorpusSign> screen(Arrival arrival) {
                return List.of();
            }

            @Override
            public void admitted(Arrival arrival) {
                learning.learn(arrival);
            }
        };
    }

    private static AdmissionScreen saying(String id, Supplier<List<CorpusSign>> signs) {
        return new AdmissionScreen() {
            @Override
            public String id() {
                return id;
            }

            @Override
            public List<CorpusSign> screen(Arrival arrival) {
                return signs.get();
            }
        };
    }
}
