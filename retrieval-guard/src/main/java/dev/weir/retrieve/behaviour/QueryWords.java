package dev.weir.retrieve.behaviour;

import java.util.Arrays;
import java.util.Locale;

/** Keyed prints of a text's words, of its runs of words, and of its set of words. */
final class QueryWords {
    /** Words of a run that is compared. */
    static final int RUN = 8;

    /** Values of a {@link #sketch}. */
    static final int SKETCH = 16;

    private QueryWords() {}

    /** A print for each word, letters and digits only, in lower case. */
    static long[] prints(String text, long key) {
        long[] prints = new long[16];
        int count = 0;
        long print = key;
        boolean inWord = false;
        String folded = text.toLowerCase(Locale.ROOT);
        for (int i = 0; i <= folded.length(); i++) {
            if (i < folded.length() && Character.isLetterOrDigit(folded.charAt(i))) {
                print = mix(print ^ folded.charAt(i));
                inWord = true;
            } else if (inWord) {
                if (count == prints.length) {
                    prints = Arrays.copyOf(prints, 2 * count);
                }
                prints[count++] = print;
                print = key;
                inWord = false;
            }
        }
        return Arrays.copyOf(prints, count);
    }

    /** A print for each run of {@link #RUN} words. */
    static int[] runs(long[] words) {
        int[] runs = new int[Math.max(0, words.length - RUN + 1)];
        for (int i = 0; i < runs.length; i++) {
            long run = 0;
            for (int j = i; j < i + RUN; j++) {
                run = mix(run ^ words[j]);
            }
            runs[i] = (int) (run >>> 32);
        }
        return runs;
    }

    /** Whether a run is one of the eighth that is remembered; the same ones everywhere. */
    static boolean isSampled(int run) {
        return (run & 7) == 0;
    }

    /** MinHash (Broder 1997) of the set of words, as {@link #SKETCH} values; of equal sets the same. */
    static short[] sketch(long[] words) {
        short[] sketch = new short[SKETCH];
        for (int i = 0; i < SKETCH; i++) {
            long least = Long.MAX_VALUE;
            for (long word : words) {
                least = Math.min(least, mix(word + i * 0x9E3779B97F4A7C15L));
            }
            sketch[i] = (short) (least >>> 24);
        }
        return sketch;
    }

    /** The finalizer of SplitMix64. */
    static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
