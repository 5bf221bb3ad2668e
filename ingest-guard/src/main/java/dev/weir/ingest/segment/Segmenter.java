package dev.weir.ingest.segment;

import dev.weir.ingest.parse.Layer;
import dev.weir.models.detect.Channel;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Cuts body text at the best border near 1,000 UTF-16 code units: an empty line, else a line, else the end of a sentence, else
 * white space, else between two characters. Stateless and thread-safe; the same text always gives the same segments.
 */
public final class Segmenter {

    private static final int MIN_LENGTH = 400;
    private static final int TARGET_LENGTH = 1_000;

    /** A rest this short is not cut again. */
    private static final int KEEP_LENGTH = 1_300;

    /**
     * Cuts the BODY layers of a document; other layers are left out, as they are never indexed.
     *
     * @param layers in document order
     * @return the segments of all body layers, numbered through
     */
    public List<Segment> segments(List<Layer> layers) {
        List<Segment> segments = new ArrayList<>();
        for (Layer layer : layers) {
            if (layer.channel() == Channel.BODY) {
                cut(layer, segments);
            }
        }
        return List.copyOf(segments);
    }

    private static void cut(Layer layer, List<Segment> segments) {
        String text = layer.text();
        int start = skipBlank(text, 0);
        while (start < text.length()) {
            int border = border(text, start);
            int end = trimmed(text, start, border);
            segments.add(new Segment(segments.size(), layer.location(), text.substring(start, end), start, end));
            start = skipBlank(text, border);
        }
    }

    /** Where the segment that begins here ends; white space before the border is not part of it. */
    private static int border(String text, int start) {
        if (text.length() - start <= KEEP_LENGTH) {
            return text.length();
        }
        String window = text.substring(start, start + KEEP_LENGTH);
        int border = lastEmptyLine(window);
        if (border < MIN_LENGTH) {
            border = window.lastIndexOf('\n', TARGET_LENGTH);
        }
        if (border < MIN_LENGTH) {
            border = before(BreakIterator.getSentenceInstance(Locale.ROOT), window);
        }
        if (border < MIN_LENGTH) {
            border = lastBlank(window);
        }
        if (border < MIN_LENGTH) {
            border = before(BreakIterator.getCharacterInstance(Locale.ROOT), window);
        }
        if (border < MIN_LENGTH) {
            border = TARGET_LENGTH;
        }
        boolean insidePair =
                Character.isLowSurrogate(window.charAt(border)) && Character.isHighSurrogate(window.charAt(border - 1));
        return insidePair ? start + border - 1 : start + border;
    }

    private static int lastEmptyLine(String window) {
        int newLine = window.lastIndexOf('\n', TARGET_LENGTH);
        while (newLine >= MIN_LENGTH) {
            int above = newLine - 1;
            while (above > 0 && window.charAt(above) != '\n' && Character.isWhitespace(window.charAt(above))) {
                above--;
            }
            if (window.charAt(above) == '\n') {
                return above;
            }
            newLine = window.lastIndexOf('\n', above);
        }
        return -1;
    }

    private static int lastBlank(String window) {
        int at = TARGET_LENGTH;
        while (at >= MIN_LENGTH && !Character.isWhitespace(window.charAt(at))) {
            at--;
        }
        return at;
    }

    private static int before(BreakIterator borders, String window) {
        borders.setText(window);
        return borders.preceding(TARGET_LENGTH + 1);
    }

    private static int skipBlank(String text, int from) {
        int at = from;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    private static int trimmed(String text, int start, int border) {
        int end = border;
        while (end > start && Character.isWhitespace(text.charAt(end - 1))) {
            end--;
        }
        return end;
    }
}
