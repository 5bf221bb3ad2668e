package dev.weir.ingest.layout.pdf;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.Place;
import dev.weir.ingest.layout.ocr.Word;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.text.TextPosition;
import org.jspecify.annotations.Nullable;

/**
 * Compares text in fonts that nothing speaks for with the words that are recognized where it stands. It decides only where
 * about as much is recognized as is said.
 */
final class PdfRenderCheck {

    private static final int FEWEST_LETTERS = 30;
    private static final int GRAM = 4;
    private static final double OTHER_BELOW = 0.15;
    private static final double SAME_FROM = 0.5;
    private static final double RECOGNIZED_PART = 0.4;
    private static final double GAP_EMS = 0.2;
    private static final int CELL_POINTS = 12;

    private final PdfSight sight;
    private final PdfFonts fonts;
    private final PdfLines lines;

    PdfRenderCheck(PdfSight sight, PdfFonts fonts, PdfLines lines) {
        this.sight = sight;
        this.fonts = fonts;
        this.lines = lines;
    }

    /** {@return words that readers see where the document says others} */
    List<Word> compare(int page, List<List<TextPosition>> articles, IdentityHashMap<TextPosition, PdfGlyph> positions) {
        List<PdfGlyph> doubtful = new ArrayList<>();
        List<String> said = new ArrayList<>();
        for (List<TextPosition> article : articles) {
            addWords(article, positions, doubtful, said);
        }
        if (doubtful.size() < FEWEST_LETTERS) {
            return List.of();
        }
        List<Word> shown = shownAt(page, doubtful);
        List<String> recognized =
                shown.stream().map(word -> letters(word.text())).toList();
        if (recognized.stream().mapToInt(String::length).sum() < RECOGNIZED_PART * doubtful.size()) {
            return List.of();
        }
        double same = partFound(said, recognized);
        List<PdfGlyph> all = allLike(doubtful, positions.values());
        if (same >= SAME_FROM) {
            all.forEach(glyph -> glyph.show(Concealment.MAPPED_GLYPHS));
        } else if (same < OTHER_BELOW) {
            all.forEach(glyph -> glyph.hide(Concealment.MAPPED_GLYPHS));
        } else {
            return List.of();
        }
        doubtful.forEach(fonts::trust);
        return same < OTHER_BELOW ? shown : List.of();
    }

    /** All that the page draws in the same fonts. */
    private List<PdfGlyph> allLike(List<PdfGlyph> doubtful, Collection<PdfGlyph> onPage) {
        Set<PDFont> found = Collections.newSetFromMap(new IdentityHashMap<>());
        doubtful.forEach(glyph -> found.add(glyph.font));
        return onPage.stream()
                .filter(glyph -> found.contains(glyph.font) && isDoubtful(glyph))
                .toList();
    }

    /** Letters that stand by themselves are of formulas, in which nothing is recognized rightly. */
    private void addWords(
            List<TextPosition> article,
            IdentityHashMap<TextPosition, PdfGlyph> positions,
            List<PdfGlyph> doubtful,
            List<String> said) {
        List<PdfGlyph> word = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (TextPosition position : article) {
            @Nullable PdfGlyph glyph = positions.get(position);
            String letters = letters(position.getUnicode());
            @Nullable PdfGlyph part = glyph == null || letters.isEmpty() || !isDoubtful(glyph) ? null : glyph;
            boolean ends = part == null || (!word.isEmpty() && !follows(part, word.getLast()));
            if (ends && text.length() >= GRAM) {
                doubtful.addAll(word);
                said.add(text.toString());
            }
            if (ends) {
                word.clear();
                text.setLength(0);
            }
            if (part != null) {
                word.add(part);
                text.append(letters);
            }
        }
        if (text.length() >= GRAM) {
            doubtful.addAll(word);
            said.add(text.toString());
        }
    }

    private static boolean follows(PdfGlyph glyph, PdfGlyph last) {
        double gap = Math.hypot(glyph.x - last.x - last.acrossX, glyph.y - last.y - last.acrossY);
        return glyph.font.equals(last.font) && gap < GAP_EMS * last.size;
    }

    private boolean isDoubtful(PdfGlyph glyph) {
        boolean drawn = !glyph.isHidden() || glyph.isHiddenOnlyBy(Concealment.MAPPED_GLYPHS);
        return drawn && fonts.isDoubtful(glyph);
    }

    /** The words that are recognized where these glyphs stand. */
    private List<Word> shownAt(int page, List<PdfGlyph> glyphs) {
        Set<Long> cells = new HashSet<>();
        for (PdfGlyph glyph : glyphs) {
            Place.Page box = lines.placeOf(glyph);
            cells.add(cell(box.x() + box.width() / 2.0, box.y() + box.height() / 2.0));
        }
        return sight.words(page).stream()
                .filter(word -> !word.faint())
                .filter(word -> cells.contains(cell(word.x() + word.width() / 2.0, word.y() + word.height() / 2.0)))
                .toList();
    }

    private static long cell(double x, double y) {
        return (long) Math.floor(x / CELL_POINTS) << 32 | ((long) Math.floor(y / CELL_POINTS) & 0xFFFFFFFFL);
    }

    /** How many of the short pieces of words are also in others. */
    private static double partFound(List<String> said, List<String> shown) {
        Set<String> there = grams(shown);
        Set<String> wanted = grams(said);
        long found = wanted.stream().filter(there::contains).count();
        return (double) found / wanted.size();
    }

    private static Set<String> grams(List<String> words) {
        Set<String> grams = new HashSet<>();
        for (String word : words) {
            for (int i = 0; i + GRAM <= word.length(); i++) {
                grams.add(word.substring(i, i + GRAM));
            }
        }
        return grams;
    }

    /** Other letters are recognized only in the languages that are asked for. */
    private static String letters(String text) {
        StringBuilder letters = new StringBuilder();
        text.toLowerCase(Locale.ROOT).chars().filter(c -> c >= 'a' && c <= 'z').forEach(c -> letters.append((char) c));
        return letters.toString();
    }
}
