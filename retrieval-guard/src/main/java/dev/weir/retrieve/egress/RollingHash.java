package dev.weir.retrieve.egress;

/** The hash of the last so many letters and digits. Two runs of the same length collide with a probability of 2<sup>-64</sup>. */
final class RollingHash {
    private static final long BASE = 0x9E3779B97F4A7C15L;

    private final int[] ring;
    private final long leaving;
    private int count;
    private long hash;

    RollingHash(int length) {
        ring = new int[length];
        long power = 1;
        for (int i = 0; i < length; i++) {
            power *= BASE;
        }
        leaving = power;
    }

    void reset() {
        count = 0;
        hash = 0;
    }

    /** Takes the next one; whether there are enough. */
    boolean accept(int codePoint) {
        int place = count % ring.length;
        long gone = count >= ring.length ? ring[place] : 0;
        ring[place] = codePoint;
        hash = hash * BASE + codePoint - gone * leaving;
        count++;
        if (count >= 2 * ring.length) {
            count -= ring.length;
        }
        return count >= ring.length;
    }

    long value() {
        long mixed = (hash ^ (hash >>> 32)) * 0xD6E8FEB86659FD93L;
        mixed = (mixed ^ (mixed >>> 29)) * 0xBF58476D1CE4E5B9L;
        return mixed ^ (mixed >>> 32);
    }
}
