package dev.weir.models.lexical;

/** Looks for right-to-left letters around a direction mark. */
final class RightToLeft {

    /** Marks stand beside the text they direct; a bound keeps long lines full of marks cheap. */
    private static final int REACH = 200;

    private RightToLeft() {}

    static boolean isNear(String text, int at) {
        int from = Math.max(0, at - REACH);
        int to = Math.min(text.length(), at + REACH);
        for (int i = from; i < to; i++) {
            byte direction = Character.getDirectionality(text.charAt(i));
            boolean isMark = Invisibles.isBidiControl(text.charAt(i));
            if (!isMark
                    && (direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                            || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC)) {
                return true;
            }
        }
        return false;
    }
}
