package dev.weir.models.detect;

import java.util.Optional;

/** Where in a document a passage stood, which decides how surprising instructions are there. */
public enum Channel {
    /** Text a reader of the rendered document sees. */
    BODY("body"),
    /** Text the document carries but does not show. */
    HIDDEN("hidden"),
    /** Properties, names and headers of the document. */
    METADATA("metadata"),
    /** Comments, notes and annotations. */
    COMMENT("comment"),
    /** Descriptions that stand in for pictures. */
    ALT_TEXT("alt-text"),
    /** Text that Weir decoded out of another passage. */
    DECODED("decoded");

    private final String code;

    Channel(String code) {
        this.code = code;
    }

    /** {@return the stable name used in output and in model cards} */
    public String code() {
        return code;
    }

    /**
     * Finds a channel by its stable name.
     *
     * @param code a name as returned by {@link #code()}
     * @return the channel, or empty if no channel has this name
     */
    public static Optional<Channel> ofCode(String code) {
        for (Channel channel : values()) {
            if (channel.code.equals(code)) {
                return Optional.of(channel);
            }
        }
        return Optional.empty();
    }
}
