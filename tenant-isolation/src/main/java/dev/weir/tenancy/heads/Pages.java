package dev.weir.tenancy.heads;

import java.util.Arrays;

/** Bytes that are only ever added to. No record crosses the border of two pages; the first page starts small. */
final class Pages {
    /** Well below half a region of the garbage collector, which gives larger arrays whole regions of their own. */
    static final int PAGE_BYTES = 1 << 18;

    private static final int FIRST_BYTES = 1 << 12;

    private volatile byte[][] pages = {new byte[FIRST_BYTES]};
    private long end;

    long append(byte[] from, int start, int length) {
        if (offset(end) + length > PAGE_BYTES) {
            end = (end / PAGE_BYTES + 1) * PAGE_BYTES;
        }
        int number = (int) (end / PAGE_BYTES);
        int needed = offset(end) + length;
        byte[][] all = pages;
        if (number == all.length) {
            all = Arrays.copyOf(all, number + 1);
            all[number] = new byte[PAGE_BYTES];
            pages = all;
        } else if (needed > all[number].length) {
            all = all.clone();
            all[number] = Arrays.copyOf(all[number], Math.min(PAGE_BYTES, 2 * Math.max(needed, all[number].length)));
            pages = all;
        }
        long place = end;
        System.arraycopy(from, start, all[number], offset(place), length);
        end += length;
        return place;
    }

    byte[] page(long place) {
        return pages[(int) (place / PAGE_BYTES)];
    }

    static int offset(long place) {
        return (int) (place % PAGE_BYTES);
    }

    long used() {
        return end;
    }
}
