package dev.weir.ingest.parse;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.Origin;
import dev.weir.ingest.layout.Place;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The text of one channel of one part while it is being read, with the origins of its stretches. */
final class ChannelText {

    private static final int MAX_LINES = 10_000;

    private final StringBuilder text = new StringBuilder();
    private final List<Origin> origins = new ArrayList<>();

    boolean isEmpty() {
        return text.isEmpty();
    }

    /** Appends a run. A run that continues the last one, at the same place and for the same reasons, becomes part of it. */
    void run(String run, Place place, Set<Concealment> concealments, boolean canSayMore) {
        int start = text.length();
        text.append(run);
        @Nullable Origin last = origins.isEmpty() ? null : origins.getLast();
        boolean same = last != null
                && last.place().equals(place)
                && last.concealments().equals(concealments)
                && text.substring(last.end(), start).isBlank();
        if (last != null && same) {
            origins.set(origins.size() - 1, new Origin(last.start(), text.length(), place, concealments));
        } else if (canSayMore || last == null) {
            origins.add(new Origin(start, text.length(), place, concealments));
        } else {
            // Beyond the budget of places the last one stands for the rest, with every reason that came since.
            EnumSet<Concealment> union = EnumSet.noneOf(Concealment.class);
            union.addAll(last.concealments());
            union.addAll(concealments);
            origins.set(origins.size() - 1, new Origin(last.start(), text.length(), last.place(), union));
        }
    }

    /** Appends a piece of unknown origin on a line of its own. */
    void piece(String piece) {
        newLine();
        text.append(piece);
    }

    /** Appends text of unknown origin as it is. */
    void append(String unplaced) {
        text.append(unplaced);
    }

    /** Appends another text on a line of its own, and why readers do not see it. */
    void hide(ChannelText other, Set<Concealment> reasons) {
        newLine();
        int shift = text.length();
        text.append(other.text);
        if (other.origins.isEmpty()) {
            hideLines(shift, reasons);
        }
        for (Origin origin : other.origins) {
            EnumSet<Concealment> all = EnumSet.copyOf(reasons);
            all.addAll(origin.concealments());
            origins.add(new Origin(origin.start() + shift, origin.end() + shift, origin.place(), all));
        }
    }

    /** Of a flat text the lines are its places; beyond so many the last one stands for the rest. */
    private void hideLines(int from, Set<Concealment> reasons) {
        int start = from;
        int line = 1;
        while (start < text.length()) {
            int end = text.indexOf("\n", start);
            boolean last = end < 0 || line == MAX_LINES;
            int stop = last ? text.length() : end;
            if (stop > start) {
                origins.add(new Origin(start, stop, new Place.Line(line), reasons));
            }
            start = stop + 1;
            line++;
        }
    }

    void newLine() {
        if (!text.isEmpty() && text.charAt(text.length() - 1) != '\n') {
            text.append('\n');
        }
    }

    void blank() {
        if (!text.isEmpty() && !Character.isWhitespace(text.charAt(text.length() - 1))) {
            text.append(' ');
        }
    }

    List<Origin> origins() {
        return origins;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
