package dev.weir.ingest.provenance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** A box of JUMBF (ISO 19566-5). Superboxes are read to a fixed depth and number. */
final class Box {
    static final int MAX_DEPTH = 8;
    static final int MAX_BOXES = 1_024;

    static final String SUPERBOX = "jumb";
    static final String CBOR = "cbor";

    private static final String DESCRIPTION = "jumd";
    private static final int HEADER_BYTES = 8;
    private static final int KIND_BYTES = 16;
    private static final int HAS_LABEL = 0x02;

    private final String type;
    private final byte[] payload;
    private final String kind;
    private final String label;
    private final List<Box> children;

    private Box(String type, byte[] payload, String kind, String label, List<Box> children) {
        this.type = type;
        this.payload = payload;
        this.kind = kind;
        this.label = label;
        this.children = List.copyOf(children);
    }

    /** Its four characters. */
    String type() {
        return type;
    }

    /** Everything behind its header; not to be changed. */
    byte[] payload() {
        return payload;
    }

    /** The label of a superbox that has one, else empty. */
    String label() {
        return label;
    }

    /** What is in a superbox, without its description. */
    List<Box> children() {
        return children;
    }

    /** The one box that these bytes are. */
    static Box read(byte[] bytes) throws NotVerifiedException {
        List<Box> boxes = new Reader().boxes(bytes, 0, 0);
        if (boxes.size() != 1) {
            throw malformed();
        }
        return boxes.getFirst();
    }

    /** Whether it is a superbox with this type in its description, given as 32 hexadecimal digits. */
    boolean is(String wantedKind) {
        return kind.equals(wantedKind);
    }

    /** The only child of this kind. */
    Box only(String wantedKind) throws NotVerifiedException {
        List<Box> found =
                children.stream().filter(child -> child.is(wantedKind)).toList();
        if (found.size() != 1) {
            throw malformed();
        }
        return found.getFirst();
    }

    /** The bytes of the only content box, which is one of CBOR. */
    byte[] cbor() throws NotVerifiedException {
        if (children.size() != 1 || !children.getFirst().type.equals(CBOR)) {
            throw malformed();
        }
        return children.getFirst().payload;
    }

    private static NotVerifiedException malformed() {
        return new NotVerifiedException(CredentialFault.MALFORMED);
    }

    /** Reads nested boxes and counts them. */
    private static final class Reader {
        private int boxes;

        /** @param from where the first box begins; the last one ends with the bytes */
        List<Box> boxes(byte[] bytes, int from, int depth) throws NotVerifiedException {
            List<Box> found = new ArrayList<>();
            int at = from;
            while (at < bytes.length) {
                boxes++;
                if (bytes.length - at < HEADER_BYTES || depth > MAX_DEPTH || boxes > MAX_BOXES) {
                    throw malformed();
                }
                long length = Integer.toUnsignedLong(ByteBuffer.wrap(bytes).getInt(at));
                // The values 0 and 1 stand for "to the end" and for lengths that no text has.
                if (length < HEADER_BYTES || length > bytes.length - at) {
                    throw malformed();
                }
                String type = new String(bytes, at + Integer.BYTES, Integer.BYTES, ISO_8859_1);
                byte[] payload = Arrays.copyOfRange(bytes, at + HEADER_BYTES, at + (int) length);
                found.add(type.equals(SUPERBOX) ? superbox(payload, depth) : leaf(type, payload));
                at += (int) length;
            }
            return found;
        }

        private static Box leaf(String type, byte[] payload) {
            return new Box(type, payload, "", "", List.of());
        }

        private Box superbox(byte[] payload, int depth) throws NotVerifiedException {
            List<Box> inside = boxes(payload, 0, depth + 1);
            if (inside.isEmpty() || !inside.getFirst().type.equals(DESCRIPTION)) {
                throw malformed();
            }
            byte[] description = inside.getFirst().payload;
            if (description.length <= KIND_BYTES) {
                throw malformed();
            }
            String kind = HexFormat.of().formatHex(description, 0, KIND_BYTES);
            return new Box(SUPERBOX, payload, kind, label(description), inside.subList(1, inside.size()));
        }

        private static String label(byte[] description) throws NotVerifiedException {
            if ((description[KIND_BYTES] & HAS_LABEL) == 0) {
                return "";
            }
            int start = KIND_BYTES + 1;
            int end = start;
            while (end < description.length && description[end] != 0) {
                end++;
            }
            if (end == description.length) {
                throw malformed();
            }
            return new String(description, start, end - start, UTF_8);
        }
    }
}
