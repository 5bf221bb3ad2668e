package dev.weir.ingest.layout;

import static java.util.Objects.requireNonNull;

import dev.weir.models.detect.Channel;
import dev.weir.models.detect.GapCode;
import java.util.Set;

/** A sink that hands everything to another one; subclasses change what they are for. */
public abstract class ForwardingSink implements TextSink {

    private final TextSink sink;

    /** @param sink takes what this one is given */
    protected ForwardingSink(TextSink sink) {
        this.sink = requireNonNull(sink, "sink is null");
    }

    @Override
    public void text(Channel channel, String text, Place place, Set<Concealment> concealments) {
        sink.text(channel, text, place, concealments);
    }

    @Override
    public void newLine(Channel channel) {
        sink.newLine(channel);
    }

    @Override
    public void blank(Channel channel) {
        sink.blank(channel);
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
}
