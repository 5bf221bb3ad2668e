package dev.weir.ingest.layout.data;

import dev.weir.ingest.layout.Place;
import dev.weir.ingest.layout.TextSink;
import dev.weir.models.detect.Channel;
import java.util.Set;

/** Reads text that is no data, line by line, as it stands. */
final class PlainLines {

    private PlainLines() {}

    /** Reads from an offset to the end. */
    static void read(String text, int from, TextSink sink) {
        int line = 1;
        for (int i = 0; i < from; i++) {
            line += text.charAt(i) == '\n' ? 1 : 0;
        }
        int start = from;
        while (start < text.length() && !sink.isFull()) {
            int next = text.indexOf('\n', start);
            int end = next < 0 ? text.length() : next + 1;
            String own = text.substring(start, end);
            if (!own.isBlank()) {
                sink.text(Channel.BODY, own, new Place.Line(line), Set.of());
            } else if (next >= 0) {
                sink.newLine(Channel.BODY);
            }
            start = end;
            line++;
        }
    }
}
