package dev.weir.retrieve.egress;

import java.util.List;
import java.util.function.Consumer;

/**
 * Finds stretches whose runs of letters and digits are among fingerprints, one at least in each window, and not among what
 * the caller was given. A run is held while it may still be one.
 */
final class RunScan implements Folding.Sink {
    private static final int RING = 32;
    private static final long EARLIER = (1L << (Fingerprints.RUN - Fingerprints.HEAD + 1)) - 1;

    private final List<Fingerprints> foreign;
    private final LongSet given;
    private final int minimum;
    private final Consumer<EgressFinding> found;
    private final RollingHash run = new RollingHash(Fingerprints.RUN);
    private final RollingHash head = new RollingHash(Fingerprints.HEAD);
    private final int[] starts = new int[RING];

    /** Letters since the text was parted. */
    private int letters;

    /** Bit {@code i}: a run may begin {@code HEAD + i - 1} letters before the last one. */
    private long begun;

    private boolean inChain;
    private boolean reported;
    private int chainLetters;
    private int sinceHit;
    private int chainStart;
    private int chainEnd;

    RunScan(List<Fingerprints> foreign, LongSet given, int minimum, Consumer<EgressFinding> found) {
        this.foreign = foreign.stream().filter(each -> each.size() > 0).toList();
        this.given = given;
        this.minimum = minimum;
        this.found = found;
    }

    @Override
    public void kept(int codePoint, int start, int end) {
        if (foreign.isEmpty()) {
            return;
        }
        starts[letters % RING] = start;
        letters++;
        begun = (begun << 1) & EARLIER;
        if (head.accept(codePoint) && isHead(head.value())) {
            begun |= 1;
        }
        boolean hit = run.accept(codePoint) && isRun(run.value());
        if (inChain) {
            sinceHit++;
            if (hit) {
                extend(sinceHit, end);
            } else if (sinceHit > Fingerprints.WINDOW) {
                endChain();
            }
        } else if (hit) {
            inChain = true;
            reported = false;
            chainStart = starts[(letters - Fingerprints.RUN) % RING];
            chainLetters = 0;
            extend(Fingerprints.RUN, end);
        }
    }

    @Override
    public void parted() {
        endChain();
        run.reset();
        head.reset();
        letters = 0;
        begun = 0;
    }

    /** Where something begins that may become a run, else a place behind every text. */
    int pending() {
        if (letters == 0) {
            return Integer.MAX_VALUE;
        }
        int open = Math.min(letters, Fingerprints.HEAD - 1);
        if (begun != 0) {
            open = Math.max(open, Fingerprints.HEAD + 63 - Long.numberOfLeadingZeros(begun));
        }
        int earliest = starts[(letters - open) % RING];
        return inChain ? Math.min(earliest, chainStart) : earliest;
    }

    private void extend(int by, int end) {
        sinceHit = 0;
        chainLetters += by;
        chainEnd = end;
        if (chainLetters >= minimum) {
            report();
        }
    }

    /** A chain that goes on goes on in pieces, so that what is held is bounded. */
    private void report() {
        double score = Math.min(1.0, 0.5 + chainLetters / (4.0 * minimum));
        found.accept(EgressFinding.of(EgressCode.FOREIGN_TEXT, chainStart, chainEnd, score, ""));
        reported = true;
        chainStart = chainEnd;
        chainLetters = 0;
    }

    private void endChain() {
        if (inChain && reported && chainLetters > 0) {
            report();
        }
        inChain = false;
    }

    private boolean isHead(long hash) {
        for (Fingerprints each : foreign) {
            if (each.holdsHead(hash)) {
                return true;
            }
        }
        return false;
    }

    private boolean isRun(long hash) {
        for (Fingerprints each : foreign) {
            if (each.holdsRun(hash)) {
                return !given.contains(hash);
            }
        }
        return false;
    }
}
