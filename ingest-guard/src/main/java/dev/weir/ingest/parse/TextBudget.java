package dev.weir.ingest.parse;

/** How much text, and how many places of it, one document may still give. */
final class TextBudget {

    /** Each takes about forty bytes of an answer. */
    static final int MAX_ORIGINS = 400_000;

    private long charsLeft;
    private int originsLeft = MAX_ORIGINS;

    TextBudget(long maxChars) {
        this.charsLeft = maxChars;
    }

    /** {@return how many of so many code units may be kept} */
    int take(int chars) {
        int taken = (int) Math.min(chars, charsLeft);
        charsLeft -= taken;
        return taken;
    }

    /** {@return whether one more place may be kept} */
    boolean takeOrigin() {
        originsLeft--;
        return originsLeft >= 0;
    }

    boolean isUsedUp() {
        return charsLeft == 0;
    }
}
