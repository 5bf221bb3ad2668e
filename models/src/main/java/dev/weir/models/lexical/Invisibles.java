package dev.weir.models.lexical;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;

/** Which characters take part in a text without being shown. */
final class Invisibles {

    static final int ZWSP = 0x200B;
    static final int ZWNJ = 0x200C;
    static final int ZWJ = 0x200D;
    static final int WORD_JOINER = 0x2060;
    static final int BOM = 0xFEFF;
    static final int GRAPHEME_JOINER = 0x034F;
    static final int SOFT_HYPHEN = 0x00AD;
    static final char RIGHT_TO_LEFT_OVERRIDE = 0x202E;
    static final char POP_DIRECTION = 0x202C;
    static final int BLACK_FLAG = 0x1F3F4;
    static final int TAG_END = 0xE007F;

    private Invisibles() {}

    /** Default-ignorable characters, bidi controls, annotation marks and control codes other than white space. */
    static boolean isInvisible(int codePoint) {
        if (codePoint < 0x80) {
            return codePoint < 0x20 ? !Character.isWhitespace(codePoint) : codePoint == 0x7F;
        }
        if (codePoint < 0xAD) {
            return codePoint < 0xA0 && codePoint != 0x85;
        }
        return UCharacter.hasBinaryProperty(codePoint, UProperty.DEFAULT_IGNORABLE_CODE_POINT)
                || isBidiControl(codePoint)
                || (codePoint >= 0xFFF9 && codePoint <= 0xFFFB);
    }

    static boolean isTag(int codePoint) {
        return codePoint >= 0xE0000 && codePoint <= TAG_END;
    }

    static boolean isVariationSelector(int codePoint) {
        return (codePoint >= 0xFE00 && codePoint <= 0xFE0F) || (codePoint >= 0xE0100 && codePoint <= 0xE01EF);
    }

    /** The byte a variation selector can carry: 16 selectors in one block and 240 in the other. */
    static int selectorByte(int codePoint) {
        return codePoint <= 0xFE0F ? codePoint - 0xFE00 : codePoint - 0xE0100 + 16;
    }

    static boolean isBidiControl(int codePoint) {
        return codePoint == 0x061C
                || codePoint == 0x200E
                || codePoint == 0x200F
                || (codePoint >= 0x202A && codePoint <= 0x202E)
                || (codePoint >= 0x2066 && codePoint <= 0x2069);
    }

    static boolean isBidiOverride(int codePoint) {
        return codePoint == 0x202D || codePoint == 0x202E;
    }

    /** Characters without width that can carry bits between visible ones. */
    static boolean isZeroWidth(int codePoint) {
        return (codePoint >= ZWSP && codePoint <= ZWJ)
                || (codePoint >= WORD_JOINER && codePoint <= 0x2064)
                || codePoint == BOM
                || codePoint == 0x180E
                || codePoint == GRAPHEME_JOINER;
    }

    static boolean isFiller(int codePoint) {
        return codePoint == 0x115F || codePoint == 0x1160 || codePoint == 0x3164 || codePoint == 0xFFA0;
    }
}
