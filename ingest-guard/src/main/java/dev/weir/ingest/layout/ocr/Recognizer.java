package dev.weir.ingest.layout.ocr;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.Place;
import dev.weir.ingest.layout.TextSink;
import dev.weir.models.detect.Channel;
import dev.weir.models.detect.GapCode;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the words of the pictures of one document. */
public final class Recognizer {

    private static final int FEWEST_FAINT_LETTERS = 4;

    private final TextRecognition wanted;
    private final @Nullable Tesseract program;

    private Recognizer(TextRecognition wanted, @Nullable Tesseract program) {
        this.wanted = wanted;
        this.program = program;
    }

    /**
     * Reads pictures if that is wanted.
     *
     * @param millis for all pictures together; what is not read by then is a gap
     */
    public static Recognizer of(TextRecognition wanted, long millis) {
        return new Recognizer(
                wanted,
                wanted.program()
                        .map(path -> new Tesseract(path, wanted, millis))
                        .orElse(null));
    }

    /** Whether pictures are to be read, if that is possible. */
    public boolean isWanted() {
        return wanted.isOn();
    }

    /** Whether pictures can be read; if they are to be and cannot, a gap says so. */
    public boolean isReady(TextSink sink) {
        if (program == null && wanted.isOn()) {
            sink.gap(GapCode.UNSUPPORTED, "text in pictures is to be recognized and Tesseract is not installed");
        }
        return program != null && wanted.isOn();
    }

    /** Reads a picture. If nothing comes back it was not read, and a gap says so. */
    public Optional<List<Word>> read(BufferedImage picture, TextSink sink) {
        if (program == null) {
            return Optional.empty();
        }
        try {
            GreyPicture grey = GreyPicture.of(picture);
            List<Word> words = new ArrayList<>();
            program.read(grey).forEach(word -> words.add(grey.placed(word)));
            // What people do not see is drawn once more, in black and by itself.
            Optional<GreyPicture> faint = grey.faintOnly();
            if (faint.isPresent()) {
                program.read(faint.get()).stream()
                        .map(grey::placed)
                        .filter(word -> word.faint() && words.stream().noneMatch(other -> isSame(other, word)))
                        .forEach(words::add);
            }
            return Optional.of(words);
        } catch (IOException e) {
            sink.gap(GapCode.UNSUPPORTED, "text in a picture not recognized, " + e.getMessage());
            return Optional.empty();
        }
    }

    private static boolean isSame(Word one, Word other) {
        return one.faint() && box(one).intersects(box(other));
    }

    private static Rectangle box(Word word) {
        return new Rectangle(word.x(), word.y(), word.width(), word.height());
    }

    /** Hands out words line by line: those that a reader sees as body text, and the others as hidden. */
    public static void tell(List<Word> words, TextSink sink, Function<Rectangle, Place> places) {
        for (boolean faint : new boolean[] {false, true}) {
            List<Word> line = new ArrayList<>();
            for (Word word : words) {
                if (word.faint() == faint) {
                    if (!line.isEmpty() && line.getLast().line() != word.line()) {
                        tellLine(line, sink, places);
                        line.clear();
                    }
                    line.add(word);
                }
            }
            tellLine(line, sink, places);
        }
    }

    private static void tellLine(List<Word> line, TextSink sink, Function<Rectangle, Place> places) {
        if (line.isEmpty()) {
            return;
        }
        boolean faint = line.getFirst().faint();
        String text = String.join(" ", line.stream().map(Word::text).toList());
        if (faint && text.codePoints().filter(Character::isLetterOrDigit).count() < FEWEST_FAINT_LETTERS) {
            // Dirt is read as a letter or two.
            return;
        }
        Rectangle area = box(line.getFirst());
        line.forEach(word -> area.add(box(word)));
        Channel channel = faint ? Channel.HIDDEN : Channel.BODY;
        sink.newLine(channel);
        sink.text(channel, text, places.apply(area), faint ? Set.of(Concealment.LOW_CONTRAST) : Set.of());
        sink.newLine(channel);
    }
}
