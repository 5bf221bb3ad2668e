package dev.weir.models.lexical;

import dev.weir.models.detect.Span;
import dev.weir.models.lexical.Decoders.Decoded;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Writes words in clear where they stand, so that a sentence of which only parts are encoded reads whole. */
final class InPlace {

    /** Replacements no further apart than this belong together. */
    private static final int NEAR = 120;

    private static final int REACH = 200;
    private static final int LONGEST = 4000;

    private InPlace() {}

    /** What stands in a range of the text, in clear. */
    record Replacement(int start, int end, String clear) {}

    /** The sentences around replacements that do not overlap, one text for those that stand together. */
    static List<Decoded> views(String text, List<Replacement> found, String encoding, Writing writing) {
        List<Replacement> sorted = new ArrayList<>(found);
        sorted.sort(Comparator.comparingInt(Replacement::start));
        List<Decoded> views = new ArrayList<>();
        List<Replacement> group = new ArrayList<>();
        for (Replacement next : sorted) {
            if (!group.isEmpty()
                    && (next.start() - group.getLast().end() > NEAR
                            || next.end() - group.getFirst().start() > LONGEST)) {
                views.add(view(text, group, encoding, writing));
                group.clear();
            }
            if (group.isEmpty() || next.start() >= group.getLast().end()) {
                group.add(next);
            }
        }
        if (!group.isEmpty()) {
            views.add(view(text, group, encoding, writing));
        }
        return views;
    }

    private static Decoded view(String text, List<Replacement> group, String encoding, Writing writing) {
        Span around =
                Sentences.around(text, group.getFirst().start(), group.getLast().end(), REACH);
        StringBuilder clear = new StringBuilder(around.length());
        int done = around.start();
        for (Replacement replacement : group) {
            clear.append(text, done, replacement.start()).append(replacement.clear());
            done = replacement.end();
        }
        clear.append(text, done, around.end());
        return new Decoded(clear.toString(), around, encoding, writing);
    }
}
