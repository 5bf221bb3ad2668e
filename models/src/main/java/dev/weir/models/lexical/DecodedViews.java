package dev.weir.models.lexical;

import static java.util.Objects.requireNonNull;

import dev.weir.models.detect.Gap;
import dev.weir.models.detect.GapCode;
import dev.weir.models.detect.Span;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The texts that can be decoded out of a text, so that every detector judges them too.
 *
 * <p>Read are base64, hexadecimal, percent, backslash and HTML escapes, rot13, reversed and digit-for-letter
 * writing, look-alike letters, and the messages that invisible characters spell; each again inside the
 * others, up to {@value #MAX_DEPTH} levels.
 *
 * <h2>Guarantees</h2>
 *
 * Work is bounded: a view holds at most {@value #MAX_VIEW} code units and a text gives at most
 * {@value #MAX_VIEWS} views. Where a bound cuts something off, a blocking gap says so.
 *
 * <h2>Not guaranteed</h2>
 *
 * That every encoding is known. Decoded bytes that are not prose are not views.
 *
 * @param views what was decoded, without repetitions
 * @param gaps what was not decoded although it could be
 */
public record DecodedViews(List<View> views, List<Gap> gaps) {

    static final int MAX_DEPTH = 3;
    static final int MAX_VIEW = 65_536;
    static final int MAX_VIEWS = 128;

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
     */
    public record View(String text, Span source, String encodings, int depth) {

        /** Checks that all parts are present. */
        public View {
            requireNonNull(text, "text is null");
            requireNonNull(source, "source is null");
            requireNonNull(encodings, "encodings is null");
            if (depth < 1) {
                throw new IllegalArgumentException("depth must be >= 1, got " + depth);
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
        List<View> views = new ArrayList<>();
        Set<String> seen = new LinkedHashSet<>();
        List<Gap> gaps = new ArrayList<>();
        List<View> level = List.of(new View(text, new Span(0, text.length()), "", 1));
        for (int depth = 1; depth <= MAX_DEPTH; depth++) {
            List<View> next = new ArrayList<>();
            for (View parent : level) {
                for (Decoders.Decoded decoded : Decoders.decode(parent.text())) {
                    if (!seen.add(decoded.text())) {
                        continue;
                    }
                    if (seen.size() > MAX_VIEWS) {
                        gaps.add(new Gap(GapCode.UNSCREENED, "", "more than " + MAX_VIEWS + " encoded parts"));
                        views.addAll(next);
                        return new DecodedViews(views, gaps);
                    }
                    next.add(child(parent, decoded, depth, gaps));
                }
            }
            views.addAll(next);
            level = next;
        }
        return new DecodedViews(views, gaps);
    }

    private static View child(View parent, Decoders.Decoded decoded, int depth, List<Gap> gaps) {
        Span source = depth == 1 ? decoded.source() : parent.source();
        String encodings = depth == 1 ? decoded.encoding() : parent.encodings() + "/" + decoded.encoding();
        String text = decoded.text();
        if (text.length() > MAX_VIEW) {
            gaps.add(new Gap(
                    GapCode.UNSCREENED,
                    source.start() + "-" + source.end(),
                    "encoded part longer than " + MAX_VIEW + " code units"));
            text = text.substring(0, text.offsetByCodePoints(0, MAX_VIEW / 2));
        }
        return new View(text, source, encodings, depth);
    }
}
