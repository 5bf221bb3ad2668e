package dev.weir.benchmarks.quality;

import static java.util.Objects.requireNonNull;

import dev.weir.models.detect.Channel;
import dev.weir.models.detect.Span;
import org.jspecify.annotations.Nullable;

/**
 * A labelled text.
 *
 * @param id unique within its source
 * @param group what it is counted under
 * @param text the text
 * @param span where the attack stands, in UTF-16 code units of the text; null if that is not known
 * @param keys what it shares with other examples
 */
record Example(
        String id, Group group, String text, @Nullable Span span, Keys keys) {

    /** Checks that the span lies in the text. */
    Example {
        requireNonNull(id, "id is null");
        requireNonNull(group, "group is null");
        requireNonNull(text, "text is null");
        requireNonNull(keys, "keys is null");
        if (span != null && span.end() > text.length()) {
            throw new IllegalArgumentException(
                    "span must end at or before " + text.length() + ", the end of the text, got " + span.end());
        }
    }

    /**
     * What an example is counted under.
     *
     * @param source the data set
     * @param kind its kind in that set
     * @param role what it is there to show
     * @param family the way of attack or of writing, empty if not stated
     * @param lang language tag, empty if not stated
     * @param channel where in a document it is meant to stand
     */
    record Group(String source, String kind, Role role, String family, String lang, Channel channel) {}

    /**
     * What examples may share, so that they are not independent of one another.
     *
     * @param payload the attack, or the example itself
     * @param carrier the text around the attack, or the document of a harmless text
     * @param document the document it is a chunk of, or the example itself
     */
    record Keys(String payload, String carrier, String document) {}
}
