package dev.weir.ingest.layout.pdf;

import dev.weir.models.lexical.NormalizedText;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.pdfbox.pdmodel.font.PDCIDFontType2;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDSimpleFont;
import org.apache.pdfbox.pdmodel.font.PDTrueTypeFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.font.PDType1CFont;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.PDVectorFont;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.pdfbox.pdmodel.font.encoding.DictionaryEncoding;
import org.apache.pdfbox.pdmodel.font.encoding.GlyphList;
import org.jspecify.annotations.Nullable;

/**
 * Compares, for one font, the letters that a document says with the letters that the font's own names or table say. Where a
 * font says nothing, the widths speak: an {@code i} as wide as an {@code m} is no {@code i}. And the shapes of its glyphs are
 * compared with those of an ordinary font.
 */
final class PdfFontJudge {

    private static final int MAX_CODES = 70_000;
    private static final int FEWEST_DIFFERING = 4;
    private static final int DIFFERING_ONE_IN = 3;
    private static final int FEWEST_WIDTHS = 14;
    private static final double LEAST_SPREAD = 0.12;
    private static final double SAY_NOTHING = 2;
    private static final double LEAST_CORRELATION = 0.6;

    private final PDFont font;
    private final Map<Integer, String> said = new HashMap<>();
    private final Map<Character, Float> widths = new HashMap<>();
    private final PdfFontShapes shapes = new PdfFontShapes();
    private final @Nullable CmapLookup table;
    private int compared;
    private int differing;
    private int judgedAt;
    private boolean remapped;
    private boolean unsure;
    private boolean seen;

    PdfFontJudge(PDFont font) {
        this.font = font;
        this.table = tableOf(font);
    }

    private static @Nullable CmapLookup tableOf(PDFont font) {
        try {
            if (font instanceof PDType0Font composite
                    && composite.getDescendantFont() instanceof PDCIDFontType2 trueType
                    && trueType.isEmbedded()) {
                return trueType.getTrueTypeFont().getUnicodeCmapLookup(true);
            }
        } catch (IOException | RuntimeException e) {
            // The usual case: the part of the font that is embedded has no table.
        }
        return null;
    }

    void note(int code, String unicode) {
        if (said.size() >= MAX_CODES || said.putIfAbsent(code, unicode) != null) {
            return;
        }
        int letter = letter(unicode);
        if (letter < 0) {
            return;
        }
        @Nullable String shown = shown(code);
        if (shown != null && isPlain(letter(shown))) {
            compared++;
            differing += letter(shown) == letter || !isComparable(letter) ? 0 : 1;
        }
        if (isPlain(letter) && unicode.length() == 1 && Character.isLetter(letter)) {
            noteWidth(code, unicode.charAt(0));
        }
        if (isPlain(letter) && unicode.length() == 1) {
            noteShape(code, unicode.charAt(0));
        }
    }

    private void noteShape(int code, char letter) {
        try {
            if (font.isEmbedded() && font instanceof PDVectorFont outlines) {
                shapes.note(code, letter, outlines.getNormalizedPath(code));
            }
        } catch (IOException | RuntimeException e) {
            // A glyph without an outline has no shape.
        }
    }

    private void noteWidth(int code, char letter) {
        try {
            widths.putIfAbsent(letter, font.getWidth(code));
        } catch (IOException | RuntimeException e) {
            // A font without widths says nothing.
        }
    }

    String said(int code) {
        return said.getOrDefault(code, "");
    }

    /** The character that the font itself says a glyph is, if it says so. */
    @Nullable String shown(int code) {
        try {
            if (font instanceof PDType0Font composite && table != null) {
                List<Integer> codes = table.getCharCodes(composite.codeToGID(code));
                return codes == null || codes.isEmpty() ? null : Character.toString(codes.getFirst());
            }
            if (font instanceof PDSimpleFont simple && font.isEmbedded() && namesGlyph(simple, code)) {
                String name = simple.getEncoding().getName(code);
                int suffix = name.indexOf('.');
                return GlyphList.getAdobeGlyphList().toUnicode(suffix > 0 ? name.substring(0, suffix) : name);
            }
        } catch (IOException | RuntimeException e) {
            // A font that cannot be asked says nothing.
        }
        return null;
    }

    /** An encoding that a reader makes up for want of one names no glyph. */
    private static boolean namesGlyph(PDSimpleFont font, int code) {
        if (font.getEncoding() instanceof DictionaryEncoding dictionary) {
            return dictionary.getDifferences().containsKey(code) && !(font instanceof PDTrueTypeFont);
        }
        return font instanceof PDType1Font || font instanceof PDType1CFont;
    }

    boolean isRemapped(int code) {
        judge();
        return remapped || shapes.isSecond(code);
    }

    /** Whether its glyphs look like other letters, and yet its names or widths are those of the letters that are said. */
    boolean isUnsure() {
        judge();
        return unsure && !seen;
    }

    /** Whether the shapes of its glyphs do not speak for what is said of them. */
    boolean isDoubtful() {
        return !shapes.agree();
    }

    /** It was seen what its glyphs show. */
    void markSeen() {
        seen = true;
    }

    private void judge() {
        if (judgedAt != said.size()) {
            judgedAt = said.size();
            boolean byName = differing >= FEWEST_DIFFERING && differing * DIFFERING_ONE_IN >= compared;
            double likeness = likenessOfWidths();
            boolean byWidth = compared == 0 && likeness < LEAST_CORRELATION && !shapes.agree();
            // An ornate script is unlike every other, and what speaks for it can be forged.
            boolean spokenFor = compared >= FEWEST_DIFFERING || (likeness >= LEAST_CORRELATION && likeness <= 1);
            remapped = byName || byWidth || (shapes.contradict() && !spokenFor);
            unsure = !remapped && shapes.contradict();
        }
    }

    /**
     * How much the widths of the letters have to do with those of the same letters in other fonts, up to 1; 2 if the widths say
     * nothing.
     */
    private double likenessOfWidths() {
        int count = widths.size();
        if (count < FEWEST_WIDTHS) {
            return SAY_NOTHING;
        }
        double[] own = new double[count];
        double[] usual = new double[count];
        int i = 0;
        for (Map.Entry<Character, Float> width : widths.entrySet()) {
            own[i] = width.getValue();
            usual[i++] = Usual.width(width.getKey());
        }
        double mean = mean(own);
        double usualMean = mean(usual);
        double spread = 0;
        double usualSpread = 0;
        double common = 0;
        for (int j = 0; j < count; j++) {
            spread += (own[j] - mean) * (own[j] - mean);
            usualSpread += (usual[j] - usualMean) * (usual[j] - usualMean);
            common += (own[j] - mean) * (usual[j] - usualMean);
        }
        boolean proportional = mean > 0 && Math.sqrt(spread / count) / mean > LEAST_SPREAD;
        return proportional && usualSpread > 0 ? common / Math.sqrt(spread * usualSpread) : SAY_NOTHING;
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum / values.length;
    }

    /** The one letter or digit of a text, in lower case, or -1. */
    private static int letter(String text) {
        String plain = NormalizedText.forModel(text).text().toLowerCase(Locale.ROOT);
        boolean one = !plain.isEmpty() && plain.codePointCount(0, plain.length()) == 1;
        return one && Character.isLetterOrDigit(plain.codePointAt(0)) ? plain.codePointAt(0) : -1;
    }

    private static boolean isPlain(int letter) {
        return letter > 0 && letter < 0x80;
    }

    /** Symbol fonts have Greek and other letters under Latin names. */
    private static boolean isComparable(int letter) {
        return isPlain(letter) || Character.isIdeographic(letter);
    }

    /** The widths of letters as most fonts have them. */
    private static final class Usual {
        private static final PDType1Font FONT = new PDType1Font(Standard14Fonts.FontName.HELVETICA);

        static double width(char letter) {
            try {
                return FONT.getWidth(letter);
            } catch (IOException e) {
                return 0;
            }
        }
    }
}
