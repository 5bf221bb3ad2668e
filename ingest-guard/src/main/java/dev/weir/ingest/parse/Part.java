package dev.weir.ingest.parse;

import dev.weir.models.detect.Channel;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.apache.tika.metadata.Metadata;

/** One document, or one document embedded in it, while it is being read. */
final class Part {

    private final String location;
    private final int depth;
    private final Map<Channel, StringBuilder> beside = new EnumMap<>(Channel.class);
    private final Set<String> links = new LinkedHashSet<>();
    private Metadata metadata = new Metadata();
    private String body = "";
    private boolean failed;

    Part(String location, int depth) {
        this.location = location;
        this.depth = depth;
    }

    String location() {
        return location;
    }

    int depth() {
        return depth;
    }

    /** Text that is not body text, one piece a line. */
    void add(Channel channel, String piece) {
        if (piece.isBlank()) {
            return;
        }
        StringBuilder text = beside.computeIfAbsent(channel, unused -> new StringBuilder());
        if (!text.isEmpty()) {
            text.append('\n');
        }
        text.append(piece.strip());
    }

    /** The target of a link; said again, or without words, it is left out. */
    void addLink(String target) {
        LinkText.of(target).ifPresent(links::add);
    }

    /** The targets of links that have words, one a line, in the order in which they came. */
    String links() {
        StringBuilder text = new StringBuilder();
        links.forEach(link -> text.append("link: ").append(link).append('\n'));
        return text.toString().stripTrailing();
    }

    String textOf(Channel channel) {
        StringBuilder text = beside.get(channel);
        return text == null ? "" : text.toString();
    }

    /** The parser has reported its exception itself; the copy in the metadata says nothing new. */
    void markFailed() {
        failed = true;
    }

    boolean isFailed() {
        return failed;
    }

    void end(String text, Metadata properties) {
        body = text;
        metadata = properties;
    }

    String body() {
        return body;
    }

    Metadata metadata() {
        return metadata;
    }

    /** Makes the body text something a reader does not see. */
    void hideBody() {
        add(Channel.HIDDEN, body);
        body = "";
    }

    void replaceBody(String text) {
        body = text;
    }
}
