package dev.weir.retrieve.screen;

import static java.util.Objects.requireNonNull;

import dev.weir.retrieve.verify.WithholdCode;
import dev.weir.tenancy.TrustTier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Objects to passages of an origin that better ranked passages of the same origin have used up, so that one document cut
 * into many chunks, or one uploader with many documents, does not fill an answer. Passages of an unknown origin are not
 * counted. The score is the share of the origin's passages, up to this one, that are over the cap. Thread-safe.
 *
 * <h2>Guarantees</h2>
 *
 * <p>Of the passages it does not object to, no origin below the exempt tier has more than the cap.
 *
 * <h2>Not guaranteed</h2>
 *
 * <p>That two origins are two people.
 */
public final class OriginCap implements SetScreen {
    /** The cap that {@link SetScreens#standard()} uses: less than half of an answer of ten. */
    public static final int STANDARD_CAP = 4;

    private final Origin origin;
    private final int cap;
    private final Optional<TrustTier> exempt;

    private OriginCap(Origin origin, int cap, Optional<TrustTier> exempt) {
        if (cap < 1) {
            throw new IllegalArgumentException("cap must be >= 1, got " + cap);
        }
        this.origin = requireNonNull(origin, "origin is null");
        this.cap = cap;
        this.exempt = exempt;
    }

    /**
     * For passages of every tier.
     *
     * @param cap the most passages of one origin, at least 1
     * @throws IllegalArgumentException if it is below 1
     */
    public static OriginCap forAll(Origin origin, int cap) {
        return new OriginCap(origin, cap, Optional.empty());
    }

    /**
     * For passages below a tier: one service account may well upload everything that an organisation wrote.
     *
     * @param cap the most passages of one origin, at least 1
     * @throws IllegalArgumentException if it is below 1
     */
    public static OriginCap below(TrustTier exempt, Origin origin, int cap) {
        return new OriginCap(origin, cap, Optional.of(exempt));
    }

    @Override
    public WithholdCode code() {
        return origin.capCode();
    }

    @Override
    public List<Objection> objections(PassageSet set) {
        List<Objection> objections = new ArrayList<>();
        Map<String, Integer> counts = new HashMap<>();
        for (int rank = 0; rank < set.size(); rank++) {
            RankedPassage passage = set.passage(rank);
            String name = origin.of(passage);
            if (name.isEmpty()
                    || exempt.filter(tier -> passage.trust().compareTo(tier) >= 0)
                            .isPresent()) {
                continue;
            }
            int count = counts.merge(name, 1, Integer::sum);
            if (count > cap) {
                objections.add(new Objection(rank, (double) (count - cap) / count));
            }
        }
        return objections;
    }
}
