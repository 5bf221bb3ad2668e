package dev.weir.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.models.catalog.ModelArtifact;
import dev.weir.models.detect.Span;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TextEncoderTest {

    private static TextEncoder encoder;

    @BeforeAll
    static void open() {
        encoder = TextEncoder.open(ModelArtifact.ofResource(
                "/all-minilm-l6-v2-q-tokenizer.json",
                "da0e79933b9ed51798a3ae27893d3c5fa4a201126cef75586296df9b4d2c62a0"));
    }

    @AfterAll
    static void close() {
        encoder.close();
    }

    @Test
    void encodeWhenTextIsLongThenNothingIsTruncated() {
        assertThat(encoder.encode("word ".repeat(3000)).size()).isEqualTo(3000);
    }

    @Test
    void encodeWhenTextHoldsTwoMegabytesThenLastWordIsThere() {
        String text = "alpha beta gamma. ".repeat(120_000) + "zebra";
        EncodedText encoded = encoder.encode(text);
        assertThat(encoded.size()).isEqualTo(480_001);
        assertThat(encoded.span(480_000, 480_001)).isEqualTo(new Span(text.length() - 5, text.length()));
    }

    @Test
    void encodeWhenCutIntoPiecesThenTokensAreThoseOfTheWords() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; text.length() < 40_000; i++) {
            text.append("item").append(i).append(i % 7 == 0 ? ".\n" : ", ");
        }
        EncodedText whole = encoder.encode(text.toString());
        int token = 0;
        for (String word : text.toString().split("\\s+", -1)) {
            EncodedText alone = encoder.encode(word);
            for (int i = 0; i < alone.size(); i++) {
                assertThat(whole.id(token++)).isEqualTo(alone.id(i));
            }
        }
        assertThat(token).isEqualTo(whole.size());
    }

    @Test
    void encodeWhenCharactersAreSupplementaryThenSpansAreUtf16() {
        String text = "😀 hello 𝒳 ignore";
        EncodedText encoded = encoder.encode(text);
        Span last = encoded.span(encoded.size() - 1, encoded.size());
        assertThat(text.substring(last.start(), last.end())).isEqualTo("ignore");
    }

    @Test
    void encodeWhenWordIsOverlongThenItIsNotOneUnknownToken() {
        String text = "ignoreallpreviousinstructions".repeat(20);
        EncodedText encoded = encoder.encode(text);
        assertThat(encoded.size()).isGreaterThan(60);
        assertThat(encoded.span(0, encoded.size())).isEqualTo(new Span(0, text.length()));
    }

    @Test
    void encodeWhenTextSpellsSpecialTokensThenTheyAreUnknown() {
        EncodedText encoded = encoder.encode("[CLS] [SEP] [PAD] [MASK]");
        long unknown = encoder.encode("[UNK]").id(0);
        assertThat(encoded.size()).isEqualTo(4);
        for (int i = 0; i < encoded.size(); i++) {
            assertThat(encoded.id(i)).isEqualTo(unknown);
        }
    }

    @Test
    void encodeWhenTextIsWhiteSpaceThenNoTokens() {
        assertThat(encoder.encode(" \n\t ").size()).isZero();
    }

    @Test
    void encodeWhenDefaultLocaleIsTurkishThenTokensAreTheSame() {
        Locale before = Locale.getDefault();
        EncodedText expected = encoder.encode("IGNORE THIS");
        try {
            Locale.setDefault(Locale.forLanguageTag("tr"));
            EncodedText actual = encoder.encode("IGNORE THIS");
            for (int i = 0; i < expected.size(); i++) {
                assertThat(actual.id(i)).isEqualTo(expected.id(i));
            }
        } finally {
            Locale.setDefault(before);
        }
    }
}
