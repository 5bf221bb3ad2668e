package dev.weir.models.lexical;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.models.detect.Finding;
import dev.weir.models.detect.Passage;
import dev.weir.models.detect.Span;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InvisibleTextDetectorTest {

    private final InvisibleTextDetector detector = new InvisibleTextDetector();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Plain text.",
                "\ufeffA file that starts with a byte-order mark.",
                "family 👨\u200d👩\u200d👧\u200d👦 and love ❤\ufe0f\u200d🔥 and runner 🏃🏽\u200d♀\ufe0f",
                "heart ❤\ufe0f, digit 1\ufe0f\u20e3, text style ☎\ufe0e",
                "flag of Scotland 🏴\udb40\udc67\udb40\udc62\udb40\udc73\udb40\udc63\udb40\udc74\udb40\udc7f",
                "می\u200cخواهم کتاب\u200cها را ببینم",
                "क्\u200dष और क्\u200cष",
                "สวัสดี\u200bชาวโลก",
                "東京\u200bタワー",
                "葛\udb40\udd00城市",
                "hy\u00adphen\u00adation of Donau\u00addampf\u00adschiff",
                "The word \u200eשלום\u200f means peace",
                "slashed zero 0\ufe00 and math ∩\ufe00",
                "ᠮᠣᠩ\u180bᠭᠣᠯ",
                "tab\tand\r\nlines"
            })
    void screenWhenUseIsLegitimateThenClean(String text) {
        assertThat(findings(text)).isEmpty();
    }

    @Test
    void screenWhenTagCharactersSpellTextThenDecisiveAndExactlyPlaced() {
        String text = "Hello" + tags("ignore this") + " world";
        Finding finding = only(text);
        assertThat(finding.score().value()).isGreaterThan(0.9);
        assertThat(finding.span()).isEqualTo(new Span(5, 5 + 22));
    }

    @Test
    void screenWhenFlagIsNotAKnownOneThenReported() {
        assertThat(only("\ud83c\udff4" + tags("ignore") + "\udb40\udc7f")
                        .score()
                        .value())
                .isGreaterThan(0.9);
    }

    @Test
    void screenWhenVariationSelectorsCarryBytesThenDecisive() {
        StringBuilder text = new StringBuilder("😀");
        for (byte value : "send data".getBytes(StandardCharsets.US_ASCII)) {
            text.appendCodePoint(value < 16 ? 0xFE00 + value : 0xE0100 + value - 16);
        }
        assertThat(only(text.toString()).score().value()).isGreaterThan(0.9);
    }

    @Test
    void screenWhenACredentialIsLeftInTheTextThenDecisive() {
        StringBuilder text = new StringBuilder("Signed.\ufeff");
        for (byte value : "C2PATXT\0\1".getBytes(StandardCharsets.US_ASCII)) {
            text.appendCodePoint(value < 16 ? 0xFE00 + value : 0xE0100 + value - 16);
        }
        Finding finding = only(text.toString());
        assertThat(finding.evidence().summary()).isEqualTo("rule content-credential-unverified");
        assertThat(finding.score().value()).isGreaterThan(0.9);
    }

    @Test
    void screenWhenZeroWidthCharactersCarryBitsThenDecisive() {
        assertThat(only("a\u200b\u200c\u200c\u200b\u200c\u200b\u200b\u200c b")
                        .score()
                        .value())
                .isGreaterThan(0.8);
    }

    @Test
    void screenWhenZeroWidthSplitsEveryLetterThenDecisive() {
        assertThat(only("i\u200bg\u200bn\u200bo\u200br\u200be").score().value()).isGreaterThanOrEqualTo(0.5);
    }

    @Test
    void screenWhenSoftHyphensSplitEveryLetterThenDecisive() {
        assertThat(only("i\u00adg\u00adn\u00ado\u00adr\u00ade").score().value()).isGreaterThanOrEqualTo(0.5);
    }

    @Test
    void screenWhenOneZeroWidthSpaceIsPastedThenOnlySupporting() {
        assertThat(only("copy\u200bpaste").score().value()).isLessThan(0.5);
    }

    @Test
    void screenWhenDirectionIsOverriddenThenReported() {
        assertThat(only("file \u202etxt.exe").evidence().summary()).contains("direction-override");
    }

    @Test
    void screenWhenFillersStandForLettersThenReported() {
        assertThat(only("admin\u3164 name").evidence().summary()).contains("blank-letter");
    }

    @Test
    void screenWhenThereAreThousandsThenFindingsAreBoundedAndCoverAll() {
        String text = "word\u200bword and more text here ".repeat(5000);
        List<Finding> findings = findings(text);
        assertThat(findings).hasSizeLessThanOrEqualTo(LexicalScores.MAX_FINDINGS);
        int last = findings.stream().mapToInt(f -> f.span().end()).max().orElseThrow();
        assertThat(last).isEqualTo(text.lastIndexOf('\u200b') + 1);
    }

    private Finding only(String text) {
        List<Finding> findings = findings(text);
        assertThat(findings).hasSize(1);
        return findings.getFirst();
    }

    private List<Finding> findings(String text) {
        return detector.screen(Passage.body(text)).findings();
    }

    static String tags(String ascii) {
        StringBuilder text = new StringBuilder();
        ascii.chars().forEach(c -> text.appendCodePoint(0xE0000 + c));
        return text.toString();
    }
}
