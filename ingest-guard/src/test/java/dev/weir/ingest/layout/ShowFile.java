package dev.weir.ingest.layout;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;
import org.apache.poi.hslf.record.Document;
import org.apache.poi.hslf.record.Record;
import org.apache.poi.hslf.record.RecordTypes;
import org.apache.poi.hslf.record.SlideListWithText;
import org.apache.poi.hslf.record.SlidePersistAtom;
import org.apache.poi.hslf.usermodel.HSLFSlide;
import org.apache.poi.hslf.usermodel.HSLFSlideShow;
import org.apache.poi.poifs.filesystem.DocumentInputStream;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;

/** Makes presentations of the binary format: an open slide, and a second one with what a test puts there. */
final class ShowFile {

    private static final String STREAM = HSLFSlideShow.POWERPOINT_DOCUMENT;
    private static final int HEADER_BYTES = 8;
    private static final int SLIDE = 1006;
    private static final int SLIDE_ATOM = 1007;
    private static final int NOTES = 1008;
    private static final int NOTES_ATOM = 1009;
    private static final int NOTES_NUMBER = 700;

    private ShowFile() {}

    static byte[] of(BiConsumer<HSLFSlideShow, HSLFSlide> content) {
        try (HSLFSlideShow show = new HSLFSlideShow();
                ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            show.createSlide().createTextBox().setText("Welcome.");
            content.accept(show, show.createSlide());
            show.write(bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A comment of the kind that PowerPoint has written since 2000. */
    static void comment(HSLFSlide slide, String text) {
        byte[] words = record(0, 1 << 4, RecordTypes.CString.typeID, text.getBytes(StandardCharsets.UTF_16LE));
        byte[] comment = record(0xF, 0, RecordTypes.Comment2000.typeID, words);
        byte[] data = record(0, 0, RecordTypes.BinaryTagData.typeID, comment);
        byte[] name = record(0, 0, RecordTypes.CString.typeID, "___PPT10".getBytes(StandardCharsets.UTF_16LE));
        byte[] both = ByteBuffer.allocate(name.length + data.length)
                .put(name)
                .put(data)
                .array();
        byte[] tags =
                record(0xF, 0, RecordTypes.ProgTags.typeID, record(0xF, 0, RecordTypes.ProgBinaryTag.typeID, both));
        slide.getSlideRecord()
                .appendChildRecord(Record.createRecordForType(RecordTypes.ProgTags.typeID, tags, 0, tags.length));
    }

    private static byte[] record(int version, int instance, int type, byte[] content) {
        return ByteBuffer.allocate(HEADER_BYTES + content.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) (version | instance))
                .putShort((short) type)
                .putInt(content.length)
                .put(content)
                .array();
    }

    /** Makes the second slide the notes of the first one; POI writes no notes. */
    static byte[] notes(BiConsumer<HSLFSlideShow, HSLFSlide> content) {
        byte[] show = of((made, slide) -> {
            content.accept(made, slide);
            int reference = slide.getSlideRecord().getSheetId();
            made.removeSlide(1);
            SlidePersistAtom notes = new SlidePersistAtom();
            notes.setRefID(reference);
            notes.setSlideIdentifier(NOTES_NUMBER);
            SlideListWithText list = new SlideListWithText();
            list.setInstance(SlideListWithText.NOTES);
            list.addSlidePersistAtom(notes);
            Document document = made.getDocumentRecord();
            document.addSlideListWithText(list);
            made.getSlides().getFirst().getSlideRecord().getSlideAtom().setNotesID(NOTES_NUMBER);
        });
        return rewritten(show);
    }

    /** A slide becomes a page of notes by the types of its records. */
    private static byte[] rewritten(byte[] show) {
        try (POIFSFileSystem file = new POIFSFileSystem(new ByteArrayInputStream(show));
                ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            byte[] stream;
            try (DocumentInputStream in = file.createDocumentInputStream(STREAM)) {
                stream = in.readAllBytes();
            }
            ByteBuffer records = ByteBuffer.wrap(stream).order(ByteOrder.LITTLE_ENDIAN);
            int last = 0;
            for (int at = 0; at + HEADER_BYTES <= stream.length; at += HEADER_BYTES + records.getInt(at + 4)) {
                last = records.getShort(at + 2) == SLIDE ? at : last;
            }
            records.putShort(last + 2, (short) NOTES);
            if (records.getShort(last + HEADER_BYTES + 2) != SLIDE_ATOM) {
                throw new IllegalStateException("the slide does not begin with its atom");
            }
            records.putShort(last + HEADER_BYTES + 2, (short) NOTES_ATOM);
            file.createOrUpdateDocument(new ByteArrayInputStream(stream), STREAM);
            file.writeFilesystem(bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
