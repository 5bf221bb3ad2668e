package dev.weir.ingest.parse;

import dev.weir.models.detect.Channel;
import dev.weir.models.detect.Gap;
import dev.weir.models.detect.GapCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Holds text that somebody else extracted to the rules of text that was read here. Stateless. */
public final class ExternalParser {
    private ExternalParser() {}

    /**
     * The document that this text is taken for: one layer a channel, all of it at {@code /}. Offsets stay what they are.
     *
     * @param sha256 digest of the text's byte form
     * @param text by channel
     * @param limits of which the one on text counts; text over it is not kept
     */
    public static ParsedDocument parse(String sha256, Map<Channel, String> text, DocumentLimits limits) {
        List<Layer> layers = new ArrayList<>();
        List<Gap> gaps = new ArrayList<>();
        long left = limits.outputChars().value();
        for (Channel channel : Channel.values()) {
            String raw = text.getOrDefault(channel, "");
            left -= raw.length();
            String repaired = WellFormed.repair(raw);
            if (!repaired.equals(raw)) {
                gaps.add(new Gap(GapCode.MALFORMED_TEXT, Locations.ROOT, "replaced in " + channel.code()));
            }
            if (!repaired.isBlank()) {
                layers.add(new Layer(channel, Locations.ROOT, repaired));
            }
        }
        if (left < 0) {
            layers.clear();
            gaps.add(new Gap(GapCode.LIMIT_OUTPUT, Locations.ROOT, "nothing was kept"));
        } else if (layers.stream().noneMatch(layer -> layer.channel() == Channel.BODY)) {
            gaps.add(new Gap(GapCode.NO_TEXT, Locations.ROOT, ""));
        }
        return new ParsedDocument(sha256, "text/plain", layers, gaps, Map.of());
    }
}
