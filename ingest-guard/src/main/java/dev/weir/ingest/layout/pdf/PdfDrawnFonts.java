package dev.weir.ingest.layout.pdf;

import java.util.IdentityHashMap;
import java.util.Set;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.font.PDType3CharProc;
import org.apache.pdfbox.pdmodel.font.PDType3Font;
import org.jspecify.annotations.Nullable;

/** What the glyphs of fonts paint that are drawn by instructions of the document (Type 3). */
final class PdfDrawnFonts {

    private static final int MAX_GLYPHS = 100_000;

    private final PdfWork work;
    private final IdentityHashMap<COSStream, Set<Integer>> inks = new IdentityHashMap<>();

    PdfDrawnFonts(PdfWork work) {
        this.work = work;
    }

    /** The colours of a glyph as {@link PdfInks} gives them; empty if it paints nothing. */
    Set<Integer> inksOf(PDType3Font font, int code) {
        @Nullable PDType3CharProc glyph = font.getCharProc(code);
        if (glyph == null) {
            return Set.of();
        }
        COSStream instructions = glyph.getCOSObject();
        @Nullable Set<Integer> known = inks.get(instructions);
        if (known == null) {
            known = PdfInks.of(instructions, PdfInks.INHERITED, work);
            if (inks.size() < MAX_GLYPHS) {
                inks.put(instructions, known);
            }
        }
        return known;
    }
}
