package dev.weir.retrieve.behaviour;

import java.nio.ByteBuffer;

/** Prints of what came last, the latest first, each once. Not thread-safe. */
final class Recents {
    private final int[] prints;
    private int size;

    /** @param most how many are remembered, 1 to 32767 */
    Recents(int most) {
        this.prints = new int[most];
    }

    /** Whether a print is remembered. */
    boolean contains(int print) {
        return indexOf(print) < size;
    }

    /** Puts a print first, in place of the last if there is no room. */
    void add(int print) {
        int at = indexOf(print);
        if (at == size && size < prints.length) {
            size++;
        }
        System.arraycopy(prints, 0, prints, 1, Math.min(at, prints.length - 1));
        prints[0] = print;
    }

    private int indexOf(int print) {
        for (int i = 0; i < size; i++) {
            if (prints[i] == print) {
                return i;
            }
        }
        return size;
    }

    void write(ByteBuffer out) {
        out.putShort((short) size);
        for (int i = 0; i < size; i++) {
            out.putInt(prints[i]);
        }
    }

    /** @throws IllegalArgumentException if the bytes were written otherwise */
    void read(ByteBuffer in) {
        size = in.getShort();
        if (size < 0 || size > prints.length) {
            throw new IllegalArgumentException("there must be 0-" + prints.length + " prints, got " + size);
        }
        for (int i = 0; i < size; i++) {
            prints[i] = in.getInt();
        }
    }
}
