package dev.weir.ingest.admission;

import static dev.weir.tenancy.testkit.SealedWorld.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weir.ingest.verdict.CorpusSign;
import dev.weir.ingest.verdict.RationaleCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class CampaignScreenTest {
    private static final String TEXT = "The harbour office closes at nine in the evening on every day of the week, says"
            + " the new notice that hangs beside the northern gate since last summer";

    private final CampaignScreen screen = new CampaignScreen();

    @Test
    void documentsWhenTheThirdIsAlikeThenHeldWhoeverItIsFrom() {
        assertThat(screen.screen(Arriving.document("a").by("u1").from("test:1").saying(TEXT)))
                .isEmpty();
        assertThat(screen.screen(Arriving.document("b").by("u2").from("test:2").saying(TEXT + " indeed")))
                .isEmpty();
        CorpusSign sign = screen.screen(
                        Arriving.document("c").by("u3").from("test:3").saying(TEXT.replace("nine", "ten")))
                .getFirst();
        assertThat(sign.code()).isEqualTo(RationaleCode.CAMPAIGN);
        assertThat(sign.holds()).isTrue();
        assertThat(sign.score()).isEqualTo(3);
    }

    @Test
    void documentsWhenTheirWordsDifferThenQuiet() {
        for (int i = 0; i < 20; i++) {
            StringBuilder text = new StringBuilder();
            for (int word = 0; word < 40; word++) {
                text.append("word").append(i * 40 + word).append(' ');
            }
            assertThat(screen.screen(Arriving.document("d" + i).saying(text.toString())))
                    .isEmpty();
        }
    }

    @Test
    void documentWhenSubmittedAgainAndAgainThenNoCampaignByItself() {
        for (int i = 0; i < 10; i++) {
            assertThat(screen.screen(Arriving.document("same").saying(TEXT))).isEmpty();
        }
    }

    @Test
    void documentsWhenMoreThanAWeekApartThenQuiet() {
        for (int i = 0; i < 5; i++) {
            assertThat(screen.screen(Arriving.document("d" + i)
                            .after(Duration.ofDays(8L * i))
                            .saying(TEXT)))
                    .isEmpty();
        }
    }

    @Test
    void tenantWhenAnotherHasSuchDocumentsThenQuiet() {
        for (int i = 0; i < 5; i++) {
            screen.screen(Arriving.document("d" + i).saying(TEXT));
        }
        assertThat(screen.screen(Arriving.document("g").of(GLOBEX).saying(TEXT)))
                .isEmpty();
    }

    @Property(tries = 100)
    void jaccardWhenEstimatedOrMergedThenThatOfTheSets(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<String> a = words(random, 200);
        List<String> b = new ArrayList<>(a.subList(0, random.nextInt(200)));
        b.addAll(words(random, 100));
        double exact = jaccard(runs(a), runs(b));
        Shingles left = Shingles.of(List.of(String.join(" ", a)));
        Shingles right = Shingles.of(List.of(String.join(" ", b)));
        assertThat(left.jaccard(right)).isEqualTo(exact);
        // Five standard errors: 64 places of a binomial.
        assertThat(Shingles.agreement(left.signature(), right.signature()))
                .isCloseTo(exact, within(5 * Math.sqrt(0.25 / Shingles.SIGNATURE)));
    }

    private static List<String> words(SplittableRandom random, int count) {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            words.add("w" + random.nextInt(1_000_000));
        }
        return words;
    }

    private static Set<List<String>> runs(List<String> words) {
        Set<List<String>> runs = new HashSet<>();
        for (int i = 0; i + 3 <= words.size(); i++) {
            runs.add(words.subList(i, i + 3));
        }
        return runs;
    }

    private static double jaccard(Set<List<String>> a, Set<List<String>> b) {
        Set<List<String>> both = new HashSet<>(a);
        both.retainAll(b);
        return (double) both.size() / (a.size() + b.size() - both.size());
    }
}
