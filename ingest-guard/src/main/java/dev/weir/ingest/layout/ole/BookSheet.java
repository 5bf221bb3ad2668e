package dev.weir.ingest.layout.ole;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.Place;
import dev.weir.ingest.layout.office.Colour;
import dev.weir.ingest.layout.office.HeaderText;
import dev.weir.ingest.layout.office.Lines;
import dev.weir.models.detect.Channel;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import org.apache.poi.hssf.record.NoteRecord;
import org.apache.poi.hssf.record.common.UnicodeString;
import org.apache.poi.hssf.usermodel.HSSFRichTextString;
import org.jspecify.annotations.Nullable;

/** One sheet while it is read: its cells, and what lies over them. Written when all of it is known. */
final class BookSheet {

    private static final int MAX_ROW = 65_536;
    private static final int MAX_COLUMN = 256;

    /** 256ths of a character of width below which nothing is seen. */
    private static final int MAX_CLOSED = 51;

    /** The kind of object that is the box of a comment. */
    private static final int COMMENT_BOX = 25;

    private record Value(
            int row,
            int column,
            int style,
            String text,
            @Nullable UnicodeString rich,
            boolean unshown) {}

    private record Box(HSSFRichTextString text, DrawnShape shape, int object, int kind) {}

    private record Aside(String text, Set<Concealment> reasons) {}

    private final String name;
    private final int number;
    private final Set<Concealment> base;
    private final BookStyles styles;
    private final Lines lines;
    private final List<Value> values = new ArrayList<>();
    private final List<Box> boxes = new ArrayList<>();
    private final List<Aside> asides = new ArrayList<>();
    private final Map<Integer, NoteRecord> notes = new HashMap<>();
    private final BitSet hiddenRows = new BitSet();
    private final BitSet shownRows = new BitSet();
    private final BitSet hiddenColumns = new BitSet();
    private boolean rowsHidden;
    private boolean sorted = true;

    /** @param base why nothing of the sheet is seen; empty if it is */
    BookSheet(String name, int number, Set<Concealment> base, BookStyles styles, Lines lines) {
        this.name = name;
        this.number = number;
        this.base = base;
        this.styles = styles;
        this.lines = lines;
    }

    /** A cell, by its row and column from 0; without text it is left out. */
    void cell(int row, int column, int style, String text, @Nullable UnicodeString rich, boolean unshown) {
        if (!text.isBlank()) {
            Value last = values.isEmpty() ? null : values.getLast();
            sorted &= last == null || row > last.row || (row == last.row && column >= last.column);
            values.add(new Value(row, column, style, text, rich, unshown));
        }
    }

    /** A text on what is drawn over the cells. */
    void box(HSSFRichTextString text, DrawnShape shape, int object, int kind) {
        boxes.add(new Box(text, shape, object, kind));
    }

    /** A text that is printed around the cells, or on a chart. */
    void aside(String text, Set<Concealment> reasons) {
        asides.add(new Aside(text, reasons));
    }

    void header(String text, Set<Concealment> reasons) {
        HeaderText.sections(text).forEach(section -> aside(section, reasons));
    }

    void note(NoteRecord note) {
        notes.put(note.getShapeId(), note);
    }

    void row(int row, boolean hidden) {
        hiddenRows.set(row, hidden);
        shownRows.set(row, !hidden);
    }

    /** Rows of which nothing is said are not shown. */
    void hideOtherRows() {
        rowsHidden = true;
    }

    /** {@return whether it is not shown} */
    boolean columns(int from, int to, boolean hidden, int width) {
        boolean closed = hidden || width < MAX_CLOSED;
        if (closed && from <= to) {
            hiddenColumns.set(Math.clamp(from, 0, MAX_COLUMN), Math.clamp(to + 1L, 0, MAX_COLUMN));
        }
        return closed;
    }

    /** Says something that is not on the sheet; row and column from 0. */
    void beside(Channel channel, String text, int row, int column, Concealment reason) {
        lines.beside(channel, text, place(row, column), reason, base);
    }

    private Place place(int row, int column) {
        return new Place.Cell(number, Math.clamp(row, 0, MAX_ROW - 1) + 1, Math.clamp(column, 0, MAX_COLUMN - 1) + 1);
    }

    void write() {
        lines.text(name, place(0, 0), base);
        lines.rowEnd();
        if (!sorted) {
            values.sort(Comparator.comparingInt(Value::row).thenComparingInt(Value::column));
        }
        int row = -1;
        for (Value value : values) {
            if (lines.sink().isFull()) {
                return;
            }
            if (value.row != row) {
                lines.rowEnd();
                row = value.row;
            }
            write(value);
        }
        lines.rowEnd();
        boxes.forEach(this::write);
        for (Aside aside : asides) {
            EnumSet<Concealment> reasons = EnumSet.noneOf(Concealment.class);
            reasons.addAll(base);
            reasons.addAll(aside.reasons);
            lines.text(aside.text, place(0, 0), reasons);
            lines.rowEnd();
        }
    }

    private void write(Value value) {
        Set<Concealment> reasons = EnumSet.noneOf(Concealment.class);
        reasons.addAll(base);
        boolean hiddenRow = hiddenRows.get(value.row) || (rowsHidden && !shownRows.get(value.row));
        if (hiddenRow) {
            reasons.add(Concealment.HIDDEN_ROW);
        }
        if (hiddenColumns.get(value.column)) {
            reasons.add(Concealment.HIDDEN_COLUMN);
        }
        if (value.unshown) {
            reasons.add(Concealment.NUMBER_FORMAT);
        }
        Place place = place(value.row, value.column);
        Colour ground = styles.ground(value.style);
        UnicodeString rich = value.rich;
        int font = styles.font(value.style);
        lines.cellStart();
        if (rich == null || rich.getFormatRunCount() == 0) {
            runs(value.text, 0, at -> 0, at -> 0, font, value.style, ground, place, reasons);
        } else {
            runs(
                    value.text,
                    rich.getFormatRunCount(),
                    at -> rich.getFormatRun(at).getCharacterPos(),
                    at -> rich.getFormatRun(at).getFontIndex(),
                    font,
                    value.style,
                    ground,
                    place,
                    reasons);
        }
        lines.cellEnd();
        if (rich != null && rich.getExtendedRst() != null) {
            String reading = rich.getExtendedRst().getPhoneticText();
            lines.beside(Channel.ALT_TEXT, reading, place, Concealment.ATTRIBUTE_ONLY, reasons);
        }
    }

    private void write(Box box) {
        NoteRecord note = notes.get(box.object);
        Set<Concealment> reasons = EnumSet.noneOf(Concealment.class);
        reasons.addAll(base);
        Place place = place(0, 0);
        if (note != null || box.kind == COMMENT_BOX) {
            reasons.add(Concealment.COMMENT);
            place = note == null ? place : place(note.getRow(), note.getColumn());
        } else if (box.shape.isHidden()) {
            reasons.add(Concealment.HIDDEN_OBJECT);
        }
        HSSFRichTextString text = box.text;
        Colour ground = reasons.contains(Concealment.COMMENT) ? Colour.UNKNOWN : styles.colour(box.shape);
        runs(
                text.getString(),
                text.numFormattingRuns(),
                text::getIndexOfFormattingRun,
                text::getFontOfFormattingRun,
                0,
                -1,
                ground,
                place,
                reasons);
        lines.paragraphEnd();
    }

    /** Writes a text each of whose runs may have a font of its own. */
    private void runs(
            String text,
            int count,
            IntUnaryOperator starts,
            IntUnaryOperator fonts,
            int first,
            int style,
            Colour ground,
            Place place,
            Set<Concealment> base) {
        int font = first;
        int from = 0;
        for (int i = 0; i <= count && from < text.length(); i++) {
            int to = i < count ? Math.clamp(starts.applyAsInt(i) & 0xFFFF, from, text.length()) : text.length();
            if (to > from) {
                EnumSet<Concealment> reasons = EnumSet.noneOf(Concealment.class);
                reasons.addAll(base);
                reasons.addAll(styles.concealments(font, i == 0 ? style : -1, ground));
                lines.text(text.substring(from, to), place, reasons);
            }
            from = to;
            font = i < count ? fonts.applyAsInt(i) : font;
        }
    }
}
