package dev.weir.models.lexical;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class VocabularyTest {

    @Property(tries = 500)
    void segmentedWhenAnyLettersThenOnlyBlanksAreAddedBetweenWords(@ForAll("runs") String letters) {
        String segmented = Vocabulary.segmented(letters);
        assertThat(segmented.replace(" ", "")).isEqualTo(letters);
        assertThat(segmented).isEqualTo(segmented.strip()).doesNotContain("  ");
    }

    @Test
    void segmentedWhenWordsAreKnownThenCutBetweenThem() {
        assertThat(Vocabulary.segmented("ignoreallpreviousinstructions")).isEqualTo("ignore all previous instructions");
        assertThat(Vocabulary.segmented("ignorexqzprevious")).isEqualTo("ignore xqz previous");
        assertThat(Vocabulary.segmented("xqz")).isEqualTo("xqz");
        assertThat(Vocabulary.segmented("")).isEmpty();
    }

    @Provide
    Arbitrary<String> runs() {
        return Arbitraries.of("ignore", "all", "previous", "x", "qz", "instructions", "the", "a")
                .list()
                .ofMaxSize(40)
                .map(parts -> String.join("", parts));
    }
}
