package dev.weir.ingest.layout.ole;

import org.apache.poi.util.LittleEndian;

/** Walks over the properties that a Word document keeps of a run, a paragraph, a table or a style. */
final class DocProperties {

    private static final int TABLE_DEFINITION = 0xD608;
    private static final int TABS = 0xC615;
    private static final int LONG = 0xFF;

    /** Takes one property. */
    interface Visitor {
        /**
         * Takes the next property.
         *
         * @param code of the property
         * @param data holds its value
         * @param at where the value begins
         * @param length of the value in bytes
         */
        void property(int code, byte[] data, int at, int length);
    }

    private DocProperties() {}

    /** Visits each property; what stands behind a broken one cannot be told and is left out. */
    static void each(byte[] data, int offset, Visitor visitor) {
        int at = offset;
        while (at + 3 <= data.length) {
            int code = LittleEndian.getUShort(data, at);
            at += 2;
            int length;
            switch (code >>> 13) {
                case 0, 1 -> length = 1;
                case 2, 4, 5 -> length = 2;
                case 3 -> length = 4;
                case 7 -> length = 3;
                default -> {
                    int head = code == TABLE_DEFINITION ? 2 : 1;
                    length = at + head > data.length ? Integer.MAX_VALUE : longer(code, data, at);
                    at += head;
                }
            }
            if (length < 0 || length > data.length - at) {
                return;
            }
            visitor.property(code, data, at, length);
            at += length;
        }
    }

    private static int longer(int code, byte[] data, int at) {
        int said = data[at] & 0xFF;
        if (code == TABLE_DEFINITION) {
            return LittleEndian.getUShort(data, at) - 1;
        }
        if (code == TABS && said == LONG && at + 1 < data.length) {
            int removed = 4 * (data[at + 1] & 0xFF);
            int added = at + 2 + removed < data.length ? 3 * (data[at + 2 + removed] & 0xFF) : 0;
            return 2 + removed + added;
        }
        return said;
    }

    /** The value of a property of up to four bytes, without a sign. */
    static int value(byte[] data, int at, int length) {
        int value = 0;
        for (int i = Math.min(length, 4) - 1; i >= 0; i--) {
            value = value << 8 | (data[at + i] & 0xFF);
        }
        return value;
    }
}
