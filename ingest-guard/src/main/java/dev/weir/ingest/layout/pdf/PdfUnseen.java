package dev.weir.ingest.layout.pdf;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import org.apache.pdfbox.text.TextPosition;
import org.jspecify.annotations.Nullable;

/**
 * The text of a page that is not seen, taken out of the text that is.
 *
 * @param articles as many as the page has
 * @param any whether there is such text
 * @param anySeen whether other text is left
 */
record PdfUnseen(List<List<TextPosition>> articles, boolean any, boolean anySeen) {

    /** @param articles of which only the text that is seen is left */
    static PdfUnseen takenFrom(List<List<TextPosition>> articles, IdentityHashMap<TextPosition, PdfGlyph> positions) {
        List<List<TextPosition>> hidden = new ArrayList<>();
        boolean any = false;
        boolean anySeen = false;
        for (List<TextPosition> article : articles) {
            List<TextPosition> unseen = new ArrayList<>();
            List<TextPosition> seen = new ArrayList<>();
            for (TextPosition position : article) {
                @Nullable PdfGlyph glyph = positions.get(position);
                (glyph != null && glyph.isHidden() ? unseen : seen).add(position);
            }
            article.clear();
            article.addAll(seen);
            hidden.add(unseen);
            any |= !unseen.isEmpty();
            anySeen |= !seen.isEmpty();
        }
        return new PdfUnseen(hidden, any, anySeen);
    }

    /** Puts it in the place of the text that is seen. */
    void putInto(List<List<TextPosition>> seen) {
        for (int i = 0; i < articles.size(); i++) {
            seen.get(i).clear();
            seen.get(i).addAll(articles.get(i));
        }
    }
}
