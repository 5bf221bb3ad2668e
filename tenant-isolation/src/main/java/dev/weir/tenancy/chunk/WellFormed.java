package dev.weir.tenancy.chunk;

/** What Weir calls well-formed text: Unicode scalar values other than NUL. Such text has exactly one UTF-8 form. */
public final class WellFormed {
    private WellFormed() {}

    /** The index of the first NUL or lone surrogate, or -1 if there is none. */
    public static int firstFault(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\0' || Character.isLowSurrogate(c)) {
                return i;
            }
            if (Character.isHighSurrogate(c)) {
                if (i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return i;
                }
                i++;
            }
        }
        return -1;
    }

    /**
     * {@code text} itself.
     *
     * @param what named in the message
     * @throws IllegalArgumentException if it holds a NUL or a lone surrogate; the message gives the index
     */
    public static String require(String text, String what) {
        int fault = firstFault(text);
        if (fault >= 0) {
            throw new IllegalArgumentException(what + " holds a NUL or a lone surrogate at index " + fault);
        }
        return text;
    }

    static String requireName(String text, int max, String what) {
        if (text.isEmpty() || text.length() > max) {
            throw new IllegalArgumentException(what + " must have 1-" + max + " characters, got " + text.length());
        }
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            int type = Character.getType(point);
            if (type == Character.CONTROL
                    || type == Character.FORMAT
                    || type == Character.SURROGATE
                    || type == Character.LINE_SEPARATOR
                    || type == Character.PARAGRAPH_SEPARATOR) {
                throw new IllegalArgumentException(what + " holds a control or format character at index " + i);
            }
            i += Character.charCount(point);
        }
        return text;
    }
}
