package dev.weir.models.detect;

import java.util.Set;

/**
 * Judges one passage at a time. Implementations are read-only, deterministic (the same passage gives an
 * equal screening, whatever was screened before or beside it) and safe for use by several threads at once.
 */
public interface Detector {

    /** {@return name and version, constant for the life of the detector} */
    DetectorId id();

    /** {@return the channels it can judge, not empty, constant for the life of the detector} */
    Set<Channel> channels();

    /**
     * Judges the whole passage, or reports a gap for what it could not judge.
     *
     * @param passage a passage in one of {@link #channels()}
     * @return findings with spans inside the passage's text, and gaps; never null
     */
    Screening screen(Passage passage);
}
