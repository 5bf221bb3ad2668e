package dev.weir.ingest.layout.pdf;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.TextSink;
import dev.weir.models.detect.Channel;
import dev.weir.models.detect.GapCode;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.text.TextPosition;
import org.jspecify.annotations.Nullable;

/** Which fonts of a document show other letters than the document says. */
final class PdfFonts {

    private static final int MAX_FONTS = 5_000;

    /** The longest ligature has four letters; what is longer is a sentence under one glyph. */
    private static final int LONGEST_LIGATURE = 8;

    private final IdentityHashMap<COSDictionary, PdfFontJudge> judges = new IdentityHashMap<>();

    void note(PdfGlyph glyph, String unicode) {
        @Nullable PdfFontJudge judge = judgeOf(glyph.font);
        if (judge != null) {
            judge.note(glyph.code, unicode);
        }
    }

    boolean isRemapped(PdfGlyph glyph) {
        @Nullable PdfFontJudge judge = judgeOf(glyph.font);
        return judge != null
                && (judge.isRemapped(glyph.code) || judge.said(glyph.code).length() > LONGEST_LIGATURE);
    }

    /** Says of fonts of which it is not clear what they show. */
    void tellUnsure(TextSink sink) {
        judges.values().stream()
                .filter(PdfFontJudge::isUnsure)
                .forEach(font -> sink.gap(GapCode.UNREAD, "font that may show other letters than it says"));
    }

    /** Whether nothing speaks for what a font of the document says. */
    boolean isDoubtful(PdfGlyph glyph) {
        @Nullable PdfFontJudge judge = judgeOf(glyph.font);
        return glyph.font.isEmbedded() && (judge == null || judge.isDoubtful());
    }

    /** What this font shows was seen. */
    void trust(PdfGlyph glyph) {
        @Nullable PdfFontJudge judge = judgeOf(glyph.font);
        if (judge != null) {
            judge.markSeen();
        }
    }

    private @Nullable PdfFontJudge judgeOf(PDFont font) {
        @Nullable PdfFontJudge judge = judges.get(font.getCOSObject());
        if (judge == null && judges.size() < MAX_FONTS) {
            judge = new PdfFontJudge(font);
            judges.put(font.getCOSObject(), judge);
        }
        return judge;
    }

    /** Hands out, as what a reader sees, the letters that the glyphs of such fonts are by their names. */
    void tellShown(
            List<List<TextPosition>> articles, IdentityHashMap<TextPosition, PdfGlyph> positions, PdfLines lines) {
        for (List<TextPosition> article : articles) {
            StringBuilder shown = new StringBuilder();
            @Nullable PdfGlyph first = null;
            for (TextPosition position : article) {
                @Nullable PdfGlyph glyph = positions.get(position);
                if (glyph == null || !glyph.isHiddenOnlyBy(Concealment.MAPPED_GLYPHS)) {
                    continue;
                }
                @Nullable PdfFontJudge judge = judgeOf(glyph.font);
                @Nullable String letter = judge == null ? null : judge.shown(glyph.code);
                if (position.getUnicode().isBlank()) {
                    shown.append(' ');
                } else if (letter != null) {
                    shown.append(letter);
                    first = first == null ? glyph : first;
                }
            }
            if (first != null) {
                lines.tell(Channel.BODY, shown.toString().strip(), first, Set.of());
            }
        }
    }
}
