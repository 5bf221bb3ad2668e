package dev.weir.models.onnx;

/** Converts offsets in code points, which tokenizers count in, to UTF-16 code units. */
final class CodePointOffsets {

    private static final int[] SAME = {};

    private final int[] utf16;

    private CodePointOffsets(int[] utf16) {
        this.utf16 = utf16;
    }

    static CodePointOffsets of(String text) {
        int codePoints = text.codePointCount(0, text.length());
        if (codePoints == text.length()) {
            return new CodePointOffsets(SAME);
        }
        int[] utf16 = new int[codePoints + 1];
        int unit = 0;
        for (int i = 0; i < codePoints; i++) {
            utf16[i] = unit;
            unit += Character.charCount(text.codePointAt(unit));
        }
        utf16[codePoints] = unit;
        return new CodePointOffsets(utf16);
    }

    int toUtf16(int codePoint) {
        return utf16.length == 0 ? codePoint : utf16[codePoint];
    }
}
