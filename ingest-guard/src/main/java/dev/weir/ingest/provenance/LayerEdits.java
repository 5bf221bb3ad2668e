package dev.weir.ingest.provenance;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.Origin;
import dev.weir.ingest.layout.Place;
import dev.weir.ingest.parse.Layer;
import dev.weir.models.detect.Channel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Takes credentials out of body text and puts what they are into other layers of the same part of the document. */
final class LayerEdits {
    private static final int MAX_PLACES = 1_000;

    private final List<Layer> layers;

    LayerEdits(List<Layer> layers) {
        this.layers = new ArrayList<>(layers);
    }

    List<Layer> layers() {
        return layers;
    }

    /** Replaces a layer by one without these runs; a layer that was nothing else is dropped. */
    void cut(Layer layer, List<Wrapper> wrappers) {
        StringBuilder text = new StringBuilder();
        List<Origin> origins = new ArrayList<>();
        int from = 0;
        for (Wrapper wrapper : wrappers) {
            keep(layer, from, wrapper.start(), text, origins);
            from = wrapper.end();
        }
        keep(layer, from, layer.text().length(), text, origins);
        int index = layers.indexOf(layer);
        if (text.toString().isBlank()) {
            layers.remove(index);
        } else {
            layers.set(index, new Layer(layer.channel(), layer.location(), text.toString(), origins));
        }
    }

    private static void keep(Layer layer, int start, int end, StringBuilder text, List<Origin> origins) {
        int shift = text.length() - start;
        for (Origin origin : layer.originsAt(start, end)) {
            int first = Math.max(origin.start(), start);
            int last = Math.min(origin.end(), end);
            if (first < last) {
                origins.add(new Origin(first + shift, last + shift, origin.place(), origin.concealments()));
            }
        }
        text.append(layer.text(), start, end);
    }

    /** Adds the runs, and what they could say, to the text that readers do not see, with the places where they stood. */
    void hide(Layer layer, List<Wrapper> wrappers) {
        StringBuilder text = new StringBuilder();
        List<Origin> origins = new ArrayList<>();
        int line = 1;
        int counted = 0;
        for (Wrapper wrapper : wrappers) {
            line += lines(layer.text(), counted, wrapper.start());
            counted = wrapper.start();
            int start = text.length();
            text.append(wrapper.characters(layer.text())).append('\n').append(wrapper.words());
            if (origins.size() < MAX_PLACES) {
                Place place = placeOf(layer, wrapper).orElse(new Place.Line(line));
                origins.add(new Origin(start, text.length(), place, Set.of(Concealment.INVISIBLE_CHARACTERS)));
            }
            text.append('\n');
        }
        add(layer.location(), Channel.HIDDEN, text.toString(), origins);
    }

    /** Adds the words of a manifest to the properties. */
    void describe(Layer layer, Wrapper wrapper) {
        String words = wrapper.words();
        if (!words.isBlank()) {
            Place place = placeOf(layer, wrapper)
                    .orElseGet(() -> new Place.Line(1 + lines(layer.text(), 0, wrapper.start())));
            Origin origin = new Origin(0, words.length(), place, Set.of(Concealment.METADATA));
            add(layer.location(), Channel.METADATA, words, List.of(origin));
        }
    }

    private static Optional<Place> placeOf(Layer layer, Wrapper wrapper) {
        return layer.originsAt(wrapper.start(), wrapper.end()).stream()
                .findFirst()
                .map(Origin::place);
    }

    private static int lines(String text, int start, int end) {
        return (int)
                text.substring(start, end).chars().filter(unit -> unit == '\n').count();
    }

    /** Behind the text of the same part and channel, or as a layer of its own behind the others of that part. */
    private void add(String location, Channel channel, String text, List<Origin> origins) {
        int last = layers.size() - 1;
        for (int i = 0; i < layers.size(); i++) {
            Layer layer = layers.get(i);
            if (layer.location().equals(location)) {
                last = i;
                if (layer.channel() == channel) {
                    layers.set(i, joined(layer, text, origins));
                    return;
                }
            }
        }
        layers.add(last + 1, new Layer(channel, location, text, origins));
    }

    private static Layer joined(Layer layer, String text, List<Origin> origins) {
        String before = layer.text() + '\n';
        int shift = before.length();
        List<Origin> all = new ArrayList<>(layer.origins());
        origins.forEach(origin -> all.add(
                new Origin(origin.start() + shift, origin.end() + shift, origin.place(), origin.concealments())));
        return new Layer(layer.channel(), layer.location(), before + text, all);
    }
}
