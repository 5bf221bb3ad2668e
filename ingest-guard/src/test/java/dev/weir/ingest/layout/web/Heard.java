package dev.weir.ingest.layout.web;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.Place;
import dev.weir.ingest.layout.TextSink;
import dev.weir.models.detect.Channel;
import dev.weir.models.detect.GapCode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.tika.metadata.Metadata;
import org.jsoup.Jsoup;
import org.jsoup.parser.Parser;

/** A sink that keeps what a page said. */
final class Heard implements TextSink {

    private final Map<Channel, StringBuilder> texts = new EnumMap<>(Channel.class);
    private final Map<String, Set<Concealment>> reasons = new HashMap<>();
    private final List<String> links = new ArrayList<>();
    private final List<String> gaps = new ArrayList<>();
    private final Metadata metadata = new Metadata();

    static Heard html(String html) {
        Heard heard = new Heard();
        PageWalker.walk(
                Jsoup.parse(html),
                heard,
                new PageWords(heard.metadata),
                Places.ofElements(),
                "",
                Look.plain(CssColor.WHITE));
        return heard;
    }

    static Heard svg(String svg) {
        Heard heard = new Heard();
        PageWalker.walk(
                Jsoup.parse(svg, "", Parser.xmlParser()),
                heard,
                new PageWords(heard.metadata),
                Places.ofElements(),
                "",
                Look.plain(CssColor.WHITE));
        return heard;
    }

    String of(Channel channel) {
        return texts.getOrDefault(channel, new StringBuilder()).toString().strip();
    }

    String body() {
        return of(Channel.BODY);
    }

    /** Why the run that is exactly this text is not seen. */
    Set<Concealment> reasonsOf(String run) {
        Set<Concealment> found = reasons.get(run);
        if (found == null) {
            throw new AssertionError("no such run");
        }
        return found;
    }

    Metadata metadata() {
        return metadata;
    }

    List<String> links() {
        return links;
    }

    List<String> gaps() {
        return gaps;
    }

    @Override
    public void text(Channel channel, String text, Place place, Set<Concealment> concealments) {
        if (concealments.isEmpty() != (channel == Channel.BODY)) {
            throw new AssertionError("text of " + channel + " for " + concealments);
        }
        at(channel).append(text);
        EnumSet<Concealment> copy = EnumSet.noneOf(Concealment.class);
        copy.addAll(concealments);
        reasons.put(text.strip(), copy);
    }

    @Override
    public void newLine(Channel channel) {
        StringBuilder text = at(channel);
        if (!text.isEmpty() && text.charAt(text.length() - 1) != '\n') {
            text.append('\n');
        }
    }

    @Override
    public void blank(Channel channel) {
        StringBuilder text = at(channel);
        if (!text.isEmpty() && !Character.isWhitespace(text.charAt(text.length() - 1))) {
            text.append(' ');
        }
    }

    @Override
    public void link(String target) {
        links.add(target);
    }

    @Override
    public void gap(GapCode code, String detail) {
        gaps.add(code.code() + ' ' + detail);
    }

    @Override
    public void readShown() {
        // A page is text, and text is heard.
    }

    @Override
    public boolean isFull() {
        return false;
    }

    private StringBuilder at(Channel channel) {
        return texts.computeIfAbsent(channel, unused -> new StringBuilder());
    }
}
