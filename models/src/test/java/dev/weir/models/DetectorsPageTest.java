package dev.weir.models;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.models.detect.Channel;
import dev.weir.models.detect.Detector;
import dev.weir.models.detect.DetectorId;
import dev.weir.models.detect.Detectors;
import dev.weir.models.detect.Evidence;
import dev.weir.models.detect.Finding;
import dev.weir.models.detect.GapCode;
import dev.weir.models.detect.Passage;
import dev.weir.models.detect.Score;
import dev.weir.models.detect.Screening;
import dev.weir.models.detect.Span;
import dev.weir.models.detect.Technique;
import dev.weir.models.lexical.LexicalDetectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The page about detectors names every code that can appear in output, and its example compiles. */
class DetectorsPageTest {

    private static String page;

    @BeforeAll
    static void read() throws IOException {
        page = Files.readString(Path.of("..", "docs", "detectors.md"));
    }

    @Test
    void pageWhenReadThenHasARowForEveryGapCodeWithItsEffect() {
        for (GapCode code : GapCode.values()) {
            assertThat(page)
                    .contains(
                            "| `" + code.code() + "` | " + code.effect().name().toLowerCase(Locale.ROOT) + " |");
        }
    }

    @Test
    void pageWhenReadThenNamesEveryTechniqueAndDetector() {
        for (Technique technique : Technique.values()) {
            assertThat(page).contains("`" + technique.code() + "`");
        }
        for (Detector detector : LexicalDetectors.all()) {
            assertThat(page).contains("`" + detector.id() + "`");
        }
    }

    @Test
    void exampleWhenScreenedThenFinds() {
        Screening screening =
                Detectors.union(List.of(new PriceListDetector())).screen(Passage.body("Enclosed: INTERNAL PRICE list"));
        assertThat(screening.findings()).extracting(Finding::span).containsExactly(new Span(10, 24));
    }

    @Test
    void exampleWhenComparedThenItIsTheOneOnThePage() throws IOException {
        String source =
                Files.readString(Path.of("src", "test", "java", "dev", "weir", "models", "DetectorsPageTest.java"));
        String example = page.substring(page.indexOf("```java") + 7, page.lastIndexOf("```"));
        assertThat(source.replaceAll("\\s+", " "))
                .contains("private static " + example.strip().replaceAll("\\s+", " "));
    }

    private static final class PriceListDetector implements Detector {

        private static final DetectorId ID = new DetectorId("price-list/1");

        @Override
        public DetectorId id() {
            return ID;
        }

        @Override
        public Set<Channel> channels() {
            return Set.of(Channel.BODY);
        }

        @Override
        public Screening screen(Passage passage) {
            int at = passage.text().indexOf("INTERNAL PRICE");
            if (at < 0) {
                return Screening.nothing();
            }
            Span span = new Span(at, at + "INTERNAL PRICE".length());
            Evidence evidence = new Evidence.Matched("price-heading");
            Score score = new Score(0.9, "price-list");
            return new Screening(
                    List.of(new Finding(ID, Technique.IMPERATIVE_TO_MODEL, Channel.BODY, span, score, evidence)),
                    List.of());
        }
    }
}
