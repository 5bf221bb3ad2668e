package dev.weir.ingest.batch;

/** Hears of a batch as it goes. Calls come one at a time, from the threads that do the work. */
public interface BatchListener {
    /**
     * The paths are known.
     *
     * @param total how many results there will be
     */
    void started(int total);

    /** One more path is done. What this throws ends the batch. */
    void finished(BatchResult result);
}
