package dev.weir.ingest.layout;

import static java.nio.charset.StandardCharsets.UTF_16LE;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.poi.hwpf.model.SubdocumentType;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;

/**
 * Writes Word documents of the binary format, as far as they are read: head, text in one piece, a page of properties for
 * each run and each paragraph, styles, and tables that a test makes. POI does not write such documents.
 */
final class DocFile {

    static final int HEADERS = 11;
    static final int ANCHORS = 40;
    static final int DRAWINGS = 50;
    static final int BOXES = 56;

    private static final int STYLES = 1;
    private static final int SECTIONS = 6;
    private static final int RUN_PAGES = 12;
    private static final int PARAGRAPH_PAGES = 13;
    private static final int FONTS = 15;
    private static final int SETTINGS = 31;
    private static final int PIECES = 33;
    private static final int TABLES = 93;
    private static final int HEAD_TABLES = 154;
    private static final int LENGTHS = 76;
    private static final int TEXT = 1_024;
    private static final int PAGE = 512;
    private static final int SETTINGS_BYTES = 600;

    private static final class Stretch {
        private final int from;
        private final int to;
        private final byte[] properties;

        Stretch(int from, int to, byte[] properties) {
            this.from = from;
            this.to = to;
            this.properties = properties;
        }
    }

    private final StringBuilder text = new StringBuilder();
    private final List<Stretch> runs = new ArrayList<>();
    private final List<Stretch> paragraphs = new ArrayList<>();
    private final List<byte[]> styles = new ArrayList<>();
    private final Map<Integer, byte[]> tables = new HashMap<>();
    private final Map<SubdocumentType, Integer> lengths = new EnumMap<>(SubdocumentType.class);
    private final byte[] settings = new byte[SETTINGS_BYTES];
    private byte[] section = {};
    private byte[] data = {};
    private SubdocumentType part = SubdocumentType.MAIN;
    private int partBegin;
    private int paragraphBegin;
    private boolean closed;

    /** A document that has a paragraph in plain view. */
    DocFile() {
        style(1, 0xFFF, "Normal", new byte[0]);
        run("Minutes of the meeting.").paragraph(0);
    }

    /** Properties, one after the other. */
    static byte[] properties(byte[]... each) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] one : each) {
            all.writeBytes(one);
        }
        return all.toByteArray();
    }

    /** A property; how many bytes its value has is in its code. */
    static byte[] property(int code, int value) {
        int bytes = switch (code >>> 13) {
            case 0, 1 -> 1;
            case 3 -> 4;
            default -> 2;
        };
        ByteBuffer data = ByteBuffer.allocate(6)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) code)
                .putInt(value);
        return Arrays.copyOf(data.array(), 2 + bytes);
    }

    /** A property whose value says how long it is. */
    static byte[] property(int code, byte[] value) {
        return little(3 + value.length)
                .putShort((short) code)
                .put((byte) value.length)
                .put(value)
                .array();
    }

    /** A shading in one colour. */
    static byte[] shade(int colour) {
        return little(10).putInt(0xFF000000).putInt(colour).putShort((short) 0).array();
    }

    static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    DocFile run(String written, byte[]... properties) {
        int from = text.length();
        text.append(written);
        runs.add(new Stretch(from, text.length(), properties(properties)));
        return this;
    }

    /** Text of whose looks the file says nothing. */
    DocFile bare(String written) {
        text.append(written);
        return this;
    }

    DocFile paragraph(int style, byte[]... properties) {
        return end('\r', style, properties);
    }

    /** Ends a cell, or a row if the properties say so. */
    DocFile cell(byte[]... properties) {
        return end('\u0007', 0, properties);
    }

    private DocFile end(char mark, int style, byte[]... properties) {
        run(String.valueOf(mark));
        byte[] own = properties(properties);
        byte[] all = little(2 + own.length).putShort((short) style).put(own).array();
        paragraphs.add(new Stretch(paragraphBegin, text.length(), all));
        paragraphBegin = text.length();
        return this;
    }

    /** What follows is of another part; parts come in the order of Word. */
    DocFile part(SubdocumentType next) {
        lengths.put(part, text.length() - partBegin);
        part = next;
        partBegin = text.length();
        return this;
    }

    /** What follows is behind all parts. */
    DocFile behind() {
        part(part);
        closed = true;
        return this;
    }

    /** How long the part is by now. */
    int length() {
        return text.length() - partBegin;
    }

    /**
     * Adds a style.
     *
     * @param kind 1 for paragraphs, 2 for characters
     * @param base number of the style it is based on
     */
    DocFile style(int kind, int base, String name, byte[]... properties) {
        byte[] run = properties(properties);
        byte[] written = name.getBytes(UTF_16LE);
        ByteBuffer style = ByteBuffer.allocate(64 + written.length + run.length).order(ByteOrder.LITTLE_ENDIAN);
        style.putShort((short) 0x0FFE).putShort((short) (base << 4 | kind));
        style.putShort((short) (kind == 1 ? 2 : 1)).putShort((short) 0).putShort((short) 0);
        style.putShort((short) name.length()).put(written).putShort((short) 0);
        if (kind == 1) {
            style.putShort((short) 2).putShort((short) styles.size());
        }
        style.putShort((short) run.length).put(run);
        style.position(style.position() + (style.position() & 1));
        styles.add(Arrays.copyOf(style.array(), style.position()));
        return this;
    }

    /** Puts a list into the file by its number in the head. */
    DocFile table(int number, byte[] content) {
        tables.put(number, content);
        return this;
    }

    DocFile section(byte[]... properties) {
        section = properties(properties);
        return this;
    }

    /** What stands in the stream of data. */
    DocFile data(byte[] content) {
        data = content;
        return this;
    }

    byte[] bytes() {
        if (!closed) {
            part(part);
        }
        ByteArrayOutputStream main = new ByteArrayOutputStream();
        main.writeBytes(new byte[TEXT]);
        main.writeBytes(text.toString().getBytes(UTF_16LE));
        pad(main);
        tables.put(RUN_PAGES, pages(main, runs, false));
        tables.put(PARAGRAPH_PAGES, pages(main, paragraphs, true));
        int sectionAt = main.size();
        main.writeBytes(little(2 + section.length)
                .putShort((short) section.length)
                .put(section)
                .array());
        tables.put(
                SECTIONS,
                little(20)
                        .putInt(0)
                        .putInt(text.length())
                        .putShort((short) 0)
                        .putInt(sectionAt)
                        .array());
        tables.put(STYLES, sheet());
        tables.put(FONTS, new byte[4]);
        tables.put(SETTINGS, settings);
        tables.put(PIECES, pieces());
        ByteBuffer head = ByteBuffer.wrap(main.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
        head.putShort(0, (short) 0xA5EC).putShort(2, (short) 0xC1).putShort(10, (short) 0x1200);
        head.putInt(24, TEXT).putInt(28, TEXT + 2 * text.length());
        head.putShort(32, (short) 14).putShort(62, (short) 22).putShort(152, (short) TABLES);
        lengths.forEach((each, length) -> head.putInt(LENGTHS + 4 * SubdocumentType.ORDERED.indexOf(each), length));
        ByteArrayOutputStream table = new ByteArrayOutputStream();
        tables.forEach((number, content) -> {
            head.putInt(HEAD_TABLES + 8 * number, table.size());
            head.putInt(HEAD_TABLES + 8 * number + 4, content.length);
            table.writeBytes(content);
        });
        return file(head.array(), table.toByteArray(), data);
    }

    private static void pad(ByteArrayOutputStream stream) {
        stream.writeBytes(new byte[(PAGE - stream.size() % PAGE) % PAGE]);
    }

    /** Writes a page for each stretch, and says where they are. */
    private static byte[] pages(ByteArrayOutputStream main, List<Stretch> stretches, boolean ofParagraphs) {
        ByteBuffer list = ByteBuffer.allocate(8 * stretches.size() + 4).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer numbers = ByteBuffer.allocate(4 * stretches.size()).order(ByteOrder.LITTLE_ENDIAN);
        for (Stretch stretch : stretches) {
            list.putInt(TEXT + 2 * stretch.from);
            numbers.putInt(main.size() / PAGE);
            byte[] own = stretch.properties;
            ByteBuffer page = ByteBuffer.allocate(PAGE).order(ByteOrder.LITTLE_ENDIAN);
            page.putInt(0, TEXT + 2 * stretch.from).putInt(4, TEXT + 2 * stretch.to);
            page.put(8, (byte) 32);
            if (ofParagraphs) {
                page.put(65, (byte) ((own.length + 1) / 2)).put(66, own);
            } else {
                page.put(64, (byte) own.length).put(65, own);
            }
            page.put(PAGE - 1, (byte) 1);
            main.writeBytes(page.array());
        }
        list.putInt(TEXT + 2 * stretches.getLast().to);
        return list.put(numbers.array()).array();
    }

    private byte[] sheet() {
        ByteArrayOutputStream sheet = new ByteArrayOutputStream();
        ByteBuffer start = ByteBuffer.allocate(20)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) 18)
                .putShort((short) styles.size())
                .putShort((short) 10);
        sheet.writeBytes(start.putShort((short) 1).array());
        for (byte[] style : styles) {
            sheet.writeBytes(little(2 + style.length)
                    .putShort((short) style.length)
                    .put(style)
                    .array());
        }
        return sheet.toByteArray();
    }

    private byte[] pieces() {
        ByteBuffer pieces = ByteBuffer.allocate(21)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 2)
                .putInt(16)
                .putInt(0)
                .putInt(text.length());
        return pieces.putShort((short) 0).putInt(TEXT).putShort((short) 0).array();
    }

    private static byte[] file(byte[] main, byte[] table, byte[] data) {
        try (POIFSFileSystem file = new POIFSFileSystem();
                ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            file.createDocument(new ByteArrayInputStream(main), "WordDocument");
            file.createDocument(new ByteArrayInputStream(table), "1Table");
            if (data.length > 0) {
                file.createDocument(new ByteArrayInputStream(data), "Data");
            }
            file.writeFilesystem(bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the parts of a list of texts begin and end, each with what is said of it. */
    static byte[] list(int[] positions, byte[]... entries) {
        ByteBuffer list = ByteBuffer.allocate(
                        4 * positions.length + entries.length * (entries.length == 0 ? 0 : entries[0].length))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (int position : positions) {
            list.putInt(position);
        }
        for (byte[] entry : entries) {
            list.put(entry);
        }
        return list.array();
    }

    /** The drawings of a document that has one shape. */
    static byte[] drawing(int number, byte[] properties, int count) {
        byte[] kind =
                record(2, 202, 0xF00A, little(8).putInt(number).putInt(0xA00).array());
        byte[] looks = record(3, count, 0xF00B, properties);
        byte[] shape = record(0xF, 0, 0xF004, properties(kind, looks));
        byte[] group = record(0xF, 0, 0xF003, shape);
        byte[] drawing = record(0xF, 0, 0xF002, group);
        return properties(record(0xF, 0, 0xF000, new byte[0]), new byte[1], drawing);
    }

    private static byte[] record(int version, int instance, int type, byte[] content) {
        return little(8 + content.length)
                .putShort((short) (version | instance << 4))
                .putShort((short) type)
                .putInt(content.length)
                .put(content)
                .array();
    }
}
