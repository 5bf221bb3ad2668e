package dev.weir.ingest.layout.ole;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.Place;
import dev.weir.ingest.layout.office.Colour;
import dev.weir.ingest.layout.office.Lines;
import dev.weir.ingest.layout.office.Symbols;
import dev.weir.ingest.layout.office.WordFields;
import dev.weir.models.detect.Channel;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.poi.hwpf.model.CHPX;
import org.apache.poi.hwpf.model.PAPX;
import org.apache.poi.hwpf.model.PropertyNode;

/** Reads stretches of a Word document's text that belong together, such as all footnotes. */
final class DocStory {

    private static final int PARAGRAPH_PROPERTIES = 2;

    private final DocPass document;
    private final Lines lines;
    private final CharSequence text;
    private final List<PAPX> paragraphs;
    private final List<CHPX> runs;
    private final int part;
    private final DocRows rows;
    private WordFields fields;
    private Set<Concealment> base = Set.of();
    private Set<Concealment> reasons = Set.of();
    private Place place;
    private Colour page;
    private String label = "";
    private final StringBuilder plain = new StringBuilder();
    private int number;
    private int cell;
    private boolean inCell;

    DocStory(DocPass document, int part) {
        this.document = document;
        this.lines = document.lines();
        this.text = document.text();
        this.paragraphs = document.paragraphs();
        this.runs = document.runs();
        this.part = part;
        this.rows = new DocRows(paragraphs);
        this.place = new Place.Paragraph(part, 1);
        this.page = document.page();
        this.fields = newFields();
    }

    private WordFields newFields() {
        return new WordFields(
                code -> {
                    EnumSet<Concealment> all = EnumSet.of(Concealment.FIELD_CODE);
                    all.addAll(base);
                    lines.text(code, place, all);
                },
                lines.sink()::link);
    }

    /**
     * Reads a stretch of the text.
     *
     * @param hidden why nothing of it is seen; empty if it is
     * @param ground the colour of what it stands on
     */
    void read(int from, int to, Set<Concealment> hidden, Colour ground) {
        base = hidden;
        page = ground;
        int end = Math.min(to, text.length());
        int run = first(runs, from);
        int at = from;
        int size = paragraphs.size();
        for (int i = first(paragraphs, from);
                i < size && at < end && !lines.sink().isFull();
                i++) {
            PAPX paragraph = paragraphs.get(i);
            int start = Math.max(at, Math.min(paragraph.getStart(), end));
            loose(at, start);
            at = start;
            int stop = Math.min(end, paragraph.getEnd());
            if (start < stop) {
                run = paragraph(i, start, stop, run);
                at = stop;
            }
        }
        if (!lines.sink().isFull()) {
            loose(at, end);
        }
        endRow();
        fields.end();
        fields = newFields();
        lines.paragraphEnd();
    }

    /** Text that is in no paragraph. */
    private void loose(int from, int to) {
        int start = from;
        for (int at = from; at < to; at++) {
            char unit = text.charAt(at);
            if (unit == '\r' || unit == '\u0007' || at == to - 1) {
                endRow();
                place = new Place.Paragraph(part, ++number);
                run(document.styles().look(0), start, at + 1, page);
                lines.paragraphEnd();
                start = at + 1;
            }
        }
    }

    /** The first of these that ends behind a position. */
    private static int first(List<? extends PropertyNode<?>> nodes, int position) {
        int low = 0;
        int high = nodes.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (nodes.get(middle).getEnd() > position) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** {@return the run in which the paragraph ends} */
    private int paragraph(int index, int from, int to, int firstRun) {
        PAPX properties = paragraphs.get(index);
        int style = properties.getIstd();
        DocParagraph paragraph = document.styles().paragraph(style).with(properties.getGrpprl(), PARAGRAPH_PROPERTIES);
        place = new Place.Paragraph(part, ++number);
        if (paragraph.isInTable()) {
            if (!inCell && !paragraph.isRowEnd()) {
                inCell = true;
                lines.cellStart();
            }
        } else {
            endRow();
        }
        label = paragraph.isInList() ? document.label(properties) : "";
        Colour ground = ground(paragraph, index);
        int run = firstRun;
        int at = from;
        while (at < to) {
            CHPX current = run < runs.size() ? runs.get(run) : null;
            if (current == null || current.getStart() > at) {
                // Of this stretch nothing is said.
                int stop = current == null ? to : Math.min(to, current.getStart());
                run(document.styles().look(style), at, stop, ground);
                at = stop;
            } else if (current.getEnd() > at) {
                int stop = Math.min(to, current.getEnd());
                run(document.styles().look(style, current), at, stop, ground);
                at = stop;
            } else {
                run++;
            }
        }
        end(paragraph, text.charAt(to - 1));
        return run;
    }

    private Colour ground(DocParagraph paragraph, int index) {
        Colour own = paragraph.ground();
        if (own != null) {
            return own;
        }
        if (!paragraph.isInTable()) {
            return page;
        }
        Colour behind = paragraph.depth() > 1 ? Colour.UNKNOWN : rows.ground(index, cell);
        return behind == null ? page : behind;
    }

    private void end(DocParagraph paragraph, char mark) {
        lines.paragraphEnd();
        if (paragraph.isInTable() && mark == '\u0007') {
            if (paragraph.isRowEnd()) {
                endRow();
            } else if (inCell) {
                inCell = false;
                cell++;
                lines.cellEnd();
            }
        }
    }

    private void endRow() {
        if (inCell) {
            inCell = false;
            lines.cellEnd();
        }
        if (cell > 0) {
            lines.rowEnd();
        }
        cell = 0;
    }

    private void run(DocLook look, int from, int to, Colour ground) {
        EnumSet<Concealment> all = EnumSet.noneOf(Concealment.class);
        all.addAll(base);
        all.addAll(look.concealments(ground));
        reasons = all;
        for (int at = from; at < to; at++) {
            character(text.charAt(at), look);
        }
        write();
    }

    private void character(char unit, DocLook look) {
        if (unit >= ' ') {
            if (look.symbol() != 0 && unit == '(') {
                plain.append(Symbols.letter(look.symbol(), document.font(look.symbolFont())));
            } else {
                plain.append(unit);
            }
            return;
        }
        switch (unit) {
            case '\t' -> plain.append('\t');
            case '\u001e' -> plain.append('\u2011');
            case '\u0001' -> form(look);
            case '\u0013' -> mark("begin");
            case '\u0014' -> mark("separate");
            case '\u0015' -> mark("end");
            case '\u000b', '\u000c', '\u000e' -> {
                write();
                lines.lineBreak(reasons);
            }
            default -> {
                // The mark of something that is no text, or one of a hyphen that is not shown.
            }
        }
    }

    private void form(DocLook look) {
        write();
        for (String text : document.forms().at(look.dataAt())) {
            lines.beside(Channel.HIDDEN, text, place, Concealment.ATTRIBUTE_ONLY, reasons);
        }
    }

    private void mark(String kind) {
        write();
        fields.mark(kind);
    }

    private void write() {
        if (plain.isEmpty()) {
            return;
        }
        String piece = plain.toString();
        plain.setLength(0);
        if (fields.isInCode()) {
            fields.instruction(piece);
            return;
        }
        if (!label.isEmpty() && !piece.isBlank()) {
            String numbered = label;
            label = "";
            lines.text(numbered, place, reasons);
        }
        lines.text(piece, place, reasons);
    }
}
