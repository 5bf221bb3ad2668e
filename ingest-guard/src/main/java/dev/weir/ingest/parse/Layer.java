package dev.weir.ingest.parse;

import static java.util.Objects.requireNonNull;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.Origin;
import dev.weir.models.detect.Channel;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The text of one document, or of one document embedded in it, that came through one channel.
 *
 * @param channel how a reader of the rendered document meets this text
 * @param location which document: {@code /} for the one handed in, {@code /3/7} for the seventh embedded document, which
 *     lies in the third; numbers only, so that a location never carries document text
 * @param text well-formed Unicode without NUL, never blank; offsets into it are UTF-16 code units
 * @param origins where its stretches came from and whether a reader sees them, in the order of the text, without overlap; a
 *     stretch that none covers is of unknown origin
 */
public record Layer(Channel channel, String location, String text, List<Origin> origins) {

    /**
     * Checks the text.
     *
     * @throws IllegalArgumentException if the text is blank, holds NUL or a lone surrogate, the location is not a path of
     *     numbers, or the origins are not in order within the text
     */
    public Layer {
        requireNonNull(channel, "channel is null");
        requireNonNull(location, "location is null");
        requireNonNull(text, "text is null");
        if (!Locations.isValid(location)) {
            throw new IllegalArgumentException(
                    "location must be / or a path of numbers, got one of length " + location.length());
        }
        if (text.isBlank()) {
            throw new IllegalArgumentException("text must not be blank");
        }
        if (!WellFormed.is(text)) {
            throw new IllegalArgumentException("text must be well-formed Unicode without NUL");
        }
        origins = List.copyOf(origins);
        Origin.requireOrder(origins, text.length());
    }

    /** Text of unknown origin. */
    public Layer(Channel channel, String location, String text) {
        this(channel, location, text, List.of());
    }

    /** Every reason why a reader does not see some of the text. */
    public Set<Concealment> concealments() {
        Set<Concealment> reasons = EnumSet.noneOf(Concealment.class);
        origins.forEach(origin -> reasons.addAll(origin.concealments()));
        return reasons;
    }

    /** The origins of the stretches that a range touches, found without a look at the others. */
    public List<Origin> originsAt(int start, int end) {
        int low = 0;
        int high = origins.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (origins.get(middle).end() > start) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        int stop = low;
        while (stop < origins.size() && origins.get(stop).start() < end) {
            stop++;
        }
        return origins.subList(low, stop);
    }
}
