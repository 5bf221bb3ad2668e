package dev.weir.ingest.layout.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.geom.GeneralPath;
import java.io.IOException;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.junit.jupiter.api.Test;

class PdfFontShapesTest {

    private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";
    private static final String OTHERS = "qwertyuiopasdfghjklzxcvbnm";

    private final PdfFontShapes shapes = new PdfFontShapes();

    @Test
    void agreeWhenGlyphsAreThoseOfTheirLettersThenYes() throws IOException {
        note(0, LETTERS, LETTERS, FontName.HELVETICA);
        assertThat(shapes.agree()).isTrue();
        assertThat(shapes.contradict()).isFalse();
    }

    @Test
    void agreeWhenGlyphsAreThoseOfABoldFontThenYes() throws IOException {
        note(0, LETTERS, LETTERS, FontName.HELVETICA_BOLD);
        assertThat(shapes.agree()).isTrue();
    }

    @Test
    void contradictWhenGlyphsAreThoseOfOtherLettersThenYes() throws IOException {
        note(0, OTHERS, LETTERS, FontName.HELVETICA);
        assertThat(shapes.agree()).isFalse();
        assertThat(shapes.contradict()).isTrue();
    }

    @Test
    void contradictWhenThereAreFewGlyphsThenNo() throws IOException {
        note(0, OTHERS.substring(0, 7), LETTERS, FontName.HELVETICA);
        assertThat(shapes.contradict()).isFalse();
    }

    @Test
    void secondWhenLettersAreSaidOnceMoreOfOtherGlyphsThenOnlyThoseAre() throws IOException {
        note(0, LETTERS, LETTERS, FontName.HELVETICA);
        note(100, "wmgkx", "eiotr", FontName.HELVETICA);
        for (int code = 0; code < LETTERS.length(); code++) {
            assertThat(shapes.isSecond(code)).isFalse();
        }
        for (int code = 100; code < 105; code++) {
            assertThat(shapes.isSecond(code)).isTrue();
        }
    }

    @Test
    void secondWhenFewLettersAreSaidOnceMoreThenNoneIs() throws IOException {
        note(0, LETTERS, LETTERS, FontName.HELVETICA);
        note(100, "wmg", "eio", FontName.HELVETICA);
        assertThat(shapes.isSecond(100)).isFalse();
    }

    private void note(int firstCode, String drawn, String said, FontName name) throws IOException {
        PDType1Font font = new PDType1Font(name);
        for (int i = 0; i < drawn.length(); i++) {
            GeneralPath outline = font.getPath(drawn.substring(i, i + 1));
            shapes.note(firstCode + i, said.charAt(i), outline);
        }
    }
}
