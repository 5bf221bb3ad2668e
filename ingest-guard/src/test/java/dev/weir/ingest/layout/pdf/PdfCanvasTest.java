package dev.weir.ingest.layout.pdf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.ingest.layout.pdf.PdfCanvas.Paint;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.junit.jupiter.api.Test;

class PdfCanvasTest {

    private final PdfWork work = new PdfWork();
    private final PdfCanvas canvas = new PdfCanvas(new PDRectangle(100, 200), work);

    @Test
    void fillWhenARectangleThenItsCellsAreColouredAndNoOthers() {
        canvas.fill(rectangle(10, 20, 30, 40), PdfClip.NONE, 0x102030, 1, Paint.OPAQUE);
        assertThat(colour(11, 21)).isEqualTo(0x102030);
        assertThat(colour(39, 59)).isEqualTo(0x102030);
        assertThat(colour(9, 21)).isEqualTo(PdfColours.WHITE);
        assertThat(colour(41, 21)).isEqualTo(PdfColours.WHITE);
        assertThat(colour(11, 61)).isEqualTo(PdfColours.WHITE);
    }

    @Test
    void fillWhenClippedThenOnlyWhatIsLeftIsColoured() {
        PdfClip clip = canvas.clip(List.of(canvas.page(), rectangle(0, 0, 50, 200), circle(50, 100, 30)));
        canvas.fill(canvas.page(), clip, 0, 1, Paint.OPAQUE);
        assertThat(colour(40, 100)).isZero();
        assertThat(colour(60, 100)).isEqualTo(PdfColours.WHITE);
        assertThat(colour(22, 120)).isEqualTo(PdfColours.WHITE);
    }

    @Property(tries = 200)
    void fillWhenClippedToAnyShapeThenEachCellIsAsTheClipSaysOfIt(
            @ForAll @IntRange(max = 100) int x,
            @ForAll @IntRange(max = 200) int y,
            @ForAll @IntRange(min = 1, max = 120) int size,
            @ForAll @DoubleRange(min = 0.1) double alpha) {
        PdfCanvas fresh = new PdfCanvas(new PDRectangle(100, 200), new PdfWork());
        Path2D ring = circle(x, y, size);
        ring.append(circle(x, y, size / 2.0), false);
        ring.setWindingRule(Path2D.WIND_EVEN_ODD);
        PdfClip clip = fresh.clip(List.of(fresh.page(), ring));
        fresh.fill(fresh.page(), clip, 0x204060, alpha, Paint.OPAQUE);
        for (int cell = 0; cell < 100 * 200; cell++) {
            boolean left = clip.hasCell(cell);
            assertThat(fresh.colourAt(cell))
                    .isEqualTo(left ? PdfColours.over(0x204060, PdfColours.WHITE, alpha) : PdfColours.WHITE);
            assertThat(fresh.isCoveredSince(cell, 2)).isEqualTo(left);
        }
    }

    @Test
    void fillWhenAPathCrossesItselfThenTheRuleDecides() {
        Path2D twice = rectangle(10, 10, 40, 40);
        twice.append(rectangle(20, 20, 20, 20), false);
        twice.setWindingRule(Path2D.WIND_EVEN_ODD);
        canvas.fill(twice, PdfClip.NONE, 0, 1, Paint.OPAQUE);
        assertThat(colour(30, 30)).isEqualTo(PdfColours.WHITE);
        twice.setWindingRule(Path2D.WIND_NON_ZERO);
        canvas.fill(twice, PdfClip.NONE, 0, 1, Paint.OPAQUE);
        assertThat(colour(30, 30)).isZero();
    }

    @Test
    void fillWhenItLetsLightThroughThenNothingIsCovered() {
        int before = canvas.now();
        canvas.fill(canvas.page(), PdfClip.NONE, 0, 0.5, Paint.SHEER);
        assertThat(canvas.isCoveredSince(canvas.cell(5, 5), before + 1)).isFalse();
        canvas.fill(canvas.page(), PdfClip.NONE, 0, 1, Paint.OPAQUE);
        assertThat(canvas.isCoveredSince(canvas.cell(5, 5), before + 1)).isTrue();
        assertThat(canvas.isCoveredSince(canvas.cell(5, 5), canvas.now() + 1)).isFalse();
    }

    @Test
    void pictureWhenItFillsHalfThePageThenItsPartIsHalf() {
        canvas.fill(rectangle(0, 0, 100, 100), PdfClip.NONE, PdfColours.UNKNOWN, 1, Paint.PICTURE);
        assertThat(canvas.picturedPart()).isBetween(0.49, 0.51);
        assertThat(canvas.isCoveredByPicture(canvas.cell(5, 5))).isTrue();
        assertThat(canvas.isCoveredByPicture(canvas.cell(5, 150))).isFalse();
    }

    @Test
    void cellWhenOutsideThePageThenNone() {
        assertThat(canvas.cell(-1, 5)).isEqualTo(-1);
        assertThat(canvas.cell(5, 201)).isEqualTo(-1);
    }

    @Test
    void pageWhenItIsHugeThenItsCellsAreFew() {
        PdfCanvas huge = new PdfCanvas(new PDRectangle(1e6f, 1e6f), work);
        assertThat(huge.cell(9.9e5, 9.9e5)).isBetween(0, 1_000_000);
    }

    @Test
    void fillWhenTheWorkIsUsedUpThenNothingIsPainted() {
        assertThat(work.takeCells(Integer.MAX_VALUE)).isTrue();
        assertThat(work.takeCells(Integer.MAX_VALUE)).isFalse();
        canvas.fill(canvas.page(), PdfClip.NONE, 0, 1, Paint.OPAQUE);
        assertThat(colour(5, 5)).isEqualTo(PdfColours.WHITE);
    }

    @Test
    void workWhenAPageHasTooManyGlyphsThenItEndsAndTheNextBeginsAnew() {
        for (int i = 0; i < PdfWork.MAX_GLYPHS_PER_PAGE; i++) {
            work.takeGlyph();
        }
        assertThatThrownBy(work::takeGlyph).isInstanceOf(PdfWork.PageLimitException.class);
        work.startPage();
        work.takeGlyph();
    }

    @Test
    void coloursWhenNearlyTheSameThenTheyBlendAndAStrongHueDoesNot() {
        assertThat(PdfColours.blend(0xF4F4F4, 0xFFFFFF)).isTrue();
        assertThat(PdfColours.blend(0x000000, 0x080808)).isTrue();
        assertThat(PdfColours.blend(0xFFFF00, 0xFFFFFF)).isFalse();
        assertThat(PdfColours.blend(0x808080, 0xFFFFFF)).isFalse();
        assertThat(PdfColours.blend(PdfColours.UNKNOWN, 0xFFFFFF)).isFalse();
    }

    @Test
    void saidTextWhenItHasOtherLettersThenItDiffers() {
        assertThat(PdfWords.differ("o\ufb03ce", "office")).isFalse();
        assertThat(PdfWords.differ("two words", "two\nwords")).isFalse();
        assertThat(PdfWords.differ("", "anything")).isFalse();
        assertThat(PdfWords.differ("another", "office")).isTrue();
    }

    @Test
    void saidTextWhenMarksPileUpWithoutEndThenOnlyItsLettersCount() {
        String piled = "q" + "\u0301\u0323".repeat(500_000);
        assertThat(PdfWords.squeezed(piled)).isEqualTo("q");
        assertThat(PdfWords.differ(piled, "q")).isFalse();
        assertThat(PdfWords.differ(piled, "p")).isTrue();
    }

    private int colour(double x, double y) {
        return canvas.colourAt(canvas.cell(x, y));
    }

    private static Path2D rectangle(double x, double y, double width, double height) {
        return new Path2D.Double(new Rectangle2D.Double(x, y, width, height));
    }

    private static Path2D circle(double x, double y, double radius) {
        return new Path2D.Double(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
    }
}
