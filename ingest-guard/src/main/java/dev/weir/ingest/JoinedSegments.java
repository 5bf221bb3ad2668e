package dev.weir.ingest;

import java.util.ArrayList;
import java.util.List;

/**
 * Segments put together again as the text they were cut from, so that a payload across a cut is seen. Where a segment begins
 * as the one before ends, the two overlap; elsewhere there is a line break between them.
 */
final class JoinedSegments {
    /** Fewer characters in common are a coincidence. */
    private static final int LEAST_OVERLAP = 8;

    private JoinedSegments() {}

    /** @throws IllegalArgumentException if a segment is longer than Weir indexes */
    static ExternalText of(List<String> segments) {
        StringBuilder body = new StringBuilder();
        List<ReadyChunk> chunks = new ArrayList<>();
        String before = "";
        for (String segment : segments) {
            int overlap = overlap(before, segment);
            if (overlap == 0 && !chunks.isEmpty()) {
                body.append('\n');
            }
            int start = body.length() - overlap;
            body.append(segment, overlap, segment.length());
            chunks.add(new ReadyChunk(segment, start, body.length()));
            before = segment;
        }
        return ExternalText.of(body.toString(), chunks);
    }

    /** How many characters end the one and begin the other; never the whole of either. */
    private static int overlap(String before, String next) {
        int most = Math.min(before.length(), next.length()) - 1;
        for (int length = most; length >= LEAST_OVERLAP; length--) {
            if (before.regionMatches(before.length() - length, next, 0, length)
                    && !Character.isLowSurrogate(next.charAt(0))
                    && !cutsPair(next, length)) {
                return length;
            }
        }
        return 0;
    }

    private static boolean cutsPair(String text, int at) {
        return Character.isLowSurrogate(text.charAt(at)) && Character.isHighSurrogate(text.charAt(at - 1));
    }
}
