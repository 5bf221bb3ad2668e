package dev.weir.ingest.admission;

import dev.weir.models.lexical.NormalizedText;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The set of runs of three folded words of a document, each a 64-bit hash; of fewer words, the one run of all. Immutable.
 *
 * <p>Hashes are not keyed: whoever could make two runs collide could as well write the same run.
 */
final class Shingles {
    /** Numbers in a signature: its estimate of the Jaccard index has a standard error of at most 1/16. */
    static final int SIGNATURE = 64;

    private static final int RUN = 3;
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");
    private static final long[] SEEDS =
            new SplittableRandom(20260131).longs(SIGNATURE).toArray();

    private final long[] sorted;

    private Shingles(long[] sorted) {
        this.sorted = sorted;
    }

    static Shingles of(List<String> texts) {
        long[] runs = new long[16];
        int count = 0;
        for (String text : texts) {
            long[] words = words(text);
            for (int i = 0; i < Math.max(1, words.length - RUN + 1) && words.length > 0; i++) {
                if (count == runs.length) {
                    runs = Arrays.copyOf(runs, 2 * count);
                }
                runs[count++] = run(words, i);
            }
        }
        return new Shingles(Arrays.stream(runs, 0, count).sorted().distinct().toArray());
    }

    int size() {
        return sorted.length;
    }

    /** Of both together, the share of runs that both have; 1 for two documents without words. */
    double jaccard(Shingles other) {
        int shared = 0;
        int i = 0;
        int j = 0;
        while (i < sorted.length && j < other.sorted.length) {
            int order = Long.compare(sorted[i], other.sorted[j]);
            shared += order == 0 ? 1 : 0;
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }
        int all = sorted.length + other.sorted.length - shared;
        return all == 0 ? 1 : (double) shared / all;
    }

    /** MinHash (Broder 1997): two sets agree in a place with the probability of their Jaccard index. */
    int[] signature() {
        int[] least = new int[SIGNATURE];
        for (int place = 0; place < SIGNATURE; place++) {
            long smallest = Long.MAX_VALUE;
            for (long run : sorted) {
                smallest = Math.min(smallest, mix(run ^ SEEDS[place]));
            }
            least[place] = Long.hashCode(smallest);
        }
        return least;
    }

    /** The share of places in which two signatures agree. */
    static double agreement(int[] a, int[] b) {
        int same = 0;
        for (int place = 0; place < SIGNATURE; place++) {
            same += a[place] == b[place] ? 1 : 0;
        }
        return (double) same / SIGNATURE;
    }

    private static long run(long[] words, int from) {
        long hash = Math.min(RUN, words.length);
        for (int i = from; i < Math.min(words.length, from + RUN); i++) {
            hash = mix(hash * 31 + words[i]);
        }
        return hash;
    }

    private static long[] words(String text) {
        Matcher matcher = WORD.matcher(NormalizedText.forMatching(text).text());
        return matcher.results().mapToLong(word -> hash(word.group())).toArray();
    }

    private static long hash(String word) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < word.length(); i++) {
            hash = (hash ^ word.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }

    /** The finaliser of SplittableRandom (Steele et al. 2014). */
    private static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
