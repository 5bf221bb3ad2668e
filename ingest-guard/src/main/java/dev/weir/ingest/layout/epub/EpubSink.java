package dev.weir.ingest.layout.epub;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.Place;
import dev.weir.ingest.layout.TextSink;
import dev.weir.models.detect.Channel;
import dev.weir.models.detect.GapCode;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Takes the text of one file of a book: what its own reader would see may be nothing that the book's reader sees. */
final class EpubSink implements TextSink {

    private final TextSink sink;
    private final Channel channel;
    private final @Nullable Concealment reason;
    private final Consumer<String> links;

    private EpubSink(TextSink sink, Channel channel, @Nullable Concealment reason, Consumer<String> links) {
        this.sink = sink;
        this.channel = channel;
        this.reason = reason;
        this.links = links;
    }

    /**
     * For a file that readers see.
     *
     * @param links takes the target of each link
     */
    static TextSink shown(TextSink sink, Consumer<String> links) {
        return new EpubSink(sink, Channel.BODY, null, links);
    }

    /** For a file that they do not see. */
    static TextSink apart(TextSink sink, Channel channel, Concealment reason, Consumer<String> links) {
        return new EpubSink(sink, channel, reason, links);
    }

    @Override
    public void text(Channel own, String text, Place place, Set<Concealment> concealments) {
        if (reason == null) {
            sink.text(own, text, place, concealments);
        } else {
            EnumSet<Concealment> more = EnumSet.of(reason);
            more.addAll(concealments);
            sink.text(moved(own), text, place, more);
        }
    }

    @Override
    public void newLine(Channel own) {
        sink.newLine(moved(own));
    }

    @Override
    public void blank(Channel own) {
        sink.blank(moved(own));
    }

    @Override
    public void link(String target) {
        links.accept(target);
        sink.link(target);
    }

    @Override
    public void gap(GapCode code, String detail) {
        sink.gap(code, detail);
    }

    @Override
    public void readShown() {
        sink.readShown();
    }

    @Override
    public boolean isFull() {
        return sink.isFull();
    }

    private Channel moved(Channel own) {
        return own == Channel.BODY ? channel : own;
    }
}
