package dev.weir.ingest.layout;

import static dev.weir.ingest.layout.DocFile.property;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.ingest.parse.Layer;
import dev.weir.ingest.parse.ParsedDocument;
import dev.weir.models.detect.Channel;
import dev.weir.models.detect.Gap;
import dev.weir.models.detect.GapCode;
import java.awt.Rectangle;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.poi.hslf.usermodel.HSLFTable;
import org.apache.poi.hslf.usermodel.HSLFTextBox;
import org.apache.poi.hssf.record.crypto.Biff8EncryptionKey;
import org.apache.poi.hssf.usermodel.HSSFCell;
import org.apache.poi.hssf.usermodel.HSSFCellStyle;
import org.apache.poi.hssf.usermodel.HSSFConditionalFormattingRule;
import org.apache.poi.hssf.usermodel.HSSFRow;
import org.apache.poi.hssf.usermodel.HSSFSheetConditionalFormatting;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.hwpf.model.SubdocumentType;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.ss.usermodel.FormulaError;
import org.apache.poi.ss.usermodel.IndexedColors;
import org.apache.poi.ss.util.CellRangeAddress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is read of ordinary files of the binary Office formats, in which order, and what is handed on. */
class OleTextTest {

    @RegisterExtension
    static final ReadFiles FILES = new ReadFiles();

    @Test
    void documentWhenReadThenPartsFollowEachOther() {
        DocFile file = new DocFile()
                .run("First\u000bline")
                .paragraph(0)
                .part(SubdocumentType.FOOTNOTE)
                .run("A note.")
                .paragraph(0)
                .part(SubdocumentType.TEXTBOX)
                .run("A box.")
                .paragraph(0);
        assertThat(body(FILES.read("minutes.doc", file.bytes())))
                .isEqualTo("Minutes of the meeting.\nFirst\nline\nA box.\nA note.");
    }

    @Test
    void documentWhenItHasATableThenARowIsALine() {
        DocFile file = new DocFile();
        for (String fruit : List.of("Pears", "Plums")) {
            file.run(fruit)
                    .cell(property(0x2416, 1))
                    .run("four")
                    .cell(property(0x2416, 1))
                    .cell(property(0x2416, 1), property(0x2417, 1));
        }
        file.run("After.").paragraph(0);
        assertThat(body(FILES.read("table.doc", file.bytes())))
                .isEqualTo("Minutes of the meeting.\nPears four\nPlums four\nAfter.");
    }

    @Test
    void documentWhenAFieldLeadsSomewhereThenItsResultIsReadAndItsTargetKnown() {
        DocFile file = new DocFile()
                .run("See \u0013HYPERLINK \"https://example.org/the-orchard-by-the-river\"\u0014here\u0015.")
                .paragraph(0);
        ParsedDocument read = FILES.read("link.doc", file.bytes());
        assertThat(body(read)).endsWith("See here.");
        assertThat(text(read, Channel.METADATA)).contains("the-orchard-by-the-river");
    }

    @Test
    void documentWhenItsTextIsWhiteOnADarkCellOfAStyledTableThenItIsSeen() {
        DocFile file = new DocFile()
                .run("Total", property(0x6870, 0xFFFFFF))
                .cell(property(0x2416, 1))
                .cell(property(0x2416, 1), property(0x2417, 1), property(0x563A, 3));
        assertThat(body(FILES.read("styled.doc", file.bytes()))).endsWith("Total");
    }

    @Test
    void documentWhenItsPropertiesAreCutOffThenItsTextIsRead() {
        DocFile file = new DocFile().run("Kept.", new byte[] {0x3C}).paragraph(0, new byte[] {0x71, (byte) 0xCA, 9});
        assertThat(body(FILES.read("broken.doc", file.bytes()))).endsWith("Kept.");
    }

    @Test
    void documentWhenNothingIsSaidOfTheLooksOfATextThenItIsRead() {
        DocFile file =
                new DocFile().run("Pears ").bare("and plums").paragraph(0).bare("in a row");
        assertThat(body(FILES.read("bare.doc", file.bytes())))
                .isEqualTo("Minutes of the meeting.\nPears and plums\nin a row");
    }

    @Test
    void workbookWhenReadThenARowIsALineAndValuesAreAsShown() {
        byte[] file = BookFile.of((book, sheet) -> {
            HSSFRow row = sheet.createRow(0);
            row.createCell(0).setCellValue("Pears");
            HSSFCellStyle percent = book.createCellStyle();
            percent.setDataFormat(book.createDataFormat().getFormat("0.00%"));
            HSSFCell share = row.createCell(1);
            share.setCellValue(0.1234);
            share.setCellStyle(percent);
            row.createCell(3).setCellValue(true);
            sheet.createRow(4).createCell(2).setCellFormula("1/0");
            sheet.getRow(4).getCell(2).setCellErrorValue(FormulaError.DIV0);
        });
        assertThat(body(FILES.read("book.xls", file))).isEqualTo("Open\n7\nFigures\nPears 12.34% TRUE\n#DIV/0!");
    }

    @Test
    void workbookWhenItsSheetsAreListedInAnotherOrderThenTheHiddenOneIsHidden() {
        byte[] file = BookFile.of((book, sheet) -> {
            BookFile.cell(sheet, "Helpers");
            BookFile.cell(book.createSheet("Last"), "Shown");
            book.setSheetHidden(1, true);
        });
        ParsedDocument read = FILES.read("order.xls", BookFile.swapped(file, 1, 2));
        assertThat(body(read)).isEqualTo("Open\n7\nLast\nShown");
        assertThat(text(read, Channel.HIDDEN)).contains("Helpers");
    }

    @Test
    void workbookWhenItIsOfExcel95ThenTikasOwnReaderReadsIt() throws IOException {
        byte[] text = "Pears of old".getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer stream = ByteBuffer.allocate(512).order(ByteOrder.LITTLE_ENDIAN);
        stream.putShort((short) 0x809)
                .putShort((short) 8)
                .putShort((short) 0x500)
                .putShort((short) 0x10)
                .putInt(0);
        stream.putShort((short) 0x204)
                .putShort((short) (8 + text.length))
                .putInt(0)
                .putShort((short) 0);
        stream.putShort((short) text.length).put(text).putShort((short) 0x0A).putShort((short) 0);
        try (POIFSFileSystem file = new POIFSFileSystem();
                ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            file.createDocument(new ByteArrayInputStream(stream.array()), "Book");
            file.writeFilesystem(bytes);
            assertThat(body(FILES.read("old.xls", bytes.toByteArray()))).contains("Pears of old");
        }
    }

    @Test
    void workbookWhenItHasPropertiesThenTheyAreMetadata() {
        byte[] file = BookFile.of((book, sheet) -> {
            book.createInformationProperties();
            book.getSummaryInformation().setSubject("Orchards by the river");
        });
        assertThat(text(FILES.read("properties.xls", file), Channel.METADATA)).contains("Orchards by the river");
    }

    @Test
    void workbookWhenItIsLockedThenItEndsAsEncrypted() throws IOException {
        Biff8EncryptionKey.setCurrentUserPassword("pears");
        try (HSSFWorkbook book = new HSSFWorkbook();
                ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            BookFile.cell(book.createSheet(), "Locked away");
            book.write(bytes);
            ParsedDocument read = FILES.read("locked.xls", bytes.toByteArray());
            assertThat(read.gaps()).extracting(Gap::code).contains(GapCode.ENCRYPTED);
            assertThat(body(read)).isEmpty();
        } finally {
            Biff8EncryptionKey.setCurrentUserPassword(null);
        }
    }

    @Test
    void workbookWhenItIsCutOffThenAGapSaysSo() {
        byte[] file = BookFile.of((book, sheet) -> BookFile.cell(sheet, "Pears"));
        ParsedDocument read = FILES.read("cut.xls", Arrays.copyOf(file, file.length - 1_024));
        assertThat(read.gaps()).isNotEmpty();
    }

    @Test
    void slidesWhenAnObjectIsEmbeddedThenItIsAPartOfItsOwn() throws IOException {
        byte[] inner = BookFile.of((book, sheet) -> BookFile.cell(sheet, "Pears in a book"));
        byte[] file = ShowFile.of((show, slide) -> {
            try (POIFSFileSystem folder = new POIFSFileSystem(new ByteArrayInputStream(inner))) {
                show.addEmbed(folder);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        ParsedDocument read = FILES.read("embedded.ppt", file);
        assertThat(read.layers())
                .filteredOn(layer -> !layer.location().equals("/"))
                .anySatisfy(layer -> assertThat(layer.text()).contains("Pears in a book"));
    }

    @Test
    void slidesWhenOneHasATableThenARowIsALine() {
        byte[] file = ShowFile.of((show, slide) -> {
            HSLFTable table = slide.createTable(2, 2);
            table.setAnchor(new Rectangle(50, 50, 300, 100));
            for (int i = 0; i < 4; i++) {
                table.getCell(i / 2, i % 2).setText("Cell " + i);
            }
        });
        assertThat(body(FILES.read("table.ppt", file))).isEqualTo("Welcome.\nCell 0 Cell 1\nCell 2 Cell 3");
    }

    @Test
    void slidesWhenTheirMasterHasATextThenItIsReadOnce() {
        byte[] file = ShowFile.of((show, slide) -> {
            HSLFTextBox box = new HSLFTextBox();
            box.setText("Orchard Ltd.");
            box.setAnchor(new Rectangle(50, 500, 300, 30));
            show.getSlideMasters().getFirst().addShape(box);
        });
        assertThat(body(FILES.read("master.ppt", file))).isEqualTo("Welcome.\nOrchard Ltd.");
    }

    @Test
    void workbookWhenAConditionalFormatMayHideCellsThenAGapSaysSo() {
        Gap gap = new Gap(GapCode.FLAT_TEXT, "/", "conditional formats that may hide cells");
        ParsedDocument hiding = FILES.read("book.xls", conditional(IndexedColors.WHITE, null));
        assertThat(body(hiding)).endsWith("Pears");
        assertThat(hiding.gaps()).containsExactly(gap);
        assertThat(FILES.read("book.xls", conditional(IndexedColors.RED, IndexedColors.RED))
                        .gaps())
                .containsExactly(gap);
        assertThat(FILES.read("book.xls", conditional(IndexedColors.RED, null)).gaps())
                .isEmpty();
        assertThat(FILES.read("book.xls", conditional(IndexedColors.WHITE, IndexedColors.BLUE))
                        .gaps())
                .isEmpty();
        assertThat(FILES.read("book.xls", conditional(null, IndexedColors.RED)).gaps())
                .isEmpty();
    }

    private static byte[] conditional(@Nullable IndexedColors text, @Nullable IndexedColors ground) {
        return BookFile.of((book, sheet) -> {
            BookFile.cell(sheet, "Pears");
            HSSFSheetConditionalFormatting formats = sheet.getSheetConditionalFormatting();
            HSSFConditionalFormattingRule rule = formats.createConditionalFormattingRule("ISERROR(B1)");
            if (text != null) {
                rule.createFontFormatting().setFontColorIndex(text.getIndex());
            }
            if (ground != null) {
                rule.createPatternFormatting().setFillBackgroundColor(ground.getIndex());
            }
            formats.addConditionalFormatting(new CellRangeAddress[] {new CellRangeAddress(0, 0, 1, 1)}, rule);
        });
    }

    @Test
    void documentWhenAFormFieldIsBrokenThenTheTextIsReadAllTheSame() {
        byte[] form = DocFile.little(110)
                .putInt(68)
                .putShort((short) 68)
                .putInt(68, -1)
                .array();
        byte[] endless = form.clone();
        endless[72] = 2;
        Arrays.fill(endless, 78, 110, (byte) 0xFF);
        for (byte[] data : List.of(
                form,
                endless,
                new byte[3],
                DocFile.little(8).putShort(4, (short) -1).array())) {
            DocFile file = new DocFile()
                    .data(data)
                    .run("Pears", DocFile.property(0x0806, 1), DocFile.property(0x6A03, 0))
                    .run("\u0001", DocFile.property(0x0806, 1), DocFile.property(0x6A03, 0))
                    .run("\u0001", DocFile.property(0x0806, 1), DocFile.property(0x6A03, -2))
                    .run("\u0001", DocFile.property(0x0806, 1))
                    .paragraph(0);
            ParsedDocument read = FILES.read("minutes.doc", file.bytes());
            assertThat(body(read)).endsWith("Pears");
            assertThat(read.gaps()).isEmpty();
        }
    }

    @Test
    void documentWhenTheListOfAFormIsTooLongThenAGapBlocks() {
        byte[] form = DocFile.little(600)
                .putInt(600)
                .putShort((short) 68)
                .putInt(68, -1)
                .putInt(72, 2)
                .putShort(104, (short) -1)
                .putShort(106, (short) 200)
                .array();
        DocFile file = new DocFile()
                .data(form)
                .run("\u0001", DocFile.property(0x0806, 1), DocFile.property(0x6A03, 0))
                .paragraph(0);
        assertThat(FILES.read("minutes.doc", file.bytes()).gaps())
                .containsExactly(new Gap(GapCode.UNREAD, "/", "form fields over the limit"));
    }

    private static String body(ParsedDocument read) {
        return text(read, Channel.BODY).strip();
    }

    private static String text(ParsedDocument read, Channel channel) {
        return read.layers().stream()
                .filter(layer -> layer.channel() == channel && layer.location().equals("/"))
                .map(Layer::text)
                .collect(Collectors.joining("\n"));
    }
}
