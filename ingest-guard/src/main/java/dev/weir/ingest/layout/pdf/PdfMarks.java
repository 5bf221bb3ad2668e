package dev.weir.ingest.layout.pdf;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.text.TextPosition;
import org.jspecify.annotations.Nullable;

/** The marked content that is open while a page is read. */
final class PdfMarks {

    private static final int MAX_OPEN = 10_000;
    private static final int NONE = -1;

    /** A stretch of which the document says in other words what it reads. */
    static final class Said {
        final String text;
        final StringBuilder shown = new StringBuilder();

        /** Glyphs whose characters are not known; they are kept back until it is clear that nothing better is. */
        final List<TextPosition> unmapped = new ArrayList<>();

        @Nullable PdfGlyph first;

        int glyphs;

        Said(String text) {
            this.text = text;
        }
    }

    private record Mark(boolean off, int id, @Nullable Said said) {}

    private final Deque<Mark> open = new ArrayDeque<>();
    private int off;
    private int unkept;

    void clear() {
        open.clear();
        off = 0;
        unkept = 0;
    }

    void begin(boolean isOff, @Nullable COSDictionary properties) {
        if (open.size() >= MAX_OPEN) {
            unkept++;
            return;
        }
        @Nullable String text = properties == null ? null : properties.getString(COSName.ACTUAL_TEXT);
        int id = properties == null ? NONE : properties.getInt(COSName.MCID, NONE);
        @Nullable Mark outer = open.peek();
        // What an outer mark says holds for what is in it.
        @Nullable Said inherited = outer == null ? null : outer.said();
        int within = outer == null ? NONE : outer.id();
        open.push(new Mark(isOff, id == NONE ? within : id, text == null ? inherited : new Said(text)));
        off += isOff ? 1 : 0;
    }

    /** {@return what was said of the stretch that ends, or null} */
    @Nullable Said end() {
        if (unkept > 0) {
            unkept--;
            return null;
        }
        @Nullable Mark ended = open.poll();
        if (ended == null) {
            return null;
        }
        off -= ended.off() ? 1 : 0;
        @Nullable Mark outer = open.peek();
        return outer != null && Objects.equals(outer.said(), ended.said()) ? null : ended.said();
    }

    /** Ends all that is open, and returns what was said of it. */
    List<Said> drain() {
        List<Said> ended = new ArrayList<>();
        unkept = 0;
        while (!open.isEmpty()) {
            @Nullable Said said = end();
            if (said != null) {
                ended.add(said);
            }
        }
        return ended;
    }

    boolean isOff() {
        return off > 0;
    }

    /** The number of the marked content in the page's structure, or -1. */
    int id() {
        @Nullable Mark mark = open.peek();
        return mark == null ? NONE : mark.id();
    }

    @Nullable Said said() {
        @Nullable Mark mark = open.peek();
        return mark == null ? null : mark.said();
    }
}
