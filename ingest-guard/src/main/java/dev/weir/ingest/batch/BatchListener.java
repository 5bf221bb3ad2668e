package dev.weir.ingest.batch;

/** Hears of a batch as it goes. Calls come one at a time, from the threads that do the work. */
public interface BatchListener {
    /**
     * One more path was judged in the first of two passes; results come in the second.
     *
     * @param total how many paths there are
     */
    default void judged(int total) {}

    /**
     * The paths are known.
     *
     * @param total how many results there will be
     */
    void started(int total);

    /** One more path is done. What this throws ends the batch. */
    void finished(BatchResult result);
}
