package dev.weir.ingest.layout.ole;

import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.Place;
import dev.weir.ingest.layout.office.Lines;
import dev.weir.models.detect.Channel;
import dev.weir.models.detect.GapCode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.poi.ddf.EscherBSERecord;
import org.apache.poi.ddf.EscherBlipRecord;
import org.apache.poi.ddf.EscherRecord;
import org.apache.poi.hssf.record.BOFRecord;
import org.apache.poi.hssf.record.BoundSheetRecord;
import org.apache.poi.hssf.record.DateWindow1904Record;
import org.apache.poi.hssf.record.DrawingGroupRecord;
import org.apache.poi.hssf.record.EOFRecord;
import org.apache.poi.hssf.record.ExtendedFormatRecord;
import org.apache.poi.hssf.record.FontRecord;
import org.apache.poi.hssf.record.FormatRecord;
import org.apache.poi.hssf.record.NameCommentRecord;
import org.apache.poi.hssf.record.NameRecord;
import org.apache.poi.hssf.record.PaletteRecord;
import org.apache.poi.hssf.record.Record;
import org.apache.poi.hssf.record.RecordFactoryInputStream;
import org.apache.poi.hssf.record.SSTRecord;
import org.apache.poi.hssf.record.common.UnicodeString;
import org.apache.poi.hssf.usermodel.HSSFPictureData;
import org.apache.poi.poifs.filesystem.DirectoryEntry;
import org.apache.poi.poifs.filesystem.DirectoryNode;
import org.apache.poi.poifs.filesystem.Entry;
import org.apache.poi.ss.formula.ptg.Ptg;
import org.apache.poi.ss.formula.ptg.StringPtg;
import org.apache.poi.ss.usermodel.DataFormatter;
import org.apache.poi.util.LittleEndian;
import org.apache.tika.exception.TikaException;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.Office;
import org.jspecify.annotations.Nullable;
import org.xml.sax.SAXException;

/** Reads a workbook: what it says of all its sheets, and then sheet after sheet. */
final class BookPass {

    private static final int MAX_AUTHORS = 1_000;
    private static final int EXTENDED_STYLE = 0x87D;

    private final Lines lines;
    private final Metadata metadata;
    private final OleFiles files;
    private final DataFormatter formatter;
    private final BookStyles styles = new BookStyles();
    private final List<BoundSheetRecord> sheets = new ArrayList<>();
    private final Map<Integer, Integer> positions = new HashMap<>();
    private final List<DrawingGroupRecord> drawings = new ArrayList<>();
    private final Set<String> authors = new HashSet<>();
    private final BitSet used = new BitSet();
    private @Nullable SSTRecord texts;
    private @Nullable BookSheetReader open;
    private int depth;
    private int stray;
    private boolean from1904;
    private boolean lacking;

    BookPass(Lines lines, Metadata metadata, OleFiles files, DataFormatter formatter) {
        this.lines = lines;
        this.metadata = metadata;
        this.files = files;
        this.formatter = formatter;
    }

    void read(DirectoryNode root, String name) throws IOException, SAXException, TikaException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        RuntimeException failure = null;
        try (InputStream in = root.createDocumentInputStream(name)) {
            in.transferTo(whole);
        } catch (RuntimeException e) {
            failure = e; // what is left of a file that was cut off is read
        }
        byte[] stream = whole.toByteArray();
        List<Integer> begins = begins(stream);
        int begun = 0;
        try {
            RecordFactoryInputStream records = new RecordFactoryInputStream(new ByteArrayInputStream(stream), false);
            for (Record record = records.nextRecord(); record != null; record = records.nextRecord()) {
                if (record instanceof BOFRecord begin) {
                    begin(begin, begun < begins.size() ? begins.get(begun) : -1);
                    begun++;
                } else {
                    record(record);
                }
            }
        } finally {
            close();
        }
        if (failure != null) {
            throw failure;
        }
        unused();
        for (DrawingGroupRecord drawing : drawings) {
            drawing.decode();
            pictures(drawing.getEscherRecords());
        }
        for (Entry entry : root) {
            if (entry.getName().startsWith("MBD") && entry instanceof DirectoryEntry folder) {
                files.object(folder, null);
            }
        }
    }

    /** Where in the stream something begins: sheets are told apart by that, and not by their order. */
    private static List<Integer> begins(byte[] stream) {
        List<Integer> begins = new ArrayList<>();
        int at = 0;
        while (at + 4 <= stream.length) {
            if (LittleEndian.getUShort(stream, at) == BOFRecord.sid) {
                begins.add(at);
            }
            at += 4 + LittleEndian.getUShort(stream, at + 2);
        }
        return begins;
    }

    private void begin(BOFRecord begin, int position) {
        depth++;
        BookSheetReader within = open;
        if (depth > 1 && within != null) {
            within.chart();
        } else if (begin.getType() != BOFRecord.TYPE_WORKBOOK) {
            close();
            depth = 1;
            open = new BookSheetReader(this, sheet(position), begin.getType() == BOFRecord.TYPE_CHART);
        }
    }

    private BookSheet sheet(int position) {
        Integer index = positions.get(position);
        if (index != null) {
            BoundSheetRecord sheet = sheets.get(index);
            boolean hidden = sheet.isHidden() || sheet.isVeryHidden();
            Set<Concealment> base = hidden ? Set.of(Concealment.HIDDEN_SHEET) : Set.of();
            return new BookSheet(sheet.getSheetname(), index + 1, base, styles, lines);
        }
        stray++;
        return new BookSheet("", sheets.size() + stray, Set.of(Concealment.UNREFERENCED_PART), styles, lines);
    }

    private void close() {
        BookSheetReader read = open;
        open = null;
        if (read != null) {
            read.close();
        }
    }

    private void record(Record record) {
        BookSheetReader sheet = open;
        switch (record) {
            case EOFRecord end -> {
                depth--;
                if (depth <= 0) {
                    close();
                } else if (sheet != null) {
                    sheet.chartEnd();
                }
            }
            case BoundSheetRecord bound -> bound(bound);
            case SSTRecord shared -> texts = shared;
            case FontRecord font -> {
                if (sheet == null) {
                    styles.add(font);
                }
            }
            case FormatRecord format -> styles.add(format);
            case ExtendedFormatRecord style -> styles.add(style);
            case PaletteRecord palette -> styles.use(palette);
            case DateWindow1904Record window -> from1904 = window.getWindowing() == 1;
            case DrawingGroupRecord drawing -> drawings.add(drawing);
            case NameRecord name -> name(name);
            case NameCommentRecord comment -> beside(comment.getCommentText());
            default -> {
                if (sheet != null) {
                    sheet.record(record);
                } else if (record.getSid() == EXTENDED_STYLE) {
                    styles.extend(BookSheetReader.data(record));
                }
            }
        }
    }

    private void bound(BoundSheetRecord sheet) {
        positions.putIfAbsent(sheet.getPositionOfBof(), sheets.size());
        sheets.add(sheet);
        if (sheet.isHidden()) {
            metadata.set(Office.HAS_HIDDEN_SHEETS, true);
            metadata.add(Office.HIDDEN_SHEET_NAMES, sheet.getSheetname());
        } else if (sheet.isVeryHidden()) {
            metadata.set(Office.HAS_VERY_HIDDEN_SHEETS, true);
            metadata.add(Office.VERY_HIDDEN_SHEET_NAMES, sheet.getSheetname());
        }
    }

    /** A name for a range says nothing; one for a text, or with a comment, does. */
    private void name(NameRecord name) {
        beside(name.getCustomMenuText());
        beside(name.getDescriptionText());
        beside(name.getHelpTopicText());
        beside(name.getStatusBarText());
        for (String text : literals(name::getNameDefinition)) {
            beside((name.isBuiltInName() ? "" : name.getNameText() + ": ") + text);
        }
    }

    private void beside(@Nullable String text) {
        lines.beside(Channel.METADATA, text, new Place.Cell(1, 1, 1), Concealment.METADATA, Set.of());
    }

    /** A formula. */
    interface Formula {
        Ptg[] tokens();
    }

    /** The texts in a formula; none if it cannot be understood. */
    static List<String> literals(Formula formula) {
        List<String> literals = new ArrayList<>();
        try {
            Ptg[] tokens = formula.tokens();
            for (int i = 0; tokens != null && i < tokens.length; i++) {
                if (tokens[i] instanceof StringPtg text) {
                    literals.add(text.getValue());
                }
            }
        } catch (RuntimeException e) {
            return literals; // it has no value of its own that is shown
        }
        return literals;
    }

    /** Texts of the workbook that no cell has. */
    private void unused() {
        SSTRecord shared = texts;
        Place after = new Place.Cell(sheets.size() + stray + 1, 1, 1);
        for (int i = 0;
                shared != null
                        && i < shared.getNumUniqueStrings()
                        && !lines.sink().isFull();
                i++) {
            if (!used.get(i)) {
                UnicodeString text = shared.getString(i);
                lines.beside(Channel.HIDDEN, text.getString(), after, Concealment.UNREFERENCED_PART, Set.of());
            }
        }
    }

    private void pictures(List<EscherRecord> records) throws IOException, SAXException, TikaException {
        for (EscherRecord record : records) {
            if (record instanceof EscherBSERecord store) {
                EscherBlipRecord blip = store.getBlipRecord();
                if (blip != null) {
                    HSSFPictureData picture = new HSSFPictureData(blip);
                    files.file(picture.getData(), null, picture.getMimeType());
                }
            }
            pictures(record.getChildRecords());
        }
    }

    /** The text of the workbook of this number; empty, and a gap, if there is none. */
    Optional<UnicodeString> shared(int index) {
        SSTRecord shared = texts;
        if (shared == null || index < 0 || index >= shared.getNumUniqueStrings()) {
            if (!lacking) {
                lacking = true;
                lines.sink().gap(GapCode.CORRUPT, "cells whose shared text is not there");
            }
            return Optional.empty();
        }
        used.set(index);
        return Optional.of(shared.getString(index));
    }

    /** Someone who wrote a comment. */
    void comments(String author) {
        if (authors.size() < MAX_AUTHORS && authors.add(author)) {
            metadata.set(Office.HAS_COMMENTS, true);
            metadata.add(Office.COMMENT_PERSONS, author);
        }
    }

    BookStyles styles() {
        return styles;
    }

    Lines lines() {
        return lines;
    }

    Metadata metadata() {
        return metadata;
    }

    /** A number as Excel shows it under this format. */
    String formatted(double value, int index, String format) {
        try {
            return formatter.formatRawCellContents(value, index, format, from1904);
        } catch (RuntimeException e) {
            return Double.toString(value); // a format that cannot be understood
        }
    }
}
