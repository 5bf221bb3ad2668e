package dev.weir.ingest;

import dev.weir.ingest.segment.Segment;
import dev.weir.models.detect.Channel;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Text that somebody else extracted from a document, and the chunks they cut it into, if they did. It is screened whole,
 * every channel of it, and judged like text that was read here; seals call its pipeline {@code external}.
 *
 * <p>Nothing but the text is taken from the caller. Text that they left out cannot be screened, so what was hidden in the
 * document and not extracted is neither found nor indexed.
 *
 * @param text by channel; only the body is indexed. A NUL or a lone surrogate is a gap that holds the document
 * @param chunks pieces of the body that are indexed instead of those Weir would cut, each beginning behind the one before;
 *     they may overlap and leave text out. Empty to have Weir cut the body
 */
public record ExternalText(Map<Channel, String> text, List<ReadyChunk> chunks) implements Content {
    /** @throws IllegalArgumentException if a channel is {@link Channel#DECODED}, or a chunk is not a piece of the body */
    public ExternalText {
        text = text.isEmpty() ? Map.of() : Collections.unmodifiableMap(new EnumMap<>(text));
        chunks = List.copyOf(chunks);
        if (text.containsKey(Channel.DECODED)) {
            throw new IllegalArgumentException("text must not be decoded: submit it as it stood in the document");
        }
        requireCut(text.getOrDefault(Channel.BODY, ""), chunks);
    }

    /** Body text that Weir cuts. */
    public static ExternalText of(String body) {
        return new ExternalText(Map.of(Channel.BODY, body), List.of());
    }

    /** Body text and the chunks it was cut into. */
    public static ExternalText of(String body, List<ReadyChunk> chunks) {
        return new ExternalText(Map.of(Channel.BODY, body), chunks);
    }

    /**
     * Segments put together again as the text they were cut from, so that a payload across a cut is seen. Where a segment
     * begins as the one before ends, the two overlap; elsewhere there is a line break between them.
     *
     * @throws IllegalArgumentException if a segment is longer than Weir indexes
     */
    public static ExternalText joined(List<String> segments) {
        return JoinedSegments.of(segments);
    }

    private static void requireCut(String body, List<ReadyChunk> chunks) {
        int last = -1;
        for (int i = 0; i < chunks.size(); i++) {
            ReadyChunk chunk = chunks.get(i);
            int start = chunk.start();
            int end = chunk.end();
            if (start < 0 || start >= end || end > body.length()) {
                throw new IllegalArgumentException("chunk " + i + ": offsets must be 0 <= start < end <= "
                        + body.length() + ", got " + start + " and " + end);
            }
            if (start <= last) {
                throw new IllegalArgumentException(
                        "chunk " + i + ": must begin behind " + last + ", where the one before begins, got " + start);
            }
            if (chunk.text().length() != end - start || !body.startsWith(chunk.text(), start)) {
                throw new IllegalArgumentException(
                        "chunk " + i + ": its text is not what the body says from " + start + " to " + end);
            }
            if (chunk.text().isBlank() || chunk.text().length() > Segment.MAX_LENGTH) {
                throw new IllegalArgumentException("chunk " + i + ": must have 1 to " + Segment.MAX_LENGTH
                        + " code units and not be blank, got " + chunk.text().length());
            }
            if (cutsPair(body, start) || cutsPair(body, end)) {
                throw new IllegalArgumentException("chunk " + i + ": must not be cut inside a surrogate pair");
            }
            last = start;
        }
    }

    private static boolean cutsPair(String body, int at) {
        return at > 0
                && at < body.length()
                && Character.isHighSurrogate(body.charAt(at - 1))
                && Character.isLowSurrogate(body.charAt(at));
    }

    /** Channels, lengths and the number of chunks; no text. */
    @Override
    public String toString() {
        StringBuilder sizes = new StringBuilder("ExternalText[");
        text.forEach((channel, said) ->
                sizes.append(channel.code()).append(' ').append(said.length()).append(", "));
        return sizes.append(chunks.size()).append(" chunks]").toString();
    }
}
