package dev.weir.ingest.layout.image;

import dev.weir.ingest.layout.Place;
import dev.weir.ingest.layout.TextSink;
import dev.weir.ingest.layout.ocr.Recognizer;
import dev.weir.ingest.layout.ocr.Word;
import dev.weir.models.detect.GapCode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** The words that a picture shows, of a file with several pictures those of each. */
final class PictureWords {

    private static final int MAX_PICTURES = 200;
    private static final long MAX_PIXELS = 400_000_000;
    private static final long MANY_PIXELS = 24_000_000;

    /** Letters are not made of fewer. */
    private static final int FEWEST_PIXELS = 8;

    private final TextSink sink;
    private final Recognizer recognizer;

    PictureWords(TextSink sink, Recognizer recognizer) {
        this.sink = sink;
        this.recognizer = recognizer;
    }

    void read(Path file) {
        try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
            if (!readers.hasNext()) {
                sink.gap(GapCode.UNSUPPORTED, "picture of a format in which text is not recognized");
                return;
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(in);
                read(reader);
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException e) {
            sink.gap(
                    GapCode.UNSUPPORTED,
                    "picture in which text is not recognized " + e.getClass().getSimpleName());
        }
    }

    private void read(ImageReader reader) throws IOException {
        int count = reader.getNumImages(true);
        boolean whole = count <= MAX_PICTURES;
        for (int i = 0; i < Math.min(count, MAX_PICTURES) && !sink.isFull(); i++) {
            whole &= read(reader, i);
        }
        if (whole) {
            sink.readShown();
        } else if (count > MAX_PICTURES) {
            sink.gap(GapCode.UNSUPPORTED, "more than " + MAX_PICTURES + " pictures in a file");
        }
    }

    /** {@return whether it was read} */
    private boolean read(ImageReader reader, int index) throws IOException {
        int width = reader.getWidth(index);
        int height = reader.getHeight(index);
        long pixels = (long) width * height;
        if (Math.min(width, height) < FEWEST_PIXELS) {
            return true;
        }
        if (pixels > MAX_PIXELS) {
            sink.gap(GapCode.UNSUPPORTED, "picture of too many pixels");
            return false;
        }
        ImageReadParam setting = reader.getDefaultReadParam();
        int step = (int) Math.ceil(Math.sqrt((double) pixels / MANY_PIXELS));
        setting.setSourceSubsampling(step, step, 0, 0);
        BufferedImage picture = reader.read(index, setting);
        Optional<List<Word>> words = recognizer.read(picture, sink);
        words.ifPresent(read -> Recognizer.tell(
                read,
                sink,
                area -> new Place.Page(
                        index + 1, area.x * step, area.y * step, area.width * step, area.height * step)));
        return words.isPresent();
    }
}
