package dev.weir.adapters.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The examples of docs/stores.md are the tests of this module, word for word, and short. */
class StoresPageTest {
    private static final Path PAGE = Path.of("../../docs/stores.md");
    private static final Path TESTS = Path.of("src/test/java/dev/weir/adapters/lucene");
    private static final Pattern EXAMPLE = Pattern.compile("```java\\n(class (\\w+) .*?)```", Pattern.DOTALL);

    @Test
    void examplesWhenThePageShowsThemThenAreTheTestsOfThisStore() throws IOException {
        List<MatchResult> examples =
                EXAMPLE.matcher(Files.readString(PAGE)).results().toList();
        assertThat(examples).hasSize(2);
        for (MatchResult example : examples) {
            assertThat(Files.readString(TESTS.resolve(example.group(2) + ".java")))
                    .endsWith(example.group(1));
        }
        assertThat(examples.stream()
                        .mapToLong(each -> each.group(1).lines().count())
                        .sum())
                .isLessThan(30);
    }
}
