package dev.weir.models.lexical;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Tells text that people write from the noise that comes out of decoding something else. */
final class Prose {

    private static final double PRINTABLE = 0.7;
    private static final int WORDS = 3;
    private static final int IDEOGRAPHS = 8;

    private static final Set<String> COMMON = Set.of(
            "the",
            "and",
            "you",
            "your",
            "that",
            "this",
            "with",
            "for",
            "are",
            "not",
            "all",
            "any",
            "from",
            "have",
            "will",
            "must",
            "should",
            "when",
            "what",
            "how",
            "who",
            "now",
            "then",
            "into",
            "about",
            "ignore",
            "previous",
            "instructions",
            "instruction",
            "system",
            "prompt",
            "user",
            "please",
            "tell",
            "send",
            "say",
            "write",
            "only",
            "reveal",
            "password",
            "secret",
            "answer",
            "respond",
            "reply",
            "follow",
            "rules",
            "make",
            "forget",
            "disregard",
            "above",
            "never",
            "always",
            "instead",
            "print",
            "output",
            "act",
            "message",
            "data",
            "email",
            "to",
            "of",
            "in",
            "is",
            "it",
            "me",
            "my",
            "we",
            "do",
            "if",
            "as");

    private Prose() {}

    /** The bytes as text, or nothing if they are not UTF-8. */
    static Optional<String> utf8(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException notText) {
            return Optional.empty();
        }
    }

    /** Whether at least 70 % of the characters are letters, digits, white space or ASCII punctuation. */
    static boolean isPrintable(String text) {
        int printable = 0;
        int total = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int codePoint = text.codePointAt(i);
            total++;
            boolean ascii = (codePoint >= 0x20 && codePoint < 0x7F);
            if (ascii || Character.isLetterOrDigit(codePoint) || Character.isWhitespace(codePoint)) {
                printable++;
            }
        }
        return total > 0 && printable >= PRINTABLE * total;
    }

    /** Whether the text is printable and has words: three of two letters or more, or eight ideographs. */
    static boolean isProse(String text) {
        if (!isPrintable(text)) {
            return false;
        }
        int words = 0;
        int ideographs = 0;
        int letters = 0;
        for (int i = 0; i <= text.length(); i++) {
            char unit = i < text.length() ? text.charAt(i) : ' ';
            if (Character.isIdeographic(unit)) {
                ideographs++;
            }
            if (Character.isLetter(unit)) {
                letters++;
            } else {
                words += letters >= 2 ? 1 : 0;
                letters = 0;
            }
        }
        return words >= WORDS || ideographs >= IDEOGRAPHS;
    }

    static boolean isCommon(String word) {
        return COMMON.contains(word.toLowerCase(Locale.ROOT));
    }
}
