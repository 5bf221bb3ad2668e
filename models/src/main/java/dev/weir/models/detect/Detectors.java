package dev.weir.models.detect;

import java.util.List;

/** Combinations of detectors. */
public final class Detectors {

    private Detectors() {}

    /**
     * Runs every detector that covers a passage's channel and joins what they say.
     *
     * <h4>Guarantees</h4>
     *
     * No detector is skipped because another found nothing or something. A detector that throws, returns
     * null or names a place outside the passage yields a blocking {@link GapCode#DETECTOR_FAILED}; a channel
     * no detector covers yields a blocking {@link GapCode#UNSCREENED}. The result does not depend on the
     * order of the list.
     *
     * <h4>Not guaranteed</h4>
     *
     * A detector that does not return is waited for; errors of the virtual machine other than a stack
     * overflow pass through.
     *
     * @param detectors at least one detector, with distinct ids
     * @return their union, named {@code union/1}
     * @throws IllegalArgumentException if the list is empty, an id occurs twice or a detector covers nothing
     */
    public static Detector union(List<Detector> detectors) {
        return new UnionDetector(detectors);
    }
}
