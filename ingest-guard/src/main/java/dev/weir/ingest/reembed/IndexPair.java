package dev.weir.ingest.reembed;

import dev.weir.tenancy.store.ChunkStore;

/** Two indexes, and the switch between them: an SPI of whoever keeps them. One re-embedding uses it at a time. */
public interface IndexPair {
    /** How far the change has come, durably. */
    enum Stage {
        /** Queries go to the first index; the second one is being filled. */
        BUILDING,
        /** Queries go to the second index; the first one is to go. */
        SWITCHED
    }

    /** How far the change has come. */
    Stage stage();

    /** The index that is to go. */
    ChunkStore first();

    /** The index that is to stay. */
    ChunkStore second();

    /**
     * Sends queries to the second index, with vectors of its model, durably and in one step. Returns when no query that
     * was sent to the first one is still under way, its verification included.
     */
    void switchOver();

    /** Forgets the first index, durably, and then removes it. */
    void dropFirst();
}
