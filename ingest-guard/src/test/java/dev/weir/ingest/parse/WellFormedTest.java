package dev.weir.ingest.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import org.junit.jupiter.api.Test;

class WellFormedTest {

    @Property(tries = 500)
    void repairWhenAnyTextThenItSurvivesUtf8AndKeepsItsLength(
            @ForAll @Chars({0, 'a'}) @CharRange(from = '\uD7F0', to = '\uE010') String text) {
        String repaired = WellFormed.repair(text);
        assertThat(repaired).hasSameSizeAs(text).doesNotContain("\0");
        assertThat(new String(repaired.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .isEqualTo(repaired);
        assertThat(WellFormed.is(repaired)).isTrue();
    }

    @Test
    void repairWhenNothingIsWrongThenTheSameInstance() {
        String text = "plain \uD83D\uDE00 text";
        assertThat(WellFormed.repair(text)).isSameAs(text);
    }

    @Test
    void repairWhenHighSurrogateIsAloneThenOnlyItIsReplaced() {
        assertThat(WellFormed.repair("a\uD83Db")).isEqualTo("a\uFFFDb");
    }

    @Test
    void repairWhenHighSurrogateIsLastThenReplaced() {
        assertThat(WellFormed.repair("a\uD83D")).isEqualTo("a\uFFFD");
    }

    @Test
    void repairWhenPairIsInTheWrongOrderThenBothAreReplaced() {
        assertThat(WellFormed.repair("\uDE00\uD83D")).isEqualTo("\uFFFD\uFFFD");
    }
}
