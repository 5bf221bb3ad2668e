package dev.weir.ingest.parse;

/** Text that has exactly one UTF-8 form and no NUL, which is what a seal can bind and a store can hold. */
final class WellFormed {

    private static final char REPLACEMENT = '\uFFFD';

    private WellFormed() {}

    static boolean is(String text) {
        return firstFault(text, 0) == text.length();
    }

    /** The text with each NUL and each lone surrogate replaced by U+FFFD; the same instance if there is none. */
    static String repair(String text) {
        int fault = firstFault(text, 0);
        if (fault == text.length()) {
            return text;
        }
        StringBuilder repaired = new StringBuilder(text);
        while (fault < text.length()) {
            repaired.setCharAt(fault, REPLACEMENT);
            fault = firstFault(text, fault + 1);
        }
        return repaired.toString();
    }

    private static int firstFault(String text, int from) {
        int length = text.length();
        for (int i = from; i < length; i++) {
            char unit = text.charAt(i);
            if (unit == 0) {
                return i;
            }
            if (Character.isSurrogate(unit)) {
                boolean paired = Character.isHighSurrogate(unit)
                        && i + 1 < length
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!paired) {
                    return i;
                }
                i++;
            }
        }
        return length;
    }
}
