package dev.weir.retrieve.egress;

/** A set of hashes: open addressing, at most half full, 16 to 32 bytes each. Not thread-safe while it grows. */
final class LongSet {
    private static final int SMALLEST = 16;

    private long[] slots;
    private int size;
    private boolean holdsZero;

    LongSet() {
        this.slots = new long[SMALLEST];
    }

    int size() {
        return size + (holdsZero ? 1 : 0);
    }

    boolean contains(long value) {
        return value == 0 ? holdsZero : slots[slotOf(slots, value)] == value;
    }

    void add(long value) {
        if (value == 0) {
            holdsZero = true;
            return;
        }
        int slot = slotOf(slots, value);
        if (slots[slot] == value) {
            return;
        }
        slots[slot] = value;
        size++;
        if (size * 2 > slots.length) {
            grow();
        }
    }

    private void grow() {
        long[] larger = new long[slots.length * 2];
        for (long value : slots) {
            if (value != 0) {
                larger[slotOf(larger, value)] = value;
            }
        }
        slots = larger;
    }

    private static int slotOf(long[] table, long value) {
        int mask = table.length - 1;
        int slot = (int) (value ^ (value >>> 32)) & mask;
        while (table[slot] != 0 && table[slot] != value) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }
}
