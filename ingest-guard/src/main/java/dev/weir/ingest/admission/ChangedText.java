package dev.weir.ingest.admission;

import dev.weir.ingest.verdict.CorpusSign;
import dev.weir.ingest.verdict.RationaleCode;
import java.util.List;
import java.util.Optional;

/**
 * Objects to a document that changes much of the text it replaces: the share of runs of three words, of both texts together,
 * that only one of them has. Stateless and thread-safe.
 *
 * <h2>Not guaranteed</h2>
 *
 * <ul>
 *   <li>That a small change is harmless: one word may turn the meaning round.
 *   <li>That the earlier text is what was sealed: it is read as the store gives it, and a store that lies hides a change from
 *       this screen.
 * </ul>
 */
public final class ChangedText implements AdmissionScreen {
    /** The share that starts a review in the published rule. */
    public static final double STANDARD_SHARE = 0.30;

    private final double share;

    /**
     * @param share of changed runs that is still let through, in [0, 1)
     * @throws IllegalArgumentException if it is not
     */
    public ChangedText(double share) {
        if (!(share >= 0 && share < 1)) {
            throw new IllegalArgumentException("share must be in [0, 1), got " + share);
        }
        this.share = share;
    }

    @Override
    public String id() {
        return "changed-text/1:" + share;
    }

    @Override
    public List<CorpusSign> screen(Arrival arrival) {
        Optional<Replaced> replaced = arrival.replaced();
        if (replaced.isEmpty()) {
            return List.of();
        }
        Shingles before = Shingles.of(replaced.get().texts().get());
        Shingles after =
                Shingles.of(arrival.chunks().stream().map(ArrivingChunk::text).toList());
        double changed = 1 - before.jaccard(after);
        return changed > share
                ? List.of(CorpusSign.of(RationaleCode.TEXT_CHANGED, changed, share, CorpusSign.Effect.HOLDS))
                : List.of();
    }
}
