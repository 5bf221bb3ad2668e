package dev.weir.ingest.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.ingest.layout.Origin;
import dev.weir.ingest.layout.Place;
import dev.weir.models.detect.Channel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LayerOriginsTest {

    private static final String TEXT = "x".repeat(200);

    @Property
    void originsAtWhenSearchedThenAsByLookingAtEach(
            @ForAll @Size(max = 20) List<@IntRange(min = 0, max = 4) Integer> gaps,
            @ForAll @IntRange(max = 200) int start,
            @ForAll @IntRange(max = 20) int length) {
        List<Origin> origins = new ArrayList<>();
        int at = 0;
        for (int gap : gaps) {
            origins.add(origin(at + gap, at + gap + 1 + gap % 3));
            at = origins.getLast().end();
        }
        Layer layer = new Layer(Channel.BODY, "/", TEXT, origins);
        int end = start + length;
        assertThat(layer.originsAt(start, end))
                .isEqualTo(origins.stream()
                        .filter(origin -> origin.start() < end && origin.end() > start)
                        .toList());
    }

    @Test
    void layerWhenOriginsOverlapThenRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Layer(Channel.BODY, "/", TEXT, List.of(origin(0, 3), origin(2, 4))));
    }

    @Test
    void layerWhenAnOriginEndsBehindTheTextThenRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Layer(Channel.BODY, "/", TEXT, List.of(origin(0, 201))));
    }

    private static Origin origin(int start, int end) {
        return new Origin(start, end, new Place.Line(1), Set.of());
    }
}
