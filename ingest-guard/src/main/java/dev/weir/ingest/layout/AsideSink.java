package dev.weir.ingest.layout;

import dev.weir.models.detect.Channel;
import java.util.EnumSet;
import java.util.Set;

/**
 * Takes a text that is not part of what the document shows: its body text goes into another channel, and all of it has
 * these reasons too.
 */
public final class AsideSink extends ForwardingSink {

    private final Channel channel;
    private final Set<Concealment> reasons;

    /**
     * @param channel for what would be body text
     * @param reasons at least one
     */
    public AsideSink(TextSink sink, Channel channel, Set<Concealment> reasons) {
        super(sink);
        this.channel = channel;
        this.reasons = Set.copyOf(reasons);
    }

    @Override
    public void text(Channel own, String text, Place place, Set<Concealment> concealments) {
        EnumSet<Concealment> all = EnumSet.copyOf(reasons);
        all.addAll(concealments);
        super.text(of(own), text, place, all);
    }

    @Override
    public void newLine(Channel own) {
        super.newLine(of(own));
    }

    @Override
    public void blank(Channel own) {
        super.blank(of(own));
    }

    private Channel of(Channel own) {
        return own == Channel.BODY ? channel : own;
    }
}
