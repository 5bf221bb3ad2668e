package dev.weir.ingest.layout.ooxml;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.Place;
import dev.weir.ingest.layout.Words;
import dev.weir.ingest.layout.office.Colour;
import dev.weir.ingest.layout.office.FormatSections;
import dev.weir.ingest.layout.office.HeaderText;
import dev.weir.ingest.layout.office.Lines;
import dev.weir.ingest.layout.office.XmlWalk;
import dev.weir.models.detect.Channel;
import dev.weir.models.detect.GapCode;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;
import org.apache.tika.metadata.Office;
import org.jspecify.annotations.Nullable;

/** Reads one sheet of a workbook. Used once. */
final class SheetReader {

    private static final int MAX_COLUMN = 16_384;

    /** Characters of width and points of height below which nothing is seen. */
    private static final double MAX_CLOSED = 0.2;

    private static final Pattern LITERAL = Pattern.compile("\"([^\"]{1,8000})\"");

    private final WorkbookPass workbook;
    private final Lines lines;
    private final XmlWalk walk;
    private final int sheet;
    private final Set<Concealment> base;
    private final SheetTables tables;
    private final BitSet hiddenColumns = new BitSet();
    private boolean rowsHidden;
    private int row;
    private int column;

    SheetReader(WorkbookPass workbook, XmlWalk walk, int sheet, Set<Concealment> base, SheetTables tables) {
        this.workbook = workbook;
        this.lines = workbook.lines();
        this.walk = walk;
        this.sheet = sheet;
        this.base = base;
        this.tables = tables;
    }

    void read() throws XMLStreamException {
        walk.root(root -> walk.children(this::element));
    }

    private void element(String name) throws XMLStreamException {
        switch (name) {
            case "x:sheetFormatPr" -> rowsHidden = walk.says("zeroHeight");
            case "x:col" -> column();
            case "x:row" -> row();
            case "x:sheetProtection" -> workbook.metadata().set(Office.PROTECTED_WORKSHEET, true);
            case "x:hyperlink" -> {
                describe("ref", "tooltip");
                lines.sink().link(walk.attribute("location", ""));
            }
            case "x:dataValidation", ":dataValidation" -> {
                describe("sqref", "promptTitle", "prompt", "errorTitle", "error");
                walk.children(this::element);
            }
            case "x:cfRule" -> {
                conditional(workbook.styles().mayHide(walk.number("dxfId", -1)));
                walk.children(this::element);
            }
            case ":dxf" -> conditional(workbook.styles().hides(walk));
            case "x:formula1", "x:formula2", "x:formula", ":f" ->
                literals(walk.text(), "", new Place.Cell(sheet, Math.max(1, row), 1));
            case "x:headerFooter" -> headers();
            default -> walk.children(this::element);
        }
    }

    private void conditional(boolean mayHide) {
        if (mayHide) {
            lines.sink().gap(GapCode.FLAT_TEXT, "conditional formats that may hide cells");
        }
    }

    private void describe(String where, String... attributes) {
        Place place = CellName.of(walk.attribute(where, "A1")).place(sheet);
        for (String attribute : List.of(attributes)) {
            lines.beside(Channel.HIDDEN, walk.attribute(attribute), place, Concealment.ATTRIBUTE_ONLY, base);
        }
    }

    private void column() {
        boolean hidden = walk.says("hidden") || isClosed(walk.attribute("width"));
        if (hidden) {
            workbook.metadata().set(Office.HAS_HIDDEN_COLUMNS, true);
            int from = Math.clamp(walk.number("min", 1), 1, MAX_COLUMN);
            int to = Math.clamp(walk.number("max", 1), from, MAX_COLUMN);
            hiddenColumns.set(from, to + 1);
        }
    }

    private static boolean isClosed(@Nullable String size) {
        try {
            return size != null && Double.parseDouble(size) < MAX_CLOSED;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private void row() throws XMLStreamException {
        row = Math.clamp(walk.number("r", row + 1L), 1, Integer.MAX_VALUE - 1);
        column = 0;
        String said = walk.attribute("hidden");
        boolean hidden = (said == null ? rowsHidden : XmlWalk.isOn(said)) || isClosed(walk.attribute("ht"));
        EnumSet<Concealment> reasons = EnumSet.noneOf(Concealment.class);
        reasons.addAll(base);
        if (hidden) {
            workbook.metadata().set(Office.HAS_HIDDEN_ROWS, true);
            reasons.add(Concealment.HIDDEN_ROW);
        }
        walk.children(name -> {
            if (name.equals("x:c")) {
                cell(reasons);
            }
        });
        lines.rowEnd();
    }

    private void cell(Set<Concealment> rowReasons) throws XMLStreamException {
        String name = walk.attribute("r");
        column = name == null ? column + 1 : CellName.of(name).column();
        CellName at = new CellName(row, column);
        int style = (int) walk.number("s", 0);
        String type = walk.attribute("t", "n");
        @Nullable CellText[] inline = {null};
        String[] value = {""};
        String[] formula = {""};
        walk.children(part -> {
            switch (part) {
                case "x:v" -> value[0] = walk.text();
                case "x:is" -> inline[0] = CellText.read(walk, workbook.styles());
                case "x:f" -> formula[0] = walk.text();
                default -> {
                    // Nothing is shown of it.
                }
            }
        });
        EnumSet<Concealment> reasons = EnumSet.noneOf(Concealment.class);
        reasons.addAll(rowReasons);
        if (hiddenColumns.get(column)) {
            reasons.add(Concealment.HIDDEN_COLUMN);
        }
        CellText inside = inline[0];
        CellText text = inside != null ? inside : text(type, value[0], style, reasons);
        if (!type.equals("n")
                && !type.isEmpty()
                && FormatSections.hidesText(workbook.styles().format(style))) {
            reasons.add(Concealment.NUMBER_FORMAT);
        }
        write(text, at, style, reasons);
        if (!formula[0].isEmpty()) {
            literals(formula[0], value[0], at.place(sheet));
        }
    }

    private CellText text(String type, String value, int style, Set<Concealment> reasons) {
        return switch (type) {
            case "s" -> workbook.texts().use(XmlWalk.parsed(value, -1));
            case "str" -> CellText.of(CellText.unescaped(value));
            case "b" -> CellText.of(value.strip().equals("0") ? "FALSE" : value.isBlank() ? "" : "TRUE");
            case "n" -> CellText.of(number(value, style, reasons));
            default -> CellText.of(value);
        };
    }

    private String number(String value, int style, Set<Concealment> reasons) {
        try {
            double number = Double.parseDouble(value);
            if (FormatSections.hidesNumber(workbook.styles().format(style), number)) {
                reasons.add(Concealment.NUMBER_FORMAT);
                return workbook.formatted(number, 0, "General");
            }
            return workbook.formatted(number, style);
        } catch (NumberFormatException e) {
            return value;
        }
    }

    private void write(CellText text, CellName at, int style, Set<Concealment> reasons) {
        if (text.length() == 0 && text.reading().isEmpty()) {
            return;
        }
        Place place = at.place(sheet);
        Colour ground = workbook.styles().ground(style);
        boolean coloured = ground.equals(Colour.WHITE) && tables.hold(at);
        lines.cellStart();
        for (CellText.Run run : text.runs()) {
            EnumSet<Concealment> all = EnumSet.noneOf(Concealment.class);
            all.addAll(reasons);
            all.addAll(workbook.styles().concealments(style, run.font(), coloured ? Colour.UNKNOWN : ground));
            lines.text(run.text(), place, all);
        }
        lines.cellEnd();
        lines.beside(Channel.ALT_TEXT, text.reading(), place, Concealment.ATTRIBUTE_ONLY, reasons);
    }

    /** A text inside a formula is not shown unless it is the result. */
    private void literals(String formula, String result, Place place) {
        Matcher literal = LITERAL.matcher(formula);
        while (literal.find()) {
            String text = literal.group(1);
            if (text.contains("://") || text.startsWith("mailto:")) {
                lines.sink().link(text);
            } else if (!text.equals(result) && Words.speak(text)) {
                lines.beside(Channel.HIDDEN, text, place, Concealment.FIELD_CODE, base);
            }
        }
    }

    private void headers() throws XMLStreamException {
        boolean first = walk.says("differentFirst");
        boolean even = walk.says("differentOddEven");
        Place place = new Place.Cell(sheet, 1, 1);
        walk.children(name -> {
            boolean shown = name.startsWith("x:odd") || (name.startsWith("x:first") ? first : even);
            EnumSet<Concealment> reasons = EnumSet.noneOf(Concealment.class);
            reasons.addAll(base);
            if (!shown) {
                reasons.add(Concealment.NOT_RENDERED);
            }
            for (String text : HeaderText.sections(walk.text())) {
                lines.text(text, place, reasons);
                lines.rowEnd();
            }
        });
    }
}
