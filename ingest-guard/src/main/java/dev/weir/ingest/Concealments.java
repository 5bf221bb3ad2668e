package dev.weir.ingest;

import static java.util.Objects.requireNonNull;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.Origin;
import dev.weir.ingest.parse.Layer;
import dev.weir.models.detect.Channel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Text of a document that a reader does not see and that is therefore kept from the index. It was screened all the same.
 *
 * @param first the first {@link #MAX_STRETCHES} stretches, in document order
 * @param counts how many stretches there are of each reason; one with two reasons counts for both
 */
public record Concealments(List<Stretch> first, Map<Concealment, Integer> counts) {
    /** The most stretches that a report names one by one. */
    public static final int MAX_STRETCHES = 200;

    public Concealments {
        first = List.copyOf(first);
        counts = Collections.unmodifiableMap(new TreeMap<>(counts));
    }

    /**
     * One stretch.
     *
     * @param location of the layer it is in
     * @param channel of that layer
     * @param origin its range in the layer's text, its place in the document and why it is not seen
     */
    public record Stretch(String location, Channel channel, Origin origin) {
        public Stretch {
            requireNonNull(location, "location is null");
            requireNonNull(channel, "channel is null");
            requireNonNull(origin, "origin is null");
        }
    }

    /** Of the hidden layers; comments, properties and descriptions are where readers look for them. */
    static Concealments of(List<Layer> layers) {
        List<Stretch> first = new ArrayList<>();
        Map<Concealment, Integer> counts = new TreeMap<>();
        for (Layer layer : layers) {
            if (layer.channel() != Channel.HIDDEN) {
                continue;
            }
            for (Origin origin : layer.origins()) {
                origin.concealments().forEach(reason -> counts.merge(reason, 1, Integer::sum));
                if (first.size() < MAX_STRETCHES) {
                    first.add(new Stretch(layer.location(), layer.channel(), origin));
                }
            }
        }
        return new Concealments(first, counts);
    }
}
