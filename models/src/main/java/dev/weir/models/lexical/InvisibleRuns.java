package dev.weir.models.lexical;

import java.util.ArrayList;
import java.util.List;

/** Finds the runs of invisible characters in a text and leaves out those that its writing system needs. */
final class InvisibleRuns {

    private static final int NONE = -1;

    private InvisibleRuns() {}

    /** What a run consists of, most telling first. */
    enum Kind {
        TAGS,
        SELECTORS,
        ZERO_WIDTH,
        SOFT_HYPHEN,
        BIDI_OVERRIDE,
        BIDI_MARK,
        FILLER,
        OTHER
    }

    /**
     * Consecutive invisible characters without a legitimate use where they stand.
     *
     * @param kind what they are
     * @param start first code unit
     * @param end code unit after the last one
     * @param characters the characters
     * @param splitsWord whether Latin letters stand on both sides
     */
    record Run(Kind kind, int start, int end, String characters, boolean splitsWord) {

        int count() {
            return characters.codePointCount(0, characters.length());
        }
    }

    static List<Run> find(String text) {
        List<Run> runs = new ArrayList<>();
        int before = NONE;
        int index = 0;
        while (index < text.length()) {
            int codePoint = text.codePointAt(index);
            if (!Invisibles.isInvisible(codePoint)) {
                before = codePoint;
                index += Character.charCount(codePoint);
                continue;
            }
            int start = index;
            while (index < text.length() && Invisibles.isInvisible(text.codePointAt(index))) {
                index += Character.charCount(text.codePointAt(index));
            }
            int after = index < text.length() ? text.codePointAt(index) : NONE;
            String characters = text.substring(start, index);
            if (!isControlOnly(characters) && !LegitimateInvisibles.isLegitimate(text, start, index, before, after)) {
                runs.add(new Run(kind(characters), start, index, characters, isLatin(before) && isLatin(after)));
            }
        }
        return runs;
    }

    // Control codes are noise of broken extraction; they are removed before matching and carry no message.
    private static boolean isControlOnly(String characters) {
        return characters.chars().allMatch(unit -> unit < 0xA0);
    }

    /** The most telling kind among the characters. */
    private static Kind kind(String characters) {
        return characters.codePoints().mapToObj(InvisibleRuns::kind).reduce(Kind.OTHER, InvisibleRuns::moreTelling);
    }

    private static Kind moreTelling(Kind one, Kind other) {
        return one.compareTo(other) <= 0 ? one : other;
    }

    private static Kind kind(int codePoint) {
        if (Invisibles.isTag(codePoint)) {
            return Kind.TAGS;
        }
        if (Invisibles.isVariationSelector(codePoint)) {
            return Kind.SELECTORS;
        }
        if (Invisibles.isZeroWidth(codePoint)) {
            return Kind.ZERO_WIDTH;
        }
        if (codePoint == Invisibles.SOFT_HYPHEN) {
            return Kind.SOFT_HYPHEN;
        }
        if (Invisibles.isBidiOverride(codePoint)) {
            return Kind.BIDI_OVERRIDE;
        }
        if (Invisibles.isBidiControl(codePoint)) {
            return Kind.BIDI_MARK;
        }
        return Invisibles.isFiller(codePoint) ? Kind.FILLER : Kind.OTHER;
    }

    private static boolean isLatin(int codePoint) {
        return codePoint != NONE && Character.UnicodeScript.of(codePoint) == Character.UnicodeScript.LATIN;
    }
}
