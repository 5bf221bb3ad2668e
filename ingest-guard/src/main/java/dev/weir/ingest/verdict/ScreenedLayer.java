package dev.weir.ingest.verdict;

import static java.util.Objects.requireNonNull;

import dev.weir.ingest.layout.Concealment;
import dev.weir.models.calibration.Risk;
import dev.weir.models.detect.Channel;
import java.util.Set;

/**
 * What screening says of one whole layer of a document.
 *
 * @param risk at the policy's operating point, accepted findings left out
 * @param concealments every reason why a reader does not see some of it
 */
public record ScreenedLayer(String location, Channel channel, Risk risk, Set<Concealment> concealments) {
    public ScreenedLayer {
        requireNonNull(location, "location is null");
        requireNonNull(channel, "channel is null");
        requireNonNull(risk, "risk is null");
        concealments = Set.copyOf(concealments);
    }

    /** Whether some of it says something else than what a reader sees in its place. */
    public boolean contradictsVisible() {
        return concealments.stream().anyMatch(Concealment::contradicts);
    }
}
