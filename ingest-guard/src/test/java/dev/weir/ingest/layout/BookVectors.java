package dev.weir.ingest.layout;

import static dev.weir.ingest.layout.BookFile.cell;

import dev.weir.ingest.layout.Vector.TikaSays;
import dev.weir.models.detect.Channel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.poi.ddf.EscherComplexProperty;
import org.apache.poi.ddf.EscherPropertyTypes;
import org.apache.poi.ddf.EscherSimpleProperty;
import org.apache.poi.hssf.usermodel.DVConstraint;
import org.apache.poi.hssf.usermodel.HSSFCell;
import org.apache.poi.hssf.usermodel.HSSFCellStyle;
import org.apache.poi.hssf.usermodel.HSSFClientAnchor;
import org.apache.poi.hssf.usermodel.HSSFComment;
import org.apache.poi.hssf.usermodel.HSSFDataValidation;
import org.apache.poi.hssf.usermodel.HSSFFont;
import org.apache.poi.hssf.usermodel.HSSFName;
import org.apache.poi.hssf.usermodel.HSSFPatriarch;
import org.apache.poi.hssf.usermodel.HSSFRichTextString;
import org.apache.poi.hssf.usermodel.HSSFSheet;
import org.apache.poi.hssf.usermodel.HSSFSheetConditionalFormatting;
import org.apache.poi.hssf.usermodel.HSSFTextbox;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.hssf.util.HSSFColor.HSSFColorPredefined;
import org.apache.poi.ss.usermodel.FillPatternType;
import org.apache.poi.ss.usermodel.SheetVisibility;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.ss.util.CellRangeAddressList;

/** Ways to hide a sentence in a workbook of the binary format. */
final class BookVectors {

    private static final String FILE = "figures.xls";
    private static final short WHITE = HSSFColorPredefined.WHITE.getIndex();
    private static final short BLACK = HSSFColorPredefined.BLACK.getIndex();
    private static final short NAVY = HSSFColorPredefined.DARK_BLUE.getIndex();

    /** The style that a cell has which has none of its own. */
    private static final int PLAIN_STYLE = 15;

    private static final int HIDDEN_SHAPE = 0x20002;
    private static final int SHOWN_SHAPE = 0x20000;

    private BookVectors() {}

    /** Puts a sentence into a workbook. */
    private interface Made {
        void into(HSSFWorkbook book, HSSFSheet sheet, String sentence);
    }

    /** Gives a cell its look. */
    private interface Styled {
        void style(HSSFCellStyle style, HSSFFont font);
    }

    static List<Vector> all() {
        return Stream.of(sheets(), looks(), beside(), drawn())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Vector> sheets() {
        return List.of(
                made("hidden sheet", sheet(SheetVisibility.HIDDEN), shown(), Concealment.HIDDEN_SHEET),
                made("very hidden sheet", sheet(SheetVisibility.VERY_HIDDEN), shown(), Concealment.HIDDEN_SHEET),
                made(
                        "hidden row",
                        (book, sheet, s) -> cell(sheet, s).getRow().setZeroHeight(true),
                        (book, sheet, s) -> cell(sheet, s).getRow().setZeroHeight(false),
                        Concealment.HIDDEN_ROW),
                made(
                        "row of no height",
                        (book, sheet, s) -> cell(sheet, s).getRow().setHeight((short) 0),
                        (book, sheet, s) -> cell(sheet, s).getRow().setHeight((short) 300),
                        Concealment.HIDDEN_ROW),
                made("hidden column", column(1, 1, 2_000), column(2, 1, 2_000), Concealment.HIDDEN_COLUMN),
                made("column of no width", column(9, 1, 10), column(9, 1, 2_000), Concealment.HIDDEN_COLUMN));
    }

    private static Made sheet(SheetVisibility visibility) {
        return (book, sheet, s) -> {
            cell(sheet, s);
            book.setSheetVisibility(1, visibility);
        };
    }

    private static Made column(int hidden, int narrow, int width) {
        return (book, sheet, s) -> {
            cell(sheet, s);
            sheet.setColumnWidth(narrow, width);
            sheet.setColumnHidden(hidden, true);
        };
    }

    private static Made shown() {
        return (book, sheet, s) -> cell(sheet, s);
    }

    private static List<Vector> looks() {
        return List.of(
                made(
                        "number format that shows nothing",
                        format(";;;"),
                        format("General;General;General;@"),
                        Concealment.NUMBER_FORMAT),
                made(
                        "number format that shows another text",
                        format("0;0;0;\"Approved\""),
                        format("0;0;0;\"Approved: \"@"),
                        Concealment.NUMBER_FORMAT),
                made(
                        "white text",
                        styled((style, font) -> font.setColor(WHITE)),
                        styled((style, font) -> font.setColor(BLACK)),
                        Concealment.LOW_CONTRAST),
                made("text in a colour made white", palette(0xFF), palette(0x20), Concealment.LOW_CONTRAST),
                made(
                        "text of one point",
                        styled((style, font) -> font.setFontHeightInPoints((short) 1)),
                        styled((style, font) -> font.setFontHeightInPoints((short) 8)),
                        Concealment.TINY_GLYPH),
                new Vector(
                        FILE,
                        "white text beside the palette",
                        s -> BookFile.withCommon(book(shown(), s), 0x87D, BookFile.textColour(PLAIN_STYLE, 0xFFFFFF)),
                        s -> BookFile.withCommon(book(shown(), s), 0x87D, BookFile.textColour(PLAIN_STYLE, 0)),
                        TikaSays.BODY,
                        Channel.HIDDEN,
                        Concealment.LOW_CONTRAST,
                        Place.Cell.class),
                made("text in the colour of its cell", filled(NAVY), filled(WHITE), Concealment.LOW_CONTRAST),
                made("white stretch of a text", stretch(WHITE), stretch(BLACK), Concealment.LOW_CONTRAST));
    }

    private static Made format(String format) {
        return (book, sheet, s) -> {
            HSSFCellStyle style = book.createCellStyle();
            style.setDataFormat(book.createDataFormat().getFormat(format));
            cell(sheet, s).setCellStyle(style);
        };
    }

    private static Made styled(Styled look) {
        return (book, sheet, s) -> {
            HSSFCellStyle style = book.createCellStyle();
            HSSFFont font = book.createFont();
            look.style(style, font);
            style.setFont(font);
            cell(sheet, s).setCellStyle(style);
        };
    }

    private static Made filled(short text) {
        return styled((style, font) -> {
            style.setFillPattern(FillPatternType.SOLID_FOREGROUND);
            style.setFillForegroundColor(NAVY);
            font.setColor(text);
        });
    }

    private static Made palette(int part) {
        return (book, sheet, s) -> {
            book.getCustomPalette().setColorAtIndex(NAVY, (byte) part, (byte) part, (byte) part);
            styled((style, font) -> font.setColor(NAVY)).into(book, sheet, s);
        };
    }

    private static Made stretch(short colour) {
        return (book, sheet, s) -> {
            String start = "The harvest of the year: ";
            HSSFFont font = book.createFont();
            font.setColor(colour);
            HSSFRichTextString text = new HSSFRichTextString(start + s);
            text.applyFont(start.length(), start.length() + s.length(), font);
            HSSFCell cell = cell(sheet, "");
            cell.setCellValue(text);
        };
    }

    private static List<Vector> beside() {
        return List.of(
                vector("comment", BookVectors::comment, shown(), TikaSays.BODY, Channel.COMMENT, Concealment.COMMENT),
                lost("prompt for what is entered", validation(true), Channel.HIDDEN, Concealment.ATTRIBUTE_ONLY),
                lost(
                        "message for what is entered wrongly",
                        validation(false),
                        Channel.HIDDEN,
                        Concealment.ATTRIBUTE_ONLY),
                lost(
                        "entry of a list that was not chosen",
                        (book, sheet, s) -> validate(
                                sheet,
                                new HSSFDataValidation(
                                        cells(), DVConstraint.createExplicitListConstraint(new String[] {"x", s}))),
                        Channel.HIDDEN,
                        Concealment.ATTRIBUTE_ONLY),
                raw(
                        "tip of a link",
                        s -> BookFile.with(book(shown(), "x"), 0x800, BookFile.tip(s)),
                        s -> book(shown(), s),
                        Concealment.ATTRIBUTE_ONLY),
                vector(
                        "text in a formula that shows another",
                        formula(s -> "x"),
                        formula(UnaryOperator.identity()),
                        TikaSays.LOST,
                        Channel.HIDDEN,
                        Concealment.FIELD_CODE),
                lost(
                        "text in the condition of a format",
                        (book, sheet, s) -> {
                            cell(sheet, "x");
                            HSSFSheetConditionalFormatting formats = sheet.getSheetConditionalFormatting();
                            formats.addConditionalFormatting(
                                    new CellRangeAddress[] {new CellRangeAddress(0, 0, 1, 1)},
                                    formats.createConditionalFormattingRule("B1=\"" + s + "\""));
                        },
                        Channel.HIDDEN,
                        Concealment.FIELD_CODE),
                raw(
                        "header of a first page that is like the others",
                        s -> BookFile.with(book(shown(), "x"), 0x89C, BookFile.firstHeader(0, "&C" + s)),
                        s -> BookFile.with(book(shown(), "x"), 0x89C, BookFile.firstHeader(2, "&C" + s)),
                        Concealment.NOT_RENDERED),
                lost("text behind a name", BookVectors::name, Channel.METADATA, Concealment.METADATA),
                lost(
                        "shared text that no cell has",
                        (book, sheet, s) -> cell(sheet, s).setCellValue("x"),
                        Channel.HIDDEN,
                        Concealment.UNREFERENCED_PART));
    }

    private static void comment(HSSFWorkbook book, HSSFSheet sheet, String sentence) {
        HSSFPatriarch drawing = sheet.createDrawingPatriarch();
        HSSFComment comment = drawing.createCellComment(anchor());
        comment.setString(new HSSFRichTextString(sentence));
        comment.setAuthor("A");
        cell(sheet, "x").setCellComment(comment);
    }

    private static HSSFClientAnchor anchor() {
        return new HSSFClientAnchor(0, 0, 0, 0, (short) 1, 2, (short) 4, 9);
    }

    private static CellRangeAddressList cells() {
        return new CellRangeAddressList(0, 0, 1, 1);
    }

    private static Made validation(boolean prompt) {
        return (book, sheet, s) -> {
            HSSFDataValidation rule =
                    new HSSFDataValidation(cells(), DVConstraint.createCustomFormulaConstraint("TRUE"));
            if (prompt) {
                rule.createPromptBox("P", s);
            } else {
                rule.createErrorBox("E", s);
            }
            validate(sheet, rule);
        };
    }

    private static void validate(HSSFSheet sheet, HSSFDataValidation rule) {
        cell(sheet, "x");
        sheet.addValidationData(rule);
    }

    /** @param result what the cell shows, by the sentence */
    private static Made formula(UnaryOperator<String> result) {
        return (book, sheet, s) -> {
            HSSFCell cell = cell(sheet, "");
            cell.setCellFormula("IF(TRUE,\"x\",\"" + s + "\")");
            cell.setCellValue(result.apply(s));
        };
    }

    private static void name(HSSFWorkbook book, HSSFSheet sheet, String sentence) {
        cell(sheet, "x");
        HSSFName name = book.createName();
        name.setNameName("N");
        name.setRefersToFormula('"' + sentence + '"');
    }

    private static List<Vector> drawn() {
        return List.of(
                lost("description of a shape", BookVectors::described, Channel.ALT_TEXT, Concealment.ATTRIBUTE_ONLY),
                made(
                        "text box that is not shown",
                        box(HIDDEN_SHAPE, WHITE, BLACK),
                        box(SHOWN_SHAPE, WHITE, BLACK),
                        Concealment.HIDDEN_OBJECT),
                made(
                        "white text in a white box",
                        box(SHOWN_SHAPE, WHITE, WHITE),
                        box(SHOWN_SHAPE, NAVY, WHITE),
                        Concealment.LOW_CONTRAST));
    }

    private static void described(HSSFWorkbook book, HSSFSheet sheet, String sentence) {
        cell(sheet, "x");
        byte[] words = (sentence + '\0').getBytes(StandardCharsets.UTF_16LE);
        EscherComplexProperty description =
                new EscherComplexProperty(EscherPropertyTypes.GROUPSHAPE__DESCRIPTION, false, words.length);
        description.setComplexData(words);
        sheet.createDrawingPatriarch().createTextbox(anchor()).getOptRecord().setEscherProperty(description);
    }

    private static Made box(int switches, short fill, short colour) {
        return (book, sheet, s) -> {
            cell(sheet, "x");
            HSSFFont font = book.createFont();
            font.setColor(colour);
            HSSFRichTextString text = new HSSFRichTextString(s);
            text.applyFont(font);
            HSSFTextbox box = sheet.createDrawingPatriarch().createTextbox(anchor());
            box.setString(text);
            int blue = fill == WHITE ? 0xFF : 0x40;
            box.setFillColor(blue, blue, blue);
            box.getOptRecord()
                    .setEscherProperty(new EscherSimpleProperty(EscherPropertyTypes.GROUPSHAPE__FLAGS, switches));
        };
    }

    private static byte[] book(Made content, String sentence) {
        return BookFile.of((book, sheet) -> content.into(book, sheet, sentence));
    }

    private static Vector made(String way, Made hidden, Made shown, Concealment code) {
        return vector(way, hidden, shown, TikaSays.BODY, Channel.HIDDEN, code);
    }

    private static Vector lost(String way, Made hidden, Channel channel, Concealment code) {
        return vector(way, hidden, shown(), TikaSays.LOST, channel, code);
    }

    private static Vector vector(
            String way, Made hidden, Made shown, TikaSays tika, Channel channel, Concealment code) {
        return new Vector(FILE, way, s -> book(hidden, s), s -> book(shown, s), tika, channel, code, Place.Cell.class);
    }

    private static Vector raw(
            String way, Function<String, byte[]> hidden, Function<String, byte[]> shown, Concealment code) {
        return new Vector(FILE, way, hidden, shown, TikaSays.LOST, Channel.HIDDEN, code, Place.Cell.class);
    }
}
