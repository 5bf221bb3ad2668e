package dev.weir.ingest.layout.ole;

import java.util.HashMap;
import java.util.Map;
import org.apache.poi.hwpf.model.CHPX;
import org.apache.poi.hwpf.model.StyleDescription;
import org.apache.poi.hwpf.model.StyleSheet;
import org.jspecify.annotations.Nullable;

/** The styles of a Word document. */
final class DocStyles {

    private static final int MAX_DEPTH = 20;
    private static final int PARAGRAPH_PROPERTIES = 2;

    private final @Nullable StyleSheet styles;
    private final Map<Integer, DocLook> looks = new HashMap<>();
    private final Map<Integer, DocParagraph> paragraphs = new HashMap<>();

    DocStyles(@Nullable StyleSheet styles) {
        this.styles = styles;
    }

    /** How text of a run looks in a paragraph of this style. */
    DocLook look(int paragraphStyle, CHPX run) {
        DocLook under = look(paragraphStyle);
        byte[] own = run.getSprmBuf() == null ? new byte[0] : run.getGrpprl();
        int style = DocLook.styleIn(own);
        StyleDescription character = style < 0 ? null : description(style);
        if (character != null && character.getCHPX() != null) {
            under = under.toggledBy(on(under.switchedOff(), style, 0));
        }
        return under.with(own, 0);
    }

    /** How text looks in a paragraph of this style. */
    DocLook look(int style) {
        DocLook known = looks.get(style);
        if (known == null) {
            known = on(new DocLook(), style, 0);
            looks.put(style, known);
        }
        return known;
    }

    /** A look with a style and all that it is based on put on it. */
    private DocLook on(DocLook look, int style, int depth) {
        StyleDescription own = description(style);
        if (own == null || depth > MAX_DEPTH) {
            return look;
        }
        DocLook under = on(look, own.getBaseStyle(), depth + 1);
        byte[] properties = own.getCHPX();
        return properties == null ? under : under.with(properties, 0);
    }

    /** What a style says of paragraphs. */
    DocParagraph paragraph(int style) {
        DocParagraph known = paragraphs.get(style);
        if (known == null) {
            known = paragraph(style, 0);
            paragraphs.put(style, known);
        }
        return known;
    }

    private DocParagraph paragraph(int style, int depth) {
        StyleDescription own = description(style);
        if (own == null || depth > MAX_DEPTH) {
            return new DocParagraph();
        }
        DocParagraph under = paragraph(own.getBaseStyle(), depth + 1);
        byte[] properties = own.getPAPX();
        return properties == null ? under : under.with(properties, PARAGRAPH_PROPERTIES);
    }

    private @Nullable StyleDescription description(int style) {
        return styles != null && style >= 0 && style < styles.numStyles() ? styles.getStyleDescription(style) : null;
    }
}
