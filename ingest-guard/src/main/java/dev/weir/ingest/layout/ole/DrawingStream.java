package dev.weir.ingest.layout.ole;

import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.apache.poi.util.LittleEndian;
import org.jspecify.annotations.Nullable;

/** Follows the records of an Office drawing, as they come in pieces, and knows the shape that came last. */
final class DrawingStream {

    private static final int HEADER_BYTES = 8;
    private static final int MAX_ATOM_BYTES = 1_000_000;
    private static final int MAX_DEPTH = 100;
    private static final int GROUP = 0xF003;
    private static final int SHAPE = 0xF004;
    private static final int KIND = 0xF00A;
    private static final int PROPERTIES = 0xF00B;
    private static final int MORE_PROPERTIES = 0xF122;
    private static final int EVEN_MORE_PROPERTIES = 0xF121;
    private static final int ANCHOR = 0xF010;

    private static final class Group {
        private final long end;
        private boolean hidden;

        Group(long end, boolean hidden) {
            this.end = end;
            this.hidden = hidden;
        }
    }

    private final Deque<Group> groups = new ArrayDeque<>();
    private final Consumer<DrawnShape> ended;
    private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();
    private @Nullable DrawnShape shape;
    private int needed = HEADER_BYTES;
    private long position;
    private long skip;

    /** @param ended takes each shape when all of it is known */
    DrawingStream(Consumer<DrawnShape> ended) {
        this.ended = ended;
    }

    void feed(byte[] piece) {
        int from = (int) Math.min(skip, piece.length);
        skip -= from;
        position += from;
        waiting.write(piece, from, piece.length - from);
        if (waiting.size() < needed) {
            return;
        }
        byte[] data = waiting.toByteArray();
        int at = 0;
        needed = HEADER_BYTES;
        while (at + HEADER_BYTES <= data.length) {
            int head = LittleEndian.getUShort(data, at);
            int type = LittleEndian.getUShort(data, at + 2);
            long length = LittleEndian.getUInt(data, at + 4);
            boolean container = (head & 0xF) == 0xF;
            long whole = container ? HEADER_BYTES : HEADER_BYTES + length;
            if (whole > MAX_ATOM_BYTES) {
                skip = Math.max(0, at + whole - data.length);
                whole = Math.min(whole, data.length - at);
            } else if (at + whole > data.length) {
                needed = (int) whole;
                break;
            } else if (container) {
                open(type, position + HEADER_BYTES + length);
            } else {
                atom(type, head >>> 4, data, at + HEADER_BYTES, (int) length);
            }
            at += (int) whole;
            position += whole;
        }
        waiting.reset();
        waiting.write(data, at, data.length - at);
    }

    private void open(int type, long end) {
        while (!groups.isEmpty() && groups.element().end <= position) {
            groups.pop();
        }
        if (type == GROUP && groups.size() < MAX_DEPTH) {
            groups.push(new Group(end, !groups.isEmpty() && groups.element().hidden));
        } else if (type == SHAPE) {
            end();
            DrawnShape begun = new DrawnShape();
            if (!groups.isEmpty() && groups.element().hidden) {
                begun.hide();
            }
            shape = begun;
        }
    }

    private void atom(int type, int instance, byte[] data, int at, int length) {
        DrawnShape open = shape;
        if (open == null) {
            return;
        }
        switch (type) {
            case KIND -> open.kind(data, at, length);
            case PROPERTIES, MORE_PROPERTIES, EVEN_MORE_PROPERTIES -> {
                open.properties(data, at, length, instance);
                if (open.isGroup() && open.isHidden() && !groups.isEmpty()) {
                    groups.element().hidden = true;
                }
            }
            case ANCHOR -> open.anchor(data, at, length);
            default -> {
                // Of no effect on whether text is seen.
            }
        }
    }

    /** The shape that came last, as far as it is known. */
    DrawnShape last() {
        DrawnShape open = shape;
        return open == null ? new DrawnShape() : open;
    }

    /** Nothing comes any more of the last shape. */
    void end() {
        DrawnShape open = shape;
        shape = null;
        if (open != null) {
            ended.accept(open);
        }
    }
}
