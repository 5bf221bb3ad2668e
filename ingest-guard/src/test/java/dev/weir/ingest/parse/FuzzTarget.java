package dev.weir.ingest.parse;

import java.util.List;

/** Code that hostile bytes reach. */
interface FuzzTarget {

    /** Inputs to begin with, each of which is handled without a finding. */
    List<byte[]> seeds() throws Exception;

    /**
     * Handles one input.
     *
     * @throws AssertionError if a rule is broken
     */
    void handle(byte[] input) throws Exception;
}
