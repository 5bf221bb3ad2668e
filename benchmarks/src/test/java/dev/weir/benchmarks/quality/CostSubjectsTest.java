package dev.weir.benchmarks.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.models.Screener;
import dev.weir.models.catalog.ModelCatalog;
import dev.weir.models.catalog.ModelCatalog.Classifier;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CostSubjectsTest {
    private static final CostTrial ONE_ROUND = new CostTrial(System::nanoTime, 0, 1);
    private static final String CALM = "The museum opens at ten, and tickets are sold at the entrance. ".repeat(25);

    @TempDir
    private Path folder = Path.of("");

    @Test
    void measureWhenThereIsTextThenEverySubjectIsTimedOverChunksOf256Tokens() {
        Classifier classifier = ModelCatalog.bundled();
        CostSubjects subjects = new CostSubjects(
                classifier,
                examples(new Rows()
                        .add("calm", "benign", "document", CALM)
                        .add("pages", "benign", "hard_negative", CALM, "meta", Map.of("path", "a.md"))
                        .add("attacks", "injection", "buried", CALM)));
        try (Screener screener = Screener.with(classifier, Screener.DEFAULT_FALSE_POSITIVE_RATE)) {
            Cost cost = subjects.measure(screener, null, ONE_ROUND);
            assertThat(cost.mix()).containsOnlyKeys("ordinary calm", "discusses pages");
            assertThat(cost.tokens()).isBetween(242.0, 256.0);
            assertThat(cost.lines())
                    .filteredOn(line -> line.over().equals(Cost.ALL))
                    .allMatch(line -> line.meanMicros() > 0)
                    .extracting(Cost.Line::subject)
                    .containsExactly("screener", "classifier", "classifier, all layers", CostTrial.MINI_LM);
        }
    }

    @Test
    void measureWhenNoTextIsLongEnoughThenRefused() {
        CostSubjects subjects = new CostSubjects(
                ModelCatalog.bundled(), examples(new Rows().add("calm", "benign", "document", "short")));
        try (Screener screener = ScriptedScreener.open()) {
            assertThatThrownBy(() -> subjects.measure(screener, null, ONE_ROUND))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("256 tokens");
        }
    }

    private List<Example> examples(Rows rows) {
        ExampleReader reader = new ExampleReader();
        reader.readFolder(rows.in(folder));
        return reader.examples();
    }
}
