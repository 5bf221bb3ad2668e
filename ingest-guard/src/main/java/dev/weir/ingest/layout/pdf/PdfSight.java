package dev.weir.ingest.layout.pdf;

import dev.weir.ingest.layout.Place;
import dev.weir.ingest.layout.TextSink;
import dev.weir.ingest.layout.ocr.Recognizer;
import dev.weir.ingest.layout.ocr.Word;
import dev.weir.models.detect.GapCode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;

/** Pages as they look, and the words that are recognized on them. */
final class PdfSight {

    private static final float MAX_SCALE = 200 / 72f;
    private static final double MAX_PIXELS = 8_000_000;

    private final PDDocument document;
    private final TextSink sink;
    private final Recognizer recognizer;
    private final PDFRenderer renderer;

    PdfSight(PDDocument document, TextSink sink, Recognizer recognizer) {
        this.document = document;
        this.sink = sink;
        this.recognizer = recognizer;
        this.renderer = new PDFRenderer(document);
        renderer.setSubsamplingAllowed(true);
    }

    /** Whether words on pages are to be recognized. */
    boolean isWanted() {
        return recognizer.isWanted();
    }

    /** Hands out words of a page as what a reader sees there. */
    void tell(List<Word> words, int page) {
        Recognizer.tell(words, sink, area -> new Place.Page(page, area.x, area.y, area.width, area.height));
    }

    /** The words on a page, their boxes in points of the page as it is shown; none if it cannot be read, which is a gap. */
    List<Word> words(int page) {
        if (!recognizer.isReady(sink)) {
            return List.of();
        }
        try {
            float scale = scale(page);
            BufferedImage look = renderer.renderImage(page - 1, scale, ImageType.RGB);
            return recognizer.read(look, sink).orElse(List.of()).stream()
                    .map(word -> inPoints(word, scale))
                    .toList();
        } catch (IOException | RuntimeException e) {
            sink.gap(GapCode.UNSUPPORTED, "page not painted, " + e.getClass().getSimpleName());
            return List.of();
        }
    }

    private static Word inPoints(Word word, float scale) {
        return new Word(
                word.text(),
                word.line(),
                Math.round(word.x() / scale),
                Math.round(word.y() / scale),
                Math.round(word.width() / scale),
                Math.round(word.height() / scale),
                word.faint());
    }

    private float scale(int page) {
        PDRectangle box = document.getPage(page - 1).getCropBox();
        double points = Math.max(1, (double) box.getWidth() * box.getHeight());
        return (float) Math.min(MAX_SCALE, Math.sqrt(MAX_PIXELS / points));
    }
}
