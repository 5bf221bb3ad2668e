package dev.weir.ingest;

import dev.weir.ingest.parse.Layer;
import dev.weir.ingest.segment.Segment;
import dev.weir.models.Assessment;
import dev.weir.models.Screener;
import dev.weir.models.detect.Passage;
import dev.weir.models.detect.SideBySide;
import java.util.List;
import java.util.function.BiConsumer;

/** One layer and the segments that were cut from it, in order. */
record CutLayer(Layer layer, List<Segment> segments) {

    /** Judges layers whole, side by side where that is possible, and hands them over in their order. */
    static void eachAssessed(List<CutLayer> layers, Screener screener, BiConsumer<CutLayer, Assessment> screen) {
        try (SideBySide<Passage, Assessment> looks =
                SideBySide.begin(layers.stream().map(CutLayer::passage), screener::assess)) {
            for (CutLayer layer : layers) {
                screen.accept(layer, looks.get(layer.passage()));
            }
        }
    }

    private Passage passage() {
        return new Passage(layer.text(), layer.channel());
    }
}
