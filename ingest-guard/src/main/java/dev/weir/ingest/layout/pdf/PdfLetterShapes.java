package dev.weir.ingest.layout.pdf;

import java.awt.geom.AffineTransform;
import java.awt.geom.GeneralPath;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.font.PDFont;

/** The shapes that letters and digits have in an ordinary font. */
final class PdfLetterShapes {

    private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";
    private static final double SLANT = 0.25;
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private static final Map<Character, List<PdfShape>> SHAPES = load();

    private PdfLetterShapes() {}

    private static Map<Character, List<PdfShape>> load() {
        Map<Character, List<PdfShape>> shapes = new HashMap<>();
        try (InputStream file = PDFont.class.getResourceAsStream(FONT);
                TrueTypeFont font = new TTFParser().parse(new RandomAccessReadBuffer(file))) {
            double scale = 1_000.0 / font.getUnitsPerEm();
            for (int i = 0; i < LETTERS.length(); i++) {
                char letter = LETTERS.charAt(i);
                int glyph = font.getUnicodeCmapLookup().getGlyphId(letter);
                GeneralPath outline = font.getGlyph().getGlyph(glyph).getPath();
                outline.transform(AffineTransform.getScaleInstance(scale, scale));
                GeneralPath slanted = new GeneralPath(outline);
                slanted.transform(AffineTransform.getShearInstance(SLANT, 0));
                List<PdfShape> ofLetter =
                        shapes.computeIfAbsent(Character.toLowerCase(letter), unused -> new ArrayList<>());
                PdfShape.of(outline).ifPresent(ofLetter::add);
                PdfShape.of(slanted).ifPresent(ofLetter::add);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return shapes;
    }

    /** How many other letters a shape is more like than this one, in either case; 0 if it is most like this one. */
    static int rank(PdfShape shape, char letter) {
        double own = distance(shape, letter);
        int before = 0;
        for (char other : SHAPES.keySet()) {
            before += other != letter && distance(shape, other) < own ? 1 : 0;
        }
        return before;
    }

    static double distance(PdfShape shape, char letter) {
        double least = Double.POSITIVE_INFINITY;
        for (PdfShape each : SHAPES.getOrDefault(letter, List.of())) {
            least = Math.min(least, shape.distance(each));
        }
        return least;
    }
}
