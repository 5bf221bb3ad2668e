package dev.weir.ingest.verdict;

import static java.util.Objects.requireNonNull;

import dev.weir.models.calibration.Risk;
import dev.weir.models.detect.Channel;

/**
 * What screening says of one whole layer of a document.
 *
 * @param risk at the policy's operating point, accepted findings left out
 */
public record ScreenedLayer(String location, Channel channel, Risk risk) {
    public ScreenedLayer {
        requireNonNull(location, "location is null");
        requireNonNull(channel, "channel is null");
        requireNonNull(risk, "risk is null");
    }
}
