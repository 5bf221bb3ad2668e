package dev.weir.ingest.layout.confluence;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.Place;
import dev.weir.ingest.layout.TextSink;
import dev.weir.models.detect.Channel;
import dev.weir.models.detect.GapCode;
import java.util.EnumSet;
import java.util.Set;

/**
 * Takes a text that is not part of what a page shows: its body text goes elsewhere, and all of it has
 * these reasons too.
 */
final class AsideSink implements TextSink {

    private final TextSink sink;
    private final Channel channel;
    private final Set<Concealment> reasons;

    /** @param channel for what would be body text */
    AsideSink(TextSink sink, Channel channel, Set<Concealment> reasons) {
        this.sink = sink;
        this.channel = channel;
        this.reasons = Set.copyOf(reasons);
    }

    @Override
    public void text(Channel own, String text, Place place, Set<Concealment> concealments) {
        EnumSet<Concealment> all = EnumSet.copyOf(reasons);
        all.addAll(concealments);
        sink.text(of(own), text, place, all);
    }

    @Override
    public void newLine(Channel own) {
        sink.newLine(of(own));
    }

    @Override
    public void blank(Channel own) {
        sink.blank(of(own));
    }

    @Override
    public void link(String target) {
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

    private Channel of(Channel own) {
        return own == Channel.BODY ? channel : own;
    }
}
