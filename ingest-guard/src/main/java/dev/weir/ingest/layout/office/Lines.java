package dev.weir.ingest.layout.office;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.Place;
import dev.weir.ingest.layout.TextSink;
import dev.weir.models.detect.Channel;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes runs of text as lines: a line for each paragraph, a line for each row of a table with blanks between its cells. A
 * text box is written behind the paragraph it hangs on, so that it does not tear a sentence.
 */
public final class Lines {

    private static final int MAX_WAITING = 100_000;

    private final TextSink sink;
    private final Map<Channel, Place> places = new EnumMap<>(Channel.class);
    private final List<Runnable> waiting = new ArrayList<>();
    private @Nullable Channel last;
    private int asides;
    private int cells;
    private boolean lineDue;
    private boolean blankDue;

    public Lines(TextSink sink) {
        this.sink = sink;
    }

    public TextSink sink() {
        return sink;
    }

    /** The channel of text that is not seen for these reasons. */
    public static Channel channelOf(Set<Concealment> reasons) {
        if (reasons.isEmpty()) {
            return Channel.BODY;
        }
        return reasons.contains(Concealment.COMMENT) ? Channel.COMMENT : Channel.HIDDEN;
    }

    /** A run of text, in the channel that its reasons say. */
    public void text(String text, Place place, Set<Concealment> reasons) {
        text(channelOf(reasons), text, place, reasons);
    }

    public void text(Channel channel, String text, Place place, Set<Concealment> reasons) {
        if (!text.isEmpty()) {
            Set<Concealment> kept = Set.copyOf(reasons);
            inOrder(() -> write(channel, text, place, kept));
        }
    }

    /** Text that stands beside the text: a description, a name. On a line of its own. */
    public void beside(Channel channel, @Nullable String text, Place place, Concealment reason, Set<Concealment> more) {
        if (text != null && !text.isBlank()) {
            EnumSet<Concealment> reasons = EnumSet.of(reason);
            reasons.addAll(more);
            inOrder(() -> {
                sink.newLine(channel);
                sink.text(channel, text.strip(), place, reasons);
                sink.newLine(channel);
                last = channel;
            });
        }
    }

    private void write(Channel channel, String text, Place place, Set<Concealment> reasons) {
        if (channel == Channel.BODY) {
            if (lineDue) {
                sink.newLine(channel);
            } else if (blankDue) {
                sink.blank(channel);
            }
            lineDue = false;
            blankDue = false;
        } else if (!place.equals(places.get(channel))) {
            sink.newLine(channel);
        } else if (last != channel) {
            sink.blank(channel);
        }
        sink.text(channel, text, place, reasons);
        places.put(channel, place);
        last = channel;
    }

    /** A line ends inside a paragraph. */
    public void lineBreak(Set<Concealment> reasons) {
        Channel channel = channelOf(reasons);
        inOrder(() -> sink.newLine(channel));
    }

    public void paragraphEnd() {
        inOrder(() -> {
            endLineBeside();
            if (cells > 0) {
                lineDue = true;
            } else {
                sink.newLine(Channel.BODY);
            }
        });
        if (asides == 0) {
            flush();
        }
    }

    /** What comes next is no part of the last run, whatever channel and place that had. */
    private void endLineBeside() {
        if (last != null && last != Channel.BODY) {
            sink.newLine(last);
        }
    }

    public void cellStart() {
        inOrder(() -> cells++);
    }

    public void cellEnd() {
        inOrder(() -> {
            cells--;
            lineDue = false;
            blankDue = true;
        });
    }

    public void rowEnd() {
        inOrder(() -> {
            lineDue = false;
            blankDue = false;
            endLineBeside();
            sink.newLine(Channel.BODY);
        });
    }

    /** What follows waits for the end of the paragraph. */
    public void asideStart() {
        asides++;
    }

    public void asideEnd() {
        asides--;
    }

    /** Writes what waits. */
    public void flush() {
        List<Runnable> due = List.copyOf(waiting);
        waiting.clear();
        due.forEach(Runnable::run);
    }

    private void inOrder(Runnable step) {
        if (asides == 0) {
            step.run();
        } else {
            if (waiting.size() >= MAX_WAITING) {
                flush();
            }
            waiting.add(step);
        }
    }
}
