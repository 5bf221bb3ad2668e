package dev.weir.ingest.layout.pdf;

import java.awt.geom.GeneralPath;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Compares, for one font, the shapes of its glyphs with the letters that the document says they are. */
final class PdfFontShapes {

    private static final int MAX_CODES = 500;
    private static final int FEWEST = 8;

    /** Of a font whose letters are said rightly few are as unlike an ordinary font's, handwriting apart. */
    private static final double LIKE_PART = 0.65;

    private static final double UNLIKE_PART = 0.3;

    /** A shape is like a letter if at most this many others are nearer. */
    private static final int LIKE_RANK = 2;

    private static final int UNLIKE_RANK = 5;
    private static final int FEWEST_SAID_TWICE = 4;

    private final Map<Integer, Integer> ranks = new HashMap<>();
    private final Map<Integer, Character> letters = new HashMap<>();
    private final Set<Character> shown = new HashSet<>();
    private int like;
    private int countedAt;
    private long saidTwice;

    /** @param outline in thousandths of an em */
    void note(int code, char letter, GeneralPath outline) {
        if (ranks.size() >= MAX_CODES || ranks.containsKey(code)) {
            return;
        }
        Optional<PdfShape> shape = PdfShape.of(outline);
        if (shape.isPresent()) {
            int rank = PdfLetterShapes.rank(shape.get(), Character.toLowerCase(letter));
            ranks.put(code, rank);
            letters.put(code, letter);
            if (rank <= LIKE_RANK) {
                like++;
                shown.add(letter);
            }
        }
    }

    /** Whether the glyphs look like the letters they are said to be. */
    boolean agree() {
        return ranks.size() >= FEWEST && like >= LIKE_PART * ranks.size();
    }

    /** Whether the glyphs look like other letters than they are said to be. */
    boolean contradict() {
        return ranks.size() >= FEWEST && like < UNLIKE_PART * ranks.size();
    }

    /** Whether a glyph does not look like a letter that others show, in a font in which that is so of several letters. */
    boolean isSecond(int code) {
        return isUnlikeShown(code) && saidTwice() >= FEWEST_SAID_TWICE;
    }

    private boolean isUnlikeShown(int code) {
        return ranks.getOrDefault(code, 0) >= UNLIKE_RANK && shown.contains(letters.get(code));
    }

    private long saidTwice() {
        if (countedAt != ranks.size()) {
            countedAt = ranks.size();
            saidTwice = letters.keySet().stream()
                    .filter(this::isUnlikeShown)
                    .map(letters::get)
                    .distinct()
                    .count();
        }
        return saidTwice;
    }
}
