package dev.weir.ingest.admission;

import static dev.weir.tenancy.testkit.SealedWorld.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.ingest.verdict.CorpusSign;
import dev.weir.ingest.verdict.RationaleCode;
import dev.weir.tenancy.TrustTier;
import dev.weir.tenancy.chunk.SourceRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BurstScreenTest {
    private final BurstScreen screen = screen(BurstRules.standard());

    @Test
    void documentsWhenManyInAnHourThenHeldFromTheFewestOn() {
        List<CorpusSign> signs = new ArrayList<>();
        for (int i = 1; i <= 30; i++) {
            List<CorpusSign> said = screen.screen(
                    Arriving.document("d" + i).after(Duration.ofMinutes(i)).saying("x"));
            assertThat(said).as("document %s", i).hasSize(i < 20 ? 0 : 1);
            signs.addAll(said);
        }
        assertThat(signs).allMatch(sign -> sign.code() == RationaleCode.BURST && sign.holds());
    }

    @Test
    void documentsWhenManyEveryDayThenQuietOnceThatIsUsual() {
        for (int day = 0; day < 60; day++) {
            for (int i = 0; i < 30; i++) {
                Duration time = Duration.ofDays(day).plusMinutes(40L * i);
                List<CorpusSign> said =
                        screen.screen(Arriving.document("d").after(time).saying("x"));
                if (day >= 30) {
                    assertThat(said).as("day %s", day).isEmpty();
                }
            }
        }
    }

    @Test
    void documentsWhenManyEachNightThenQuietOnceThatIsUsual() {
        for (int day = 0; day < 40; day++) {
            for (int i = 0; i < 60; i++) {
                Duration time = Duration.ofDays(day).plusSeconds(50L * i);
                List<CorpusSign> said =
                        screen.screen(Arriving.document("d").after(time).saying("x"));
                if (day >= 30) {
                    assertThat(said).as("night %s", day).isEmpty();
                }
            }
        }
    }

    @Test
    void documentsWhenOneADayThenQuiet() {
        for (int day = 0; day < 200; day++) {
            assertThat(screen.screen(
                            Arriving.document("d").after(Duration.ofDays(day)).saying("x")))
                    .isEmpty();
        }
    }

    @Test
    void uploadersWhenManyFromOneSourceThenHeld() {
        List<CorpusSign> said = List.of();
        for (int i = 0; i < 25; i++) {
            said = screen.screen(Arriving.document("d").by("user-" + i).saying("x"));
        }
        assertThat(said).hasSize(1);
    }

    @Test
    void sourcesWhenManyByOneUploaderThenHeld() {
        List<CorpusSign> said = List.of();
        for (int i = 0; i < 25; i++) {
            said = screen.screen(Arriving.document("d").from("test:" + i).saying("x"));
        }
        assertThat(said).hasSize(1);
    }

    @Test
    void documentsWhenOfAHigherTierThenQuiet() {
        for (int i = 0; i < 50; i++) {
            assertThat(screen.screen(
                            Arriving.document("d").trusted(TrustTier.INTERNAL).saying("x")))
                    .isEmpty();
        }
    }

    @Test
    void tenantWhenAnotherIsFloodedThenQuiet() {
        for (int i = 0; i < 50; i++) {
            screen.screen(Arriving.document("d").saying("x"));
        }
        assertThat(screen.screen(Arriving.document("d").of(GLOBEX).saying("x"))).isEmpty();
    }

    @Test
    void namesWhenMoreThanAreRememberedThenTheLongestSilentIsForgotten() {
        BurstScreen small = screen(new BurstRules(4, 5, TrustTier.EXTERNAL, 3));
        for (int i = 0; i < 4; i++) {
            assertThat(small.screen(Arriving.document("d").saying("x"))).isEmpty();
        }
        small.screen(Arriving.document("d").by("bob").from("test:b").saying("x"));
        assertThat(small.screen(Arriving.document("d").saying("x"))).isEmpty();
    }

    @Test
    void windowWhenOverThenCountedAnew() {
        Rate rate = new Rate(Duration.ofHours(1));
        for (int i = 0; i < 10; i++) {
            rate.count(Arriving.document("d").at().plusSeconds(i));
        }
        assertThat(rate.inWindow()).isEqualTo(10);
        assertThat(rate.z()).isEqualTo(10);
        rate.count(Arriving.document("d").at().plusSeconds(3_600));
        assertThat(rate.inWindow()).isEqualTo(1);
        assertThat(rate.z()).isNegative();
        rate.count(Arriving.document("d").at());
        assertThat(rate.inWindow()).as("a clock that goes back").isEqualTo(2);
        rate.count(Arriving.document("d").at().plus(Duration.ofDays(30)));
        assertThat(rate.z()).as("silence is no window").isNegative();
    }

    private static BurstScreen screen(BurstRules rules) {
        return new BurstScreen(rules, source -> new SourceRef(source.uri().substring(0, 6)));
    }
}
