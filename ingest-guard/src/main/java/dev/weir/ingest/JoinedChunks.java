package dev.weir.ingest;

import dev.weir.ingest.parse.Layer;
import dev.weir.ingest.segment.Segment;
import dev.weir.models.detect.Channel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A document's sealed chunks put together again as layers, one for each location, as far as they are in the index. Chunks
 * that met stand side by side, so that a payload across a cut is seen; between others there is a line.
 */
final class JoinedChunks {
    private final List<CutLayer> layers = new ArrayList<>();
    private int ordinal;

    /** @param chunks in the order of their ordinals */
    JoinedChunks(List<SealedText> chunks) {
        Map<String, List<SealedText>> byLocation = new LinkedHashMap<>();
        for (SealedText chunk : chunks) {
            byLocation
                    .computeIfAbsent(chunk.location(), location -> new ArrayList<>())
                    .add(chunk);
        }
        byLocation.values().forEach(this::join);
    }

    List<CutLayer> layers() {
        return layers;
    }

    private void join(List<SealedText> chunks) {
        // A seal's location may be of another making than a layer's: the layer gets a number.
        String location = "/" + layers.size();
        StringBuilder text = new StringBuilder();
        List<Segment> segments = new ArrayList<>();
        int end = chunks.getFirst().start();
        for (SealedText chunk : chunks) {
            if (chunk.start() != end) {
                text.append('\n');
            }
            cut(chunk.text(), text.length(), location, segments);
            text.append(chunk.text());
            end = chunk.end();
        }
        if (!segments.isEmpty()) {
            layers.add(new CutLayer(new Layer(Channel.BODY, location, text.toString()), segments));
        }
    }

    /** A chunk is one segment, unless somebody else cut it longer than segments are. */
    private void cut(String text, int offset, String location, List<Segment> segments) {
        int start = 0;
        while (start < text.length()) {
            int end = Math.min(text.length(), start + Segment.MAX_LENGTH);
            if (end < text.length() && Character.isLowSurrogate(text.charAt(end))) {
                end--;
            }
            String piece = text.substring(start, end);
            if (!piece.isBlank()) {
                segments.add(new Segment(ordinal++, location, piece, offset + start, offset + end));
            }
            start = end;
        }
    }
}
