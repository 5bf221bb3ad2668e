package dev.weir.ingest.parse;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.Origin;
import dev.weir.ingest.layout.Place;
import dev.weir.ingest.layout.TextSink;
import dev.weir.models.detect.Channel;
import dev.weir.models.detect.GapCode;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.tika.metadata.Metadata;

/** One document, or one document embedded in it, while it is being read. */
final class Part implements TextSink {

    private final String location;
    private final int depth;
    private final TextBudget budget;
    private final GapLedger ledger;
    private final Map<Channel, ChannelText> texts = new EnumMap<>(Channel.class);
    private final Set<String> links = new LinkedHashSet<>();
    private final GapLedger unread = new GapLedger();
    private Metadata metadata = new Metadata();
    private boolean failed;
    private boolean holdsParts;
    private boolean shownRead;

    Part(String location, int depth, TextBudget budget, GapLedger ledger) {
        this.location = location;
        this.depth = depth;
        this.budget = budget;
        this.ledger = ledger;
    }

    String location() {
        return location;
    }

    int depth() {
        return depth;
    }

    @Override
    public void text(Channel channel, String text, Place place, Set<Concealment> concealments) {
        if (concealments.isEmpty() != (channel == Channel.BODY)) {
            throw new IllegalArgumentException("text of " + channel.code() + " is concealed for " + concealments);
        }
        String kept = text.substring(0, budget.take(text.length()));
        if (kept.length() < text.length()) {
            ledger.add(GapCode.LIMIT_OUTPUT, location, channel.code() + " cut off");
        }
        if (!kept.isEmpty()) {
            of(channel).run(kept, place, concealments, budget.takeOrigin());
        }
    }

    @Override
    public void newLine(Channel channel) {
        of(channel).newLine();
    }

    @Override
    public void blank(Channel channel) {
        of(channel).blank();
    }

    /** The target of a link; said again, or without words, it is left out. */
    @Override
    public void link(String target) {
        LinkText.of(target).ifPresent(links::add);
    }

    @Override
    public void gap(GapCode code, String detail) {
        // What it means is known once the part is complete.
        unread.add(code, location, detail);
    }

    @Override
    public void readShown() {
        shownRead = true;
    }

    boolean isShownRead() {
        return shownRead;
    }

    @Override
    public boolean isFull() {
        return budget.isUsedUp();
    }

    /** Text that is not body text and of whose place nothing is known, one piece a line. */
    void add(Channel channel, String piece) {
        if (!piece.isBlank()) {
            of(channel).piece(piece.strip());
        }
    }

    /** The targets of links that have words, one a line, in the order in which they came. */
    String links() {
        StringBuilder text = new StringBuilder();
        links.forEach(link -> text.append("link: ").append(link).append('\n'));
        return text.toString().stripTrailing();
    }

    String textOf(Channel channel) {
        ChannelText text = texts.get(channel);
        return text == null ? "" : text.toString();
    }

    /** Whether it has body text of whose places nothing is known. */
    boolean isFlat() {
        return !textOf(Channel.BODY).isBlank() && originsOf(Channel.BODY).isEmpty();
    }

    List<Origin> originsOf(Channel channel) {
        ChannelText text = texts.get(channel);
        return text == null ? List.of() : text.origins();
    }

    /** The parser ended with an exception; the copy of it in the metadata says nothing new. */
    void fail(GapCode code, String detail) {
        failed = true;
        gap(code, detail);
    }

    boolean isFailed() {
        return failed;
    }

    /** Says what was not read. A part inside another one of which nothing reaches the index costs only itself. */
    void settle() {
        boolean silent = depth > 0 && !holdsParts && textOf(Channel.BODY).isBlank();
        unread.pourInto(ledger, code -> silent && isDamage(code) ? GapCode.LEFT_OUT : code);
    }

    private static boolean isDamage(GapCode code) {
        return switch (code) {
            case CORRUPT, TRUNCATED, PARSER_FAILED, UNREAD -> true;
            case UNREADABLE,
                    EMPTY,
                    NO_TEXT,
                    UNSUPPORTED,
                    LEFT_OUT,
                    FLAT_TEXT,
                    ENCRYPTED,
                    TOO_LARGE,
                    TYPE_MISMATCH,
                    TIMED_OUT,
                    LIMIT_CPU,
                    LIMIT_DEPTH,
                    LIMIT_OUTPUT,
                    LIMIT_EMBEDDED,
                    LIMIT_MEMORY,
                    MALFORMED_TEXT,
                    DETECTOR_FAILED,
                    UNSCREENED -> false;
        };
    }

    /** Another part is inside this one. */
    void holdPart() {
        holdsParts = true;
    }

    /** @param text what the parser wrote as body text; a structural pass writes none */
    void end(String text, Metadata properties) {
        if (!text.isBlank()) {
            ChannelText body = of(Channel.BODY);
            if (!body.isEmpty()) {
                body.newLine();
            }
            body.append(text);
        }
        metadata = properties;
    }

    Metadata metadata() {
        return metadata;
    }

    /** Makes the body text something a reader does not see. */
    void hideBody(Set<Concealment> reasons) {
        ChannelText body = texts.remove(Channel.BODY);
        if (body != null) {
            of(Channel.HIDDEN).hide(body, reasons);
        }
    }

    /** Drops the first line of the body text that says just this, if no origins are known. */
    void dropBodyLine(String line) {
        ChannelText body = texts.get(Channel.BODY);
        if (body != null && body.origins().isEmpty()) {
            String text = body.toString();
            int at = text.indexOf("\n" + line + "\n");
            if (at >= 0) {
                replaceBody(text.substring(0, at) + text.substring(at + line.length() + 1));
            }
        }
    }

    /** Replaces the body text by one whose places are not known. */
    void replaceBody(String text) {
        texts.put(Channel.BODY, new ChannelText());
        of(Channel.BODY).append(text);
    }

    private ChannelText of(Channel channel) {
        return texts.computeIfAbsent(channel, unused -> new ChannelText());
    }
}
