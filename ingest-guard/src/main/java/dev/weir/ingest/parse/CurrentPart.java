package dev.weir.ingest.parse;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.Place;
import dev.weir.ingest.layout.TextSink;
import dev.weir.models.detect.Channel;
import dev.weir.models.detect.GapCode;
import java.util.Set;

/** Hands everything to the part that is being read now. */
final class CurrentPart implements TextSink {

    private final PartCollector collector;

    CurrentPart(PartCollector collector) {
        this.collector = collector;
    }

    @Override
    public void text(Channel channel, String text, Place place, Set<Concealment> concealments) {
        collector.current().text(channel, text, place, concealments);
    }

    @Override
    public void newLine(Channel channel) {
        collector.current().newLine(channel);
    }

    @Override
    public void blank(Channel channel) {
        collector.current().blank(channel);
    }

    @Override
    public void link(String target) {
        collector.current().link(target);
    }

    @Override
    public void gap(GapCode code, String detail) {
        collector.current().gap(code, detail);
    }

    @Override
    public void readShown() {
        collector.current().readShown();
    }

    @Override
    public boolean isFull() {
        return collector.current().isFull();
    }
}
