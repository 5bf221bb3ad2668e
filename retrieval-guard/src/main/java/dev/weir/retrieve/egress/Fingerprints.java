package dev.weir.retrieve.egress;

import java.util.Collection;
import java.util.List;

/**
 * Texts as hashes of some of their runs of {@value #RUN} letters and digits, chosen by winnowing (Schleimer, Wilkerson and
 * Aiken, 2003), so that copies of parts of them are found again without them. Immutable.
 *
 * <h2>Guarantees</h2>
 *
 * <ul>
 *   <li>Of every {@value #SURE} letters and digits in a row at least one run is kept, so that a copy of so many is met.
 *   <li>Memory is about 0.11 runs for each letter or digit, at most 64 bytes each: 7 bytes a letter.
 *   <li>A run that is in none of the texts is met with a probability of {@code size()} / 2<sup>64</sup>.
 * </ul>
 *
 * <h2>Not guaranteed</h2>
 *
 * <p>Secrecy: whoever reads the hashes can test a guess of a run. Case, accents, spaces, signs and look-alikes make no
 * difference; other words for the same do.
 */
public final class Fingerprints {
    /** Letters and digits in one run. */
    public static final int RUN = 24;

    /** Letters and digits of which at least one run is kept. */
    public static final int SURE = 40;

    /** Runs of which the least hash is kept. */
    static final int WINDOW = SURE - RUN + 1;

    /** The first letters of a run, by which an answer tells early that none begins. */
    static final int HEAD = 8;

    private static final Fingerprints NONE = new Fingerprints(new LongSet(), new LongSet());

    private final LongSet runs;
    private final LongSet heads;

    private Fingerprints(LongSet runs, LongSet heads) {
        this.runs = runs;
        this.heads = heads;
    }

    /** Of no text. */
    public static Fingerprints none() {
        return NONE;
    }

    /** Of all these texts. */
    public static Fingerprints of(Collection<String> texts) {
        LongSet runs = new LongSet();
        LongSet heads = new LongSet();
        for (String text : texts) {
            new Winnowing(runs, heads).acceptAll(text);
        }
        return new Fingerprints(runs, heads);
    }

    /** Every run of these texts, for telling what a caller was given. */
    static LongSet everyRunOf(List<String> texts) {
        LongSet all = new LongSet();
        for (String text : texts) {
            new Folding.Sink() {
                private final RollingHash run = new RollingHash(RUN);

                @Override
                public void kept(int codePoint, int start, int end) {
                    if (run.accept(codePoint)) {
                        all.add(run.value());
                    }
                }

                @Override
                public void parted() {
                    run.reset();
                }
            }.acceptAll(text);
        }
        return all;
    }

    /** How many different runs are kept. */
    public int size() {
        return runs.size();
    }

    boolean holdsRun(long hash) {
        return runs.contains(hash);
    }

    boolean holdsHead(long hash) {
        return heads.contains(hash);
    }

    /** The size, never a hash. */
    @Override
    public String toString() {
        return "Fingerprints[" + size() + "]";
    }

    /** Keeps the least hash of each window, the last of equals. */
    private static final class Winnowing implements Folding.Sink {
        private final LongSet runs;
        private final LongSet heads;
        private final RollingHash run = new RollingHash(RUN);
        private final RollingHash head = new RollingHash(HEAD);

        /** Hashes of heads that begin where runs begin of which the end has not come. */
        private final long[] headRing = new long[RUN];

        private final long[] windowRuns = new long[WINDOW];
        private final long[] windowHeads = new long[WINDOW];
        private int letters;
        private int hashes;

        Winnowing(LongSet runs, LongSet heads) {
            this.runs = runs;
            this.heads = heads;
        }

        @Override
        public void kept(int codePoint, int start, int end) {
            if (head.accept(codePoint)) {
                headRing[Math.floorMod(letters - HEAD + 1, RUN)] = head.value();
            }
            if (run.accept(codePoint)) {
                windowRuns[hashes % WINDOW] = run.value();
                windowHeads[hashes % WINDOW] = headRing[Math.floorMod(letters - RUN + 1, RUN)];
                hashes++;
                if (hashes >= WINDOW) {
                    keepLeast();
                }
            }
            letters++;
        }

        @Override
        public void parted() {
            // A text of few runs has no full window; it keeps the least of those that it has.
            if (hashes > 0 && hashes < WINDOW) {
                keepLeast();
            }
            run.reset();
            head.reset();
            letters = 0;
            hashes = 0;
        }

        private void keepLeast() {
            int least = -1;
            for (int i = Math.max(0, hashes - WINDOW); i < hashes; i++) {
                if (least < 0 || windowRuns[i % WINDOW] <= windowRuns[least]) {
                    least = i % WINDOW;
                }
            }
            runs.add(windowRuns[least]);
            heads.add(windowHeads[least]);
        }
    }
}
