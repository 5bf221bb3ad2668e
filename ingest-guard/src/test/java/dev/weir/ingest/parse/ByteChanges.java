package dev.weir.ingest.parse;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.SplittableRandom;

/** Changes seeds at random, as a fuzzer does that does not look at what the code makes of them. */
final class ByteChanges {

    private static final int MOST_CHANGES = 4;
    private static final int LONGEST_STRETCH = 64;

    private final SplittableRandom random;
    private final List<byte[]> seeds;

    ByteChanges(long seed, List<byte[]> seeds) {
        this.random = new SplittableRandom(seed);
        this.seeds = seeds;
    }

    /** A seed with one to four stretches changed, left out, said twice, or taken from another seed. */
    byte[] next() {
        byte[] input = any();
        for (int i = random.nextInt(1, MOST_CHANGES + 1); i > 0; i--) {
            input = changed(input);
        }
        return input;
    }

    private byte[] changed(byte[] input) {
        int at = random.nextInt(input.length + 1);
        int length = Math.min(random.nextInt(1, LONGEST_STRETCH + 1), input.length - at);
        byte[] other = any();
        int from = random.nextInt(other.length + 1);
        int taken = Math.min(random.nextInt(1, LONGEST_STRETCH + 1), other.length - from);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(input, 0, at);
        switch (random.nextInt(4)) {
            case 0 -> out.write(random.nextInt(256));
            case 1 -> {
                out.write(input, at, length);
                out.write(input, at, length);
            }
            case 2 -> out.write(other, from, taken);
            default -> length = Math.max(length, 1);
        }
        int rest = Math.min(at + length, input.length);
        out.write(input, rest, input.length - rest);
        return out.toByteArray();
    }

    private byte[] any() {
        return seeds.get(random.nextInt(seeds.size()));
    }
}
