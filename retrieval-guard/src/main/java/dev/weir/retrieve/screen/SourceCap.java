package dev.weir.retrieve.screen;

import dev.weir.retrieve.verify.WithholdCode;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * Objects to passages of a source that better ranked passages of the same source have used up, so that one document cut
 * into many chunks does not fill an answer. Passages without a known source are not counted. Thread-safe.
 */
public final class SourceCap implements SetScreen {
    /** The cap that {@link SetScreens#standard()} uses. */
    public static final int STANDARD_CAP = 2;

    private final int cap;

    /**
     * @param cap the most passages of one source, at least 1
     * @throws IllegalArgumentException if it is below 1
     */
    public SourceCap(int cap) {
        if (cap < 1) {
            throw new IllegalArgumentException("cap must be >= 1, got " + cap);
        }
        this.cap = cap;
    }

    @Override
    public WithholdCode code() {
        return WithholdCode.SOURCE_CAP;
    }

    @Override
    public BitSet objections(PassageSet set) {
        BitSet objections = new BitSet(set.size());
        Map<String, Integer> counts = new HashMap<>();
        for (int rank = 0; rank < set.size(); rank++) {
            String source = set.passage(rank).source();
            if (!source.isEmpty() && counts.merge(source, 1, Integer::sum) > cap) {
                objections.set(rank);
            }
        }
        return objections;
    }
}
