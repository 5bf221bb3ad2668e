package dev.weir.models.lexical;

import static java.util.Objects.requireNonNull;

import dev.weir.models.detect.Gap;
import dev.weir.models.detect.GapCode;
import dev.weir.models.detect.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The texts that can be decoded out of a text, so that every detector judges them too.
 *
 * <p>Read are base64, hexadecimal, percent, backslash and HTML escapes, rot13, backward, upside-down and digit-for-letter
 * writing, look-alike and styled letters, words in pieces, and the messages that invisible characters spell; each again
 * inside the others, up to {@value #MAX_DEPTH} levels. A word that is encoded alone is read in its sentence.
 *
 * <h2>Guarantees</h2>
 *
 * Work is bounded: a view holds at most {@value #MAX_VIEW} code units, and a text gives a number of views and a
 * sum of their lengths that are linear in its own length. Where a bound cuts something off, a blocking gap says so.
 *
 * <h2>Not guaranteed</h2>
 *
 * That every encoding is known. Decoded bytes that are not language are not views.
 *
 * @param views what was decoded, without repetitions
 * @param gaps what was not decoded although it could be
 */
public record DecodedViews(List<View> views, List<Gap> gaps) {

    static final int MAX_DEPTH = 5;
    static final int MAX_VIEW = 65_536;

    private static final int MIN_VIEWS = 128;
    private static final int UNITS_PER_VIEW = 128;
    private static final long MIN_UNITS = (long) MIN_VIEWS * MAX_VIEW;
    private static final long UNITS_PER_UNIT = 4;

    /** Copies the lists. */
    public DecodedViews {
        views = List.copyOf(views);
        gaps = List.copyOf(gaps);
    }

    /**
     * A decoded text.
     *
     * @param text what was decoded
     * @param source the range of the outermost text that it was decoded from
     * @param encodings names of the encodings from the outside in, joined by {@code /}
     * @param depth number of encodings, from 1
     * @param concealments how many of them hide something from readers; where none does, the text is one that people read
     */
    public record View(String text, Span source, String encodings, int depth, int concealments) {

        /** Checks that all parts are present. */
        public View {
            requireNonNull(text, "text is null");
            requireNonNull(source, "source is null");
            requireNonNull(encodings, "encodings is null");
            if (depth < 1) {
                throw new IllegalArgumentException("depth must be >= 1, got " + depth);
            }
            if (concealments < 0 || concealments > depth) {
                throw new IllegalArgumentException(
                        "concealments must be >= 0 and <= depth " + depth + ", got " + concealments);
            }
        }

        /** {@return places and sizes only, never the text} */
        @Override
        public String toString() {
            return "View[" + encodings + ", " + source + ", " + text.length() + " code units]";
        }
    }

    /**
     * Decodes whatever can be decoded.
     *
     * @param text any text
     * @return its views, outermost encodings first
     */
    public static DecodedViews of(String text) {
        return new Search(text).run();
    }

    /**
     * The text with its percent, backslash and HTML escapes resolved, whatever they spell: for comparing with something that
     * is known, where {@link #of} asks for language.
     *
     * @param text any text
     * @return the text in which no escape is left, or as many levels of them as {@value #MAX_DEPTH} passes resolve
     */
    public static String unescaped(String text) {
        String clear = text;
        for (int depth = 0; depth < MAX_DEPTH; depth++) {
            String before = clear;
            for (Escapes escapes : Escapes.values()) {
                if (clear.indexOf(escapes.mark()) >= 0) {
                    clear = escapes.unescape(clear);
                }
            }
            if (clear.equals(before)) {
                break;
            }
        }
        return clear;
    }

    /** The most views a text of a length may give. */
    static int maxViews(int length) {
        return MIN_VIEWS + length / UNITS_PER_VIEW;
    }

    /** One search through a text, level by level. */
    private static final class Search {
        private final View root;
        private final int maxViews;
        private final Set<String> seen = new HashSet<>();
        private final List<View> views = new ArrayList<>();
        private final List<Gap> gaps = new ArrayList<>();
        private long unitsLeft;
        private boolean exhausted;

        Search(String text) {
            this.root = new View(text, new Span(0, text.length()), "", 1, 0);
            this.maxViews = maxViews(text.length());
            this.unitsLeft = MIN_UNITS + UNITS_PER_UNIT * text.length();
            seen.add(folded(text));
        }

        DecodedViews run() {
            List<View> level = List.of(root);
            for (int depth = 1; depth <= MAX_DEPTH && !exhausted; depth++) {
                List<View> next = new ArrayList<>();
                for (View parent : level) {
                    if (!exhausted) {
                        descend(parent, depth, next);
                    }
                }
                views.addAll(next);
                level = next;
            }
            for (View deepest : level) {
                if (!exhausted) {
                    lookDeeper(deepest);
                }
            }
            return new DecodedViews(views, gaps);
        }

        private void descend(View parent, int depth, List<View> next) {
            for (Decoders.Decoded decoded : Decoders.decode(parent.text())) {
                if (decoded.text().isBlank() || !seen.add(folded(decoded.text()))) {
                    continue;
                }
                View child = child(parent, decoded, depth);
                unitsLeft -= child.text().length();
                if (views.size() + next.size() >= maxViews || unitsLeft < 0) {
                    gaps.add(gap(child.source(), "encoded parts from here on are more than fit the bounds"));
                    exhausted = true;
                    return;
                }
                next.add(child);
            }
        }

        /** Says so if what was decoded last could be decoded once more. */
        private void lookDeeper(View deepest) {
            for (Decoders.Decoded decoded : Decoders.decode(deepest.text())) {
                if (decoded.writing() == Writing.CONCEALED && !seen.contains(folded(decoded.text()))) {
                    gaps.add(gap(deepest.source(), "encoded more than " + MAX_DEPTH + " times"));
                    exhausted = true;
                    return;
                }
            }
        }

        private View child(View parent, Decoders.Decoded decoded, int depth) {
            Span source = depth == 1 ? decoded.source() : parent.source();
            String encodings = depth == 1 ? decoded.encoding() : parent.encodings() + "/" + decoded.encoding();
            int concealments = parent.concealments() + (decoded.writing() == Writing.CONCEALED ? 1 : 0);
            String text = decoded.text();
            if (text.length() > MAX_VIEW) {
                gaps.add(gap(source, "encoded part longer than " + MAX_VIEW + " code units"));
                text = text.substring(0, Sentences.whole(text, MAX_VIEW));
            }
            return new View(text, source, encodings, depth, concealments);
        }

        /** Decoders differ in what they make of capital letters. */
        private static String folded(String text) {
            return text.toLowerCase(Locale.ROOT).strip();
        }

        private static Gap gap(Span source, String detail) {
            return new Gap(GapCode.UNSCREENED, source.start() + "-" + source.end(), detail);
        }
    }
}
