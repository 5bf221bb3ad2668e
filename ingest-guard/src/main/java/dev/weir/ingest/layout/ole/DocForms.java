package dev.weir.ingest.layout.ole;

import dev.weir.ingest.layout.TextSink;
import dev.weir.models.detect.GapCode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.poi.util.LittleEndian;

/**
 * What form fields of a Word document keep beside its text: what stands in them before somebody writes, how it is formatted, help,
 * and the entries of a list. Each field is read once.
 */
final class DocForms {

    private static final int MAX_FORMS = 10_000;

    /** Word writes no longer texts, and no longer lists. */
    private static final int MAX_CHARS = 1_000;

    private static final int MAX_ENTRIES = 100;

    private static final String OVER_LIMIT = "form fields over the limit";
    private static final int HEADER_AT = 4;
    private static final int SIZES = 6;
    private static final int FORM_HEAD = 10;
    private static final int VERSION = -1;
    private static final int FREE_TEXT = 0;
    private static final int LIST = 2;
    private static final int UNICODE = 0xFFFF;

    private final byte[] data;
    private final TextSink sink;
    private final Set<Integer> seen = new HashSet<>();

    /** @param data the stream that holds the fields */
    DocForms(byte[] data, TextSink sink) {
        this.data = data;
        this.sink = sink;
    }

    /**
     * The texts of the field that is kept at an offset.
     *
     * @return nothing if it was read before or is none; what stands behind a broken text cannot be told and is left out
     */
    List<String> at(int offset) {
        if (offset < 0 || offset > data.length - SIZES || !seen.add(offset)) {
            return List.of();
        }
        if (seen.size() > MAX_FORMS) {
            sink.gap(GapCode.UNREAD, OVER_LIMIT);
            return List.of();
        }
        int form = offset + LittleEndian.getUShort(data, offset + HEADER_AT);
        if (form > data.length - FORM_HEAD || LittleEndian.getInt(data, form) != VERSION) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        Cursor cursor = new Cursor(form + FORM_HEAD);
        int kind = data[form + 4] & 3;
        // The name is that of a bookmark.
        cursor.text();
        if (kind == FREE_TEXT) {
            texts.add(cursor.text());
        } else {
            cursor.number();
        }
        for (int i = 0; i < 3; i++) {
            texts.add(cursor.text());
        }
        if (kind == LIST) {
            // The names of two macros, and how the list is written.
            cursor.text();
            cursor.text();
            int entries = cursor.number() == UNICODE ? cursor.number() : 0;
            cursor.number();
            for (int i = 0; i < Math.min(entries, MAX_ENTRIES) && !cursor.isBroken(); i++) {
                texts.add(cursor.entry());
            }
            if (entries > MAX_ENTRIES) {
                sink.gap(GapCode.UNREAD, OVER_LIMIT);
            }
        }
        return texts;
    }

    /** Reads on until something does not fit. */
    private final class Cursor {
        private int at;

        Cursor(int at) {
            this.at = at;
        }

        boolean isBroken() {
            return at > data.length;
        }

        int number() {
            if (at > data.length - 2) {
                at = Integer.MAX_VALUE;
                return 0;
            }
            at += 2;
            return LittleEndian.getUShort(data, at - 2);
        }

        /** A text with a zero behind it. */
        String text() {
            String text = entry();
            number();
            return text;
        }

        String entry() {
            int length = number();
            if (length > MAX_CHARS || at > data.length - 2 * length) {
                at = Integer.MAX_VALUE;
                return "";
            }
            at += 2 * length;
            return new String(data, at - 2 * length, 2 * length, StandardCharsets.UTF_16LE);
        }
    }
}
