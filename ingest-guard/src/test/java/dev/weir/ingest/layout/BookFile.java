package dev.weir.ingest.layout;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.apache.poi.hssf.record.BoundSheetRecord;
import org.apache.poi.hssf.record.EOFRecord;
import org.apache.poi.hssf.usermodel.HSSFCell;
import org.apache.poi.hssf.usermodel.HSSFSheet;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.poifs.filesystem.DocumentInputStream;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;

/** Makes workbooks of the binary format: an open sheet, and a second one with what a test puts there. */
final class BookFile {

    private static final String STREAM = "Workbook";
    private static final int END_BYTES = 4;

    private BookFile() {}

    static byte[] of(BiConsumer<HSSFWorkbook, HSSFSheet> content) {
        try (HSSFWorkbook book = new HSSFWorkbook();
                ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            book.createSheet("Open").createRow(0).createCell(0).setCellValue(7);
            content.accept(book, book.createSheet("Figures"));
            book.write(bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts a text into cell B1 of a sheet. */
    static HSSFCell cell(HSSFSheet sheet, String text) {
        HSSFCell cell = sheet.createRow(0).createCell(1);
        cell.setCellValue(text);
        return cell;
    }

    /** Adds a record that POI does not write to the end of the last sheet. */
    static byte[] with(byte[] book, int number, byte[] data) {
        return changed(book, stream -> {
            int end = lastRecord(stream);
            ByteBuffer longer =
                    ByteBuffer.allocate(end + 2 * END_BYTES + data.length).order(ByteOrder.LITTLE_ENDIAN);
            longer.put(stream, 0, end);
            longer.putShort((short) number).putShort((short) data.length).put(data);
            longer.put(Arrays.copyOfRange(stream, end, end + END_BYTES));
            return longer.array();
        });
    }

    /** Adds a record that POI does not write to what is said of all sheets. */
    static byte[] withCommon(byte[] book, int number, byte[] data) {
        return changed(book, stream -> {
            ByteBuffer records = ByteBuffer.wrap(stream).order(ByteOrder.LITTLE_ENDIAN);
            int added = END_BYTES + data.length;
            int at = 0;
            while (records.getShort(at) != EOFRecord.sid) {
                if (records.getShort(at) == BoundSheetRecord.sid) {
                    records.putInt(at + END_BYTES, records.getInt(at + END_BYTES) + added);
                }
                at += END_BYTES + records.getShort(at + 2);
            }
            ByteBuffer longer = ByteBuffer.allocate(stream.length + added).order(ByteOrder.LITTLE_ENDIAN);
            longer.put(stream, 0, at)
                    .putShort((short) number)
                    .putShort((short) data.length)
                    .put(data);
            return longer.put(stream, at, stream.length - at).array();
        });
    }

    /** The colour of the text of a style, as Excel 2007 and later say it. */
    static byte[] textColour(int style, int colour) {
        ByteBuffer data = ByteBuffer.allocate(40).order(ByteOrder.LITTLE_ENDIAN);
        data.putShort(0, (short) 0x87D).putShort(14, (short) style).putShort(18, (short) 1);
        return data.putShort(20, (short) 13)
                .putShort(22, (short) 20)
                .putShort(24, (short) 2)
                .putInt(28, colour)
                .array();
    }

    /** Changes the places of two sheets in the list of sheets, from 0; what is in the sheets stays where it is. */
    static byte[] swapped(byte[] book, int one, int other) {
        return changed(book, stream -> {
            List<Integer> sheets = new ArrayList<>();
            ByteBuffer records = ByteBuffer.wrap(stream).order(ByteOrder.LITTLE_ENDIAN);
            for (int at = 0; at + END_BYTES <= stream.length; at += END_BYTES + records.getShort(at + 2)) {
                if (records.getShort(at) == BoundSheetRecord.sid) {
                    sheets.add(at);
                }
            }
            int length = END_BYTES + records.getShort(sheets.get(one) + 2);
            int otherLength = END_BYTES + records.getShort(sheets.get(other) + 2);
            byte[] first = Arrays.copyOfRange(stream, sheets.get(one), sheets.get(one) + length);
            byte[] second = Arrays.copyOfRange(stream, sheets.get(other), sheets.get(other) + otherLength);
            if (sheets.get(one) + length != sheets.get(other)) {
                throw new IllegalArgumentException("the sheets are not beside each other");
            }
            records.put(sheets.get(one), second).put(sheets.get(one) + otherLength, first);
            return stream;
        });
    }

    private static byte[] changed(byte[] book, UnaryOperator<byte[]> change) {
        try (POIFSFileSystem file = new POIFSFileSystem(new ByteArrayInputStream(book));
                ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            byte[] stream;
            try (DocumentInputStream in = file.createDocumentInputStream(STREAM)) {
                stream = in.readAllBytes();
            }
            file.createOrUpdateDocument(new ByteArrayInputStream(change.apply(stream)), STREAM);
            file.writeFilesystem(bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the record begins that ends the last sheet. */
    private static int lastRecord(byte[] stream) {
        ByteBuffer records = ByteBuffer.wrap(stream).order(ByteOrder.LITTLE_ENDIAN);
        int last = 0;
        for (int at = 0; at + END_BYTES <= stream.length; at += END_BYTES + records.getShort(at + 2)) {
            last = records.getShort(at) == 0 ? last : at;
        }
        return last;
    }

    /** The tip that a link on cell B1 has. */
    static byte[] tip(String text) {
        byte[] words = (text + '\0').getBytes(StandardCharsets.UTF_16LE);
        ByteBuffer data = ByteBuffer.allocate(10 + words.length).order(ByteOrder.LITTLE_ENDIAN);
        data.putShort((short) 0x800)
                .putShort((short) 0)
                .putShort((short) 0)
                .putShort((short) 1)
                .putShort((short) 1);
        return data.put(words).array();
    }

    /**
     * Headers of even pages and of the first one.
     *
     * @param switches 1 if even pages have headers of their own, 2 if the first one has
     */
    static byte[] firstHeader(int switches, String text) {
        byte[] words = text.getBytes(StandardCharsets.UTF_16LE);
        ByteBuffer data = ByteBuffer.allocate(41 + words.length).order(ByteOrder.LITTLE_ENDIAN);
        data.putShort(0, (short) 0x89C);
        data.putShort(28, (short) switches);
        data.putShort(34, (short) text.length());
        data.putShort(38, (short) text.length()).put(40, (byte) 1);
        return data.put(41, words).array();
    }
}
