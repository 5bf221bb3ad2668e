package dev.weir.ingest.layout.ooxml;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * Places of which a package holds several versions. Office shows the first that it understands; the others are written down
 * only if they say something that the shown one does not.
 */
final class Alternates {

    private static final int MAX_OPEN = 8;
    private static final int MAX_COMPARED_CHARS = 200_000;
    private static final int MAX_COMPARED_RUNS = 100;
    private static final int MAX_KEPT_RUNS = 20_000;

    private record Step(String text, Runnable run) {}

    private static final class Place {
        private final StringBuilder shown = new StringBuilder();
        private final List<Step> steps = new ArrayList<>();
        private boolean chosen;
        private boolean inOther;
    }

    private final Deque<Place> open = new ArrayDeque<>();

    /** A place begins. */
    boolean open() {
        if (open.size() >= MAX_OPEN) {
            return false;
        }
        open.push(new Place());
        return true;
    }

    /** A version begins. */
    void begin(boolean understood) {
        Place place = open.element();
        place.inOther = place.chosen || !understood;
        place.chosen |= understood;
    }

    /** A version ends. */
    void end() {
        open.element().inOther = false;
    }

    /** The place ends. */
    void close() {
        Place place = open.pop();
        String shown = squeezed(place.shown);
        StringBuilder whole = new StringBuilder();
        place.steps.forEach(step -> append(whole, step.text));
        boolean same = whole.length() < MAX_COMPARED_CHARS && shown.contains(squeezed(whole));
        if (!same) {
            boolean few = place.steps.size() <= MAX_COMPARED_RUNS;
            for (Step step : place.steps) {
                if (!few || !shown.contains(squeezed(step.text))) {
                    write(step.text, step.run);
                }
            }
        }
    }

    /** Whether what is read now is not shown. */
    boolean isOther() {
        return open.stream().anyMatch(place -> place.inOther);
    }

    /** Writes a run at once if it is shown, and otherwise when the place has ended. */
    void write(String text, Runnable run) {
        for (Iterator<Place> places = open.descendingIterator(); places.hasNext(); ) {
            Place place = places.next();
            if (place.inOther) {
                if (place.steps.size() < MAX_KEPT_RUNS) {
                    place.steps.add(new Step(text, run));
                } else {
                    run.run();
                }
                return;
            }
            append(place.shown, text);
        }
        run.run();
    }

    private static void append(StringBuilder whole, String text) {
        whole.append(text, 0, Math.min(text.length(), Math.max(0, MAX_COMPARED_CHARS - whole.length())));
    }

    private static String squeezed(CharSequence text) {
        return text.chars()
                .filter(unit -> !Character.isWhitespace(unit))
                .collect(StringBuilder::new, (all, unit) -> all.append((char) unit), StringBuilder::append)
                .toString();
    }
}
