package dev.weir.retrieve.egress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.models.lexical.NormalizedText;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class FoldingTest {
    @Property
    void foldingWhenUnitByUnitThenTheLettersAndDigitsOfTheFoldedWhole(@ForAll("texts") String text) {
        assertThat(folded(text))
                .isEqualTo(lettersOf(NormalizedText.forMatching(text).text()));
    }

    @Property
    void rangesWhenFoldedAgainThenTheSameLetter(@ForAll("texts") String text) {
        new Folding.Sink() {
            @Override
            public void kept(int codePoint, int start, int end) {
                assertThat(lettersOf(NormalizedText.forMatching(text.substring(start, end))
                                .text()))
                        .contains(Character.toString(codePoint));
            }

            @Override
            public void parted() {}
        }.acceptAll(text);
    }

    @Test
    void gapWhenLongerThanTheLimitThenPartedOnce() {
        assertThat(parts("a" + ".".repeat(Folding.MAX_GAP) + "b")).isEqualTo("ab|");
        assertThat(parts("a" + ".".repeat(Folding.MAX_GAP + 1) + "b")).isEqualTo("a|b|");
        assertThat(parts("a" + "\u200b".repeat(200) + "b")).isEqualTo("a|b|");
    }

    @Test
    void surrogateWhenAloneThenDropped() {
        assertThat(folded("a\ud83db\ude00c\ud83d")).isEqualTo("abc");
    }

    @Provide
    static Arbitrary<String> texts() {
        Arbitrary<String> any = Arbitraries.strings().ofMaxLength(40);
        Arbitrary<String> likely = Arbitraries.of(
                        "A",
                        "z",
                        "9",
                        " ",
                        "-",
                        "\u0301",
                        "\u0435",
                        "\uff41",
                        "\u212b",
                        "\u200b",
                        "\u00df",
                        "\u0130",
                        "\ufb01",
                        "\uac01",
                        "\u1100",
                        "\u1161",
                        "\u0e01",
                        "\u093f",
                        "\ud835\udc1a",
                        "\udb40\udc41",
                        "\ud83d",
                        "\u4e2d",
                        "\u30ac",
                        "\uff76\uff9e",
                        "\u00bd",
                        "\u2460",
                        "\u0345",
                        "\u1fb3",
                        "e\u0323\u0302")
                .list()
                .ofMaxSize(30)
                .map(parts -> String.join("", parts));
        return Arbitraries.oneOf(any, likely);
    }

    private static String folded(String text) {
        return parts(text).replace("|", "");
    }

    private static String parts(String text) {
        StringBuilder out = new StringBuilder();
        new Folding.Sink() {
            @Override
            public void kept(int codePoint, int start, int end) {
                out.appendCodePoint(codePoint);
            }

            @Override
            public void parted() {
                out.append('|');
            }
        }.acceptAll(text);
        return out.toString();
    }

    private static String lettersOf(String text) {
        StringBuilder letters = new StringBuilder();
        text.codePoints().filter(Character::isLetterOrDigit).forEach(letters::appendCodePoint);
        return letters.toString();
    }
}
