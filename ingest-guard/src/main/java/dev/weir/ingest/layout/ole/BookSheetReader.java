package dev.weir.ingest.layout.ole;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.Words;
import dev.weir.ingest.layout.office.Colour;
import dev.weir.ingest.layout.office.FormatSections;
import dev.weir.ingest.layout.office.Lines;
import dev.weir.models.detect.Channel;
import dev.weir.models.detect.GapCode;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.poi.hssf.record.BoolErrRecord;
import org.apache.poi.hssf.record.CFRuleBase;
import org.apache.poi.hssf.record.CellValueRecordInterface;
import org.apache.poi.hssf.record.ColumnInfoRecord;
import org.apache.poi.hssf.record.CommonObjectDataSubRecord;
import org.apache.poi.hssf.record.ContinueRecord;
import org.apache.poi.hssf.record.DVRecord;
import org.apache.poi.hssf.record.DefaultRowHeightRecord;
import org.apache.poi.hssf.record.DrawingRecord;
import org.apache.poi.hssf.record.FooterRecord;
import org.apache.poi.hssf.record.FormulaRecord;
import org.apache.poi.hssf.record.HeaderFooterRecord;
import org.apache.poi.hssf.record.HeaderRecord;
import org.apache.poi.hssf.record.HyperlinkRecord;
import org.apache.poi.hssf.record.LabelRecord;
import org.apache.poi.hssf.record.LabelSSTRecord;
import org.apache.poi.hssf.record.NoteRecord;
import org.apache.poi.hssf.record.NumberRecord;
import org.apache.poi.hssf.record.ObjRecord;
import org.apache.poi.hssf.record.ProtectRecord;
import org.apache.poi.hssf.record.Record;
import org.apache.poi.hssf.record.RowRecord;
import org.apache.poi.hssf.record.StringRecord;
import org.apache.poi.hssf.record.TextObjectRecord;
import org.apache.poi.hssf.record.cf.FontFormatting;
import org.apache.poi.hssf.record.cf.PatternFormatting;
import org.apache.poi.hssf.record.chart.SeriesTextRecord;
import org.apache.poi.hssf.record.common.UnicodeString;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.FormulaError;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.util.LittleEndian;
import org.apache.tika.metadata.Office;
import org.jspecify.annotations.Nullable;

/** Reads the records of one sheet. Used once. */
final class BookSheetReader {

    private static final int TIP = 0x800;
    private static final int RECORD_HEADER_BYTES = 4;
    private static final int TIP_TEXT = 10;
    private static final int HEADER_SWITCHES = 28;
    private static final int HEADER_LENGTHS = 30;
    private static final int HEADER_TEXTS = 38;
    private static final int NO_HEIGHT_BY_DEFAULT = 2;
    private static final int HEIGHT = 0x7FFF;

    private final BookPass workbook;
    private final BookSheet sheet;
    private final BookStyles styles;
    private final boolean isChart;
    private final DrawingStream drawing;

    /** One formula is often that of a whole column. */
    private final Set<String> said = new HashSet<>();

    private @Nullable FormulaRecord waiting;
    private @Nullable Record previous;
    private int charts;
    private int object;
    private int objectKind;

    BookSheetReader(BookPass workbook, BookSheet sheet, boolean isChart) {
        this.workbook = workbook;
        this.sheet = sheet;
        this.styles = workbook.styles();
        this.isChart = isChart;
        this.drawing = new DrawingStream(this::shape);
    }

    /** A chart begins that lies on the sheet. */
    void chart() {
        charts++;
    }

    void chartEnd() {
        charts--;
    }

    void close() {
        drawing.end();
        sheet.write();
    }

    void record(Record record) {
        switch (record) {
            case StringRecord text -> result(text);
            case CellValueRecordInterface cell -> cell(cell);
            case ContinueRecord more -> {
                if (previous instanceof DrawingRecord) {
                    drawing.feed(more.getData());
                }
            }
            case DrawingRecord piece -> drawing.feed(piece.getRecordData());
            case ObjRecord placed -> placed(placed);
            case TextObjectRecord text -> sheet.box(text.getStr(), drawing.last(), object, objectKind);
            case SeriesTextRecord text -> sheet.aside(text.getText(), Set.of());
            case NoteRecord note -> note(note);
            case RowRecord row -> row(row);
            case ColumnInfoRecord columns -> columns(columns);
            case DefaultRowHeightRecord rows -> {
                if ((rows.getOptionFlags() & NO_HEIGHT_BY_DEFAULT) != 0) {
                    sheet.hideOtherRows();
                }
            }
            case HyperlinkRecord link -> link(link);
            case CFRuleBase rule -> conditional(rule);
            case DVRecord validation -> validation(validation);
            case HeaderRecord header -> sheet.header(header.getText(), Set.of());
            case FooterRecord footer -> sheet.header(footer.getText(), Set.of());
            case HeaderFooterRecord headers -> headers(data(headers));
            case ProtectRecord protection -> {
                if (protection.getProtect()) {
                    workbook.metadata().set(Office.PROTECTED_WORKSHEET, true);
                }
            }
            default -> {
                if (record.getSid() == TIP) {
                    tip(data(record));
                }
            }
        }
        if (!(record instanceof ContinueRecord)) {
            previous = record;
        }
    }

    /** What a record holds that POI does not know. */
    static byte[] data(Record record) {
        byte[] whole = record.serialize();
        byte[] data = new byte[Math.max(0, whole.length - RECORD_HEADER_BYTES)];
        System.arraycopy(whole, whole.length - data.length, data, 0, data.length);
        return data;
    }

    private void cell(CellValueRecordInterface cell) {
        switch (cell) {
            case LabelSSTRecord label -> {
                UnicodeString text = workbook.shared(label.getSSTIndex());
                text(label, text.getString(), text);
            }
            case LabelRecord label -> text(label, label.getValue(), null);
            case NumberRecord number -> number(number, number.getValue());
            case BoolErrRecord value ->
                text(value, value.isBoolean() ? truth(value.getBooleanValue()) : error(value.getErrorValue()), null);
            case FormulaRecord formula -> formula(formula);
            default -> {
                // A cell without a value.
            }
        }
    }

    private void text(CellValueRecordInterface cell, String text, @Nullable UnicodeString rich) {
        boolean unshown = styles.hidesText(cell.getXFIndex());
        write(cell, text, rich, unshown);
    }

    private void number(CellValueRecordInterface cell, double value) {
        int index = styles.formatIndex(cell.getXFIndex());
        String format = styles.format(cell.getXFIndex());
        boolean unshown = FormatSections.hidesNumber(format, value);
        String text = unshown ? workbook.formatted(value, 0, "General") : workbook.formatted(value, index, format);
        write(cell, text, null, unshown);
    }

    private void write(CellValueRecordInterface cell, String text, @Nullable UnicodeString rich, boolean unshown) {
        if (!isChart && charts == 0) {
            sheet.cell(cell.getRow(), cell.getColumn(), cell.getXFIndex(), text, rich, unshown);
        } else if (!text.isBlank()) {
            sheet.aside(text.strip(), Set.of());
        }
    }

    private static String truth(boolean value) {
        return value ? "TRUE" : "FALSE";
    }

    private static String error(int code) {
        return FormulaError.isValidCode(code) ? FormulaError.forInt(code).getString() : "";
    }

    private void formula(FormulaRecord formula) {
        waiting = null;
        CellType type = formula.getCachedResultTypeEnum();
        switch (type) {
            case STRING -> waiting = formula;
            case BOOLEAN -> text(formula, truth(formula.getCachedBooleanValue()), null);
            case ERROR -> text(formula, error(formula.getCachedErrorValue()), null);
            default -> number(formula, formula.getValue());
        }
        if (type != CellType.STRING) {
            literals(formula, "");
        }
    }

    /** The text that a formula results in follows it. */
    private void result(StringRecord text) {
        FormulaRecord formula = waiting;
        waiting = null;
        if (formula != null) {
            text(formula, text.getString(), null);
            literals(formula, text.getString());
        }
    }

    /** A text inside a formula is not shown unless it is the result. */
    private void literals(FormulaRecord formula, String result) {
        for (String text : BookPass.literals(formula::getParsedExpression)) {
            if (text.contains("://") || text.startsWith("mailto:")) {
                workbook.lines().sink().link(text);
            } else if (!text.equals(result) && Words.speak(text) && said.add(text)) {
                sheet.beside(Channel.HIDDEN, text, formula.getRow(), formula.getColumn(), Concealment.FIELD_CODE);
            }
        }
    }

    private void placed(ObjRecord placed) {
        for (Object part : placed.getSubRecords()) {
            if (part instanceof CommonObjectDataSubRecord common) {
                object = common.getObjectId();
                objectKind = common.getObjectType();
            }
        }
    }

    private void shape(DrawnShape shape) {
        byte[] anchor = shape.anchor();
        int column = anchor.length >= 18 ? LittleEndian.getUShort(anchor, 2) : 0;
        int row = anchor.length >= 18 ? LittleEndian.getUShort(anchor, 6) : 0;
        for (String description : shape.descriptions()) {
            sheet.beside(Channel.ALT_TEXT, description, row, column, Concealment.ATTRIBUTE_ONLY);
        }
        if (!shape.lettering().isBlank()) {
            sheet.aside(shape.lettering(), shape.isHidden() ? Set.of(Concealment.HIDDEN_OBJECT) : Set.of());
        }
    }

    private void note(NoteRecord note) {
        sheet.note(note);
        String author = note.getAuthor();
        if (author != null && !author.isBlank()) {
            workbook.comments(author);
        }
    }

    private void row(RowRecord row) {
        boolean hidden = row.getZeroHeight() || (row.getHeight() & HEIGHT) == 0;
        if (hidden) {
            workbook.metadata().set(Office.HAS_HIDDEN_ROWS, true);
        }
        sheet.row(row.getRowNumber(), hidden);
    }

    private void columns(ColumnInfoRecord columns) {
        boolean hidden = sheet.columns(
                columns.getFirstColumn(), columns.getLastColumn(), columns.getHidden(), columns.getColumnWidth());
        if (hidden) {
            workbook.metadata().set(Office.HAS_HIDDEN_COLUMNS, true);
        }
    }

    private void link(HyperlinkRecord link) {
        Lines lines = workbook.lines();
        for (String target : new String[] {link.getAddress(), link.getTextMark()}) {
            if (target != null) {
                lines.sink().link(target);
            }
        }
    }

    private void tip(byte[] data) {
        if (data.length > TIP_TEXT) {
            int row = LittleEndian.getUShort(data, 2);
            int column = LittleEndian.getUShort(data, 6);
            String text = new String(data, TIP_TEXT, data.length - TIP_TEXT & ~1, StandardCharsets.UTF_16LE);
            sheet.beside(Channel.HIDDEN, text.replace("\0", ""), row, column, Concealment.ATTRIBUTE_ONLY);
        }
    }

    private void validation(DVRecord validation) {
        CellRangeAddress[] ranges = validation.getCellRangeAddress().getCellRangeAddresses();
        int row = ranges.length == 0 ? 0 : ranges[0].getFirstRow();
        int column = ranges.length == 0 ? 0 : ranges[0].getFirstColumn();
        for (String text : new String[] {
            validation.getPromptTitle(),
            validation.getPromptText(),
            validation.getErrorTitle(),
            validation.getErrorText()
        }) {
            if (text != null) {
                sheet.beside(Channel.HIDDEN, text.replace("\0", ""), row, column, Concealment.ATTRIBUTE_ONLY);
            }
        }
        for (BookPass.Formula formula : List.<BookPass.Formula>of(validation::getFormula1, validation::getFormula2)) {
            for (String text : BookPass.literals(formula)) {
                sheet.beside(Channel.HIDDEN, text.replace('\0', '\n'), row, column, Concealment.ATTRIBUTE_ONLY);
            }
        }
    }

    /** What a format is that cells take on if a condition holds. */
    private void conditional(CFRuleBase rule) {
        for (BookPass.Formula formula :
                List.<BookPass.Formula>of(rule::getParsedExpression1, rule::getParsedExpression2)) {
            for (String text : BookPass.literals(formula)) {
                if (Words.speak(text) && said.add(text)) {
                    sheet.beside(Channel.HIDDEN, text, 0, 0, Concealment.FIELD_CODE);
                }
            }
        }
        FontFormatting font = rule.getFontFormatting();
        PatternFormatting pattern = rule.getPatternFormatting();
        Colour ground = pattern == null ? Colour.WHITE : styles.colour(pattern.getFillBackgroundColor());
        if (font != null && styles.colour(font.getFontColorIndex()).isLostOn(ground)) {
            workbook.lines().sink().gap(GapCode.FLAT_TEXT, "conditional formats that may hide cells");
        }
    }

    /** The headers of even pages and of the first one, which are shown only if they differ from the others. */
    private void headers(byte[] data) {
        if (data.length < HEADER_TEXTS) {
            return;
        }
        int switches = LittleEndian.getUShort(data, HEADER_SWITCHES);
        int at = HEADER_TEXTS;
        for (int i = 0; i < 4; i++) {
            int length = LittleEndian.getUShort(data, HEADER_LENGTHS + 2 * i);
            if (length == 0 || at + 3 > data.length) {
                continue;
            }
            boolean wide = (data[at + 2] & 1) != 0;
            int bytes = Math.min(wide ? 2 * length : length, data.length - at - 3);
            String text =
                    new String(data, at + 3, bytes, wide ? StandardCharsets.UTF_16LE : StandardCharsets.ISO_8859_1);
            boolean shown = (switches & (i < 2 ? 1 : 2)) != 0;
            sheet.header(text, shown ? Set.of() : Set.of(Concealment.NOT_RENDERED));
            at += 3 + bytes;
        }
    }
}
