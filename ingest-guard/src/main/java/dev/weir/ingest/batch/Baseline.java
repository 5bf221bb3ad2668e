package dev.weir.ingest.batch;

import dev.weir.models.calibration.Binomial;

/**
 * How much of a source is usually stopped.
 *
 * @param batches that it rests on
 * @param documents of those batches
 * @param stopped of them held or rejected
 */
record Baseline(int batches, int documents, int stopped) {
    /** Nothing is known of the source. */
    static final Baseline NONE = new Baseline(0, 0, 0);

    /** From so many batches on, a source has a history. */
    static final int FEWEST_BATCHES = 3;

    /** The share above which the batch of a source without history is held. */
    static final double CEILING = 0.5;

    /** How often a batch that is like the others may be held. */
    private static final double ALPHA = 0.001;

    /** How often the rate may be higher than its estimate. */
    private static final double ESTIMATE_ERROR = 0.05;

    Baseline plus(int moreDocuments, int moreStopped) {
        return new Baseline(batches + 1, documents + moreDocuments, stopped + moreStopped);
    }

    /** The highest rate that fits the history; of a source without one, the ceiling. */
    double highestRate() {
        return batches < FEWEST_BATCHES ? CEILING : Binomial.highestRate(stopped, documents, ESTIMATE_ERROR);
    }

    /** Whether a batch is unlike this source. */
    boolean isLeftBy(int documentsNow, int stoppedNow) {
        return batches < FEWEST_BATCHES
                ? stoppedNow > CEILING * documentsNow
                : Binomial.atLeast(stoppedNow, documentsNow, highestRate()) < ALPHA;
    }
}
