package dev.weir.models.detect;

import static java.util.Objects.requireNonNull;

/**
 * A text to be judged and the channel it came from. Any text is accepted, of any length and however
 * malformed: refusing hostile text is a detector's result, not an exception.
 *
 * @param text the text; offsets in findings are UTF-16 code units of it
 * @param channel where it stood in its document
 */
public record Passage(String text, Channel channel) {

    /** Checks that both are present. */
    public Passage {
        requireNonNull(text, "text is null");
        requireNonNull(channel, "channel is null");
    }

    /**
     * A passage of visible text.
     *
     * @param text the text
     * @return the passage in {@link Channel#BODY}
     */
    public static Passage body(String text) {
        return new Passage(text, Channel.BODY);
    }

    /** {@return whether the text has exactly one UTF-8 form: no unpaired surrogate and no NUL} */
    public boolean isWellFormed() {
        for (int i = 0; i < text.length(); i++) {
            char unit = text.charAt(i);
            if (unit == 0) {
                return false;
            }
            if (Character.isSurrogate(unit)) {
                if (!Character.isHighSurrogate(unit)
                        || i + 1 == text.length()
                        || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    /** {@return the channel and length only, so that a passage in a message reveals no text} */
    @Override
    public String toString() {
        return "Passage[" + channel.code() + ", " + text.length() + " code units]";
    }
}
