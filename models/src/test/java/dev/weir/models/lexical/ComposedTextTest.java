package dev.weir.models.lexical;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class ComposedTextTest {

    /** An accent that stands above, and a dot that comes before it wherever both stand. */
    private static final String OUT_OF_ORDER = "\u0301\u0323";

    @Property
    void ofWhenNoPileIsLongThenNormalFormC(
            @ForAll
                    @StringLength(max = 200)
                    @CharRange(from = 'a', to = 'e')
                    @CharRange(from = '\u0300', to = '\u0330')
                    @CharRange(from = '\uAC00', to = '\uAC20')
                    @CharRange(from = '\u1100', to = '\u11FF')
                    String text) {
        assertThat(ComposedText.of(text)).isEqualTo(Normalizer.normalize(text, Normalizer.Form.NFC));
    }

    @Test
    void ofWhenAPileIsLongerThanAnyWritingHasThenItIsCutAndSaysTheSame() {
        String pile = "before e" + OUT_OF_ORDER.repeat(300) + " behind e\u0301";
        String composed = ComposedText.of(pile);
        String whole = Normalizer.normalize(pile, Normalizer.Form.NFC);
        assertThat(composed)
                .isNotEqualTo(whole)
                .startsWith("before \u1EB9\u0323")
                .endsWith(" behind \u00E9");
        assertThat(Normalizer.normalize(composed, Normalizer.Form.NFC)).isEqualTo(whole);
    }

    @Test
    void ofWhenAPileHasNoEndThenItIsComposedAllTheSame() {
        assertThat(ComposedText.of("e" + OUT_OF_ORDER.repeat(1_000_000))).startsWith("\u1EB9\u0323");
    }
}
