package dev.weir.models.lexical;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Set;

/**
 * The uses that writing systems have for invisible characters: emoji sequences and presentation, joiners of
 * Arabic and Indic scripts, break opportunities of scripts without spaces, hyphenation, direction marks
 * beside right-to-left text, ideographic variants, the flags of England, Scotland and Wales, and one
 * byte-order mark at the start.
 */
final class LegitimateInvisibles {

    private static final Set<String> FLAGS = Set.of("gbeng", "gbsct", "gbwls");

    private static final Set<UnicodeScript> JOINING = EnumSet.of(
            UnicodeScript.ARABIC,
            UnicodeScript.SYRIAC,
            UnicodeScript.NKO,
            UnicodeScript.MANDAIC,
            UnicodeScript.MONGOLIAN,
            UnicodeScript.DEVANAGARI,
            UnicodeScript.BENGALI,
            UnicodeScript.GURMUKHI,
            UnicodeScript.GUJARATI,
            UnicodeScript.ORIYA,
            UnicodeScript.TAMIL,
            UnicodeScript.TELUGU,
            UnicodeScript.KANNADA,
            UnicodeScript.MALAYALAM,
            UnicodeScript.SINHALA,
            UnicodeScript.TIBETAN,
            UnicodeScript.MYANMAR,
            UnicodeScript.KHMER,
            UnicodeScript.BALINESE,
            UnicodeScript.JAVANESE);

    private static final Set<UnicodeScript> WITHOUT_SPACES = EnumSet.of(
            UnicodeScript.THAI,
            UnicodeScript.LAO,
            UnicodeScript.KHMER,
            UnicodeScript.MYANMAR,
            UnicodeScript.TIBETAN,
            UnicodeScript.HAN,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.HANGUL);

    /** Nearly all registered variants of ideographs come first; the rest of the block spells letters. */
    private static final int LAST_VARIANT = 0xE011F;

    private static final int FIRST_VARIANT = 0xFE00;
    private static final int TEXT_STYLE = 0xFE0E;

    private LegitimateInvisibles() {}

    /** Whether the run {@code [start, end)} between two visible characters (or -1) has a legitimate use. */
    static boolean isLegitimate(String text, int start, int end, int before, int after) {
        int first = text.codePointAt(start);
        int length = text.codePointCount(start, end);
        if (start == 0 && first == Invisibles.BOM) {
            return length == 1 || isLegitimate(text, 1, end, before, after);
        }
        if (before == Invisibles.BLACK_FLAG && Invisibles.isTag(first)) {
            return isFlag(text, start, end);
        }
        if (length == 1) {
            return isLegitimateAlone(text, first, start, end, before, after);
        }
        // Presentation selector, then joiner: the usual pair inside an emoji sequence.
        int second = text.codePointAt(start + Character.charCount(first));
        return length == 2
                && first == 0xFE0F
                && second == Invisibles.ZWJ
                && isPictographic(before)
                && isPictographic(after);
    }

    private static boolean isLegitimateAlone(String text, int codePoint, int start, int end, int before, int after) {
        if (Invisibles.isVariationSelector(codePoint)) {
            return acceptsSelector(before, codePoint);
        }
        if (codePoint == Invisibles.ZWJ && isPictographic(before) && isPictographic(after)) {
            return true;
        }
        if (codePoint == Invisibles.ZWJ || codePoint == Invisibles.ZWNJ) {
            return isOf(JOINING, before);
        }
        if (codePoint == Invisibles.ZWSP || codePoint == Invisibles.WORD_JOINER) {
            return isOf(WITHOUT_SPACES, before) || isOf(WITHOUT_SPACES, after);
        }
        if (codePoint == Invisibles.GRAPHEME_JOINER) {
            return after >= 0 && Character.getType(after) == Character.NON_SPACING_MARK;
        }
        if (codePoint == Invisibles.SOFT_HYPHEN) {
            return isInsideLongWord(text, start, end);
        }
        if (Invisibles.isBidiControl(codePoint)) {
            return !Invisibles.isBidiOverride(codePoint) && RightToLeft.isNear(text, start);
        }
        if (Invisibles.isFiller(codePoint)) {
            return isOf(EnumSet.of(UnicodeScript.HANGUL), before) || isOf(EnumSet.of(UnicodeScript.HANGUL), after);
        }
        return (codePoint >= 0x180B && codePoint <= 0x180F) && isOf(EnumSet.of(UnicodeScript.MONGOLIAN), before);
    }

    private static boolean isFlag(String text, int start, int end) {
        StringBuilder region = new StringBuilder();
        int[] tags = text.substring(start, end).codePoints().toArray();
        for (int i = 0; i < tags.length - 1; i++) {
            if (!Invisibles.isTag(tags[i])) {
                return false;
            }
            region.append((char) (tags[i] - 0xE0000));
        }
        return tags[tags.length - 1] == Invisibles.TAG_END && FLAGS.contains(region.toString());
    }

    private static boolean acceptsSelector(int before, int selector) {
        if (before < 0) {
            return false;
        }
        if (selector >= 0xE0100) {
            return selector <= LAST_VARIANT && UCharacter.hasBinaryProperty(before, UProperty.IDEOGRAPHIC);
        }
        int type = Character.getType(before);
        if (UCharacter.hasBinaryProperty(before, UProperty.EMOJI)) {
            return selector >= TEXT_STYLE || (selector == FIRST_VARIANT && Character.isDigit(before));
        }
        return UCharacter.hasBinaryProperty(before, UProperty.IDEOGRAPHIC)
                || type == Character.MATH_SYMBOL
                || type == Character.OTHER_SYMBOL
                || isOf(JOINING, before);
    }

    private static boolean isPictographic(int codePoint) {
        return codePoint >= 0
                && (UCharacter.hasBinaryProperty(codePoint, UProperty.EXTENDED_PICTOGRAPHIC)
                        || UCharacter.hasBinaryProperty(codePoint, UProperty.EMOJI_MODIFIER));
    }

    // Hyphenation leaves at least two letters on each side; splitting a word letter by letter does not.
    private static boolean isInsideLongWord(String text, int start, int softEnd) {
        int end = softEnd;
        while (end < text.length() && end - softEnd < 2 && (text.charAt(end) == '\r' || text.charAt(end) == '\n')) {
            end++;
        }
        return start >= 2
                && end + 1 < text.length()
                && Character.isLetter(text.charAt(start - 1))
                && Character.isLetter(text.charAt(start - 2))
                && Character.isLetter(text.charAt(end))
                && Character.isLetter(text.charAt(end + 1));
    }

    private static boolean isOf(Set<UnicodeScript> scripts, int codePoint) {
        return codePoint >= 0 && scripts.contains(UnicodeScript.of(codePoint));
    }
}
