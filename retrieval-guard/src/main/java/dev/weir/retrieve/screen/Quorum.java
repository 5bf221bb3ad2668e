package dev.weir.retrieve.screen;

import static java.util.Objects.requireNonNull;

import dev.weir.retrieve.verify.WithholdCode;
import dev.weir.tenancy.TrustTier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Objects to passages that are not trusted, for what trusted sources say to the question. A passage speaks to the question
 * if it holds {@value #SPEAKS} of the question's telling words, where those count for more that are rare among the passages;
 * a source does if one of its passages does. {@link #met} objects to every passage that is not trusted once enough trusted
 * sources speak: it is not needed. {@link #missed} objects, while too few do, to those that speak: nobody stands behind
 * them. Thread-safe.
 *
 * <p>Only trust helps against a single fluent false passage: what it says looks like what an honest one says. The score
 * is the share of telling words that the passage itself holds, at least 0.01.
 *
 * <h2>Guarantees</h2>
 *
 * <p>No number of passages below the trusted tier makes a quorum, whatever they say and from however many sources.
 *
 * <h2>Not guaranteed</h2>
 *
 * <p>That a source which speaks to the question answers it, that what it says is true, or that the sources are
 * independent: two documents count as two. That a trusted source is heard in a flood: whoever fills the set with passages also
 * has a say in which words are rare.
 */
public final class Quorum implements SetScreen {
    /** The share of telling words with which a passage speaks to the question. */
    public static final double SPEAKS = 0.4;

    private static final double LEAST_SCORE = 0.01;

    private final int sources;
    private final TrustTier trusted;
    private final WithholdCode code;

    private Quorum(int sources, TrustTier trusted, WithholdCode code) {
        if (sources < 1) {
            throw new IllegalArgumentException("sources must be >= 1, got " + sources);
        }
        this.sources = sources;
        this.trusted = requireNonNull(trusted, "trusted is null");
        this.code = code;
    }

    /**
     * Objects if at least so many trusted sources speak to the question.
     *
     * @param sources at least 1
     * @param trusted the lowest tier that is trusted
     */
    public static Quorum met(int sources, TrustTier trusted) {
        return new Quorum(sources, trusted, WithholdCode.OUTRANKED);
    }

    /**
     * Objects if fewer trusted sources speak to the question.
     *
     * @param sources at least 1
     * @param trusted the lowest tier that is trusted
     */
    public static Quorum missed(int sources, TrustTier trusted) {
        return new Quorum(sources, trusted, WithholdCode.UNCORROBORATED);
    }

    @Override
    public WithholdCode code() {
        return code;
    }

    @Override
    public List<Objection> objections(PassageSet set) {
        Coverage coverage = set.coverage();
        Set<String> speaking = new HashSet<>();
        for (int rank = 0; rank < set.size(); rank++) {
            RankedPassage passage = set.passage(rank);
            if (isTrusted(passage) && !passage.source().isEmpty() && coverage.share(rank) >= SPEAKS - 1e-9) {
                speaking.add(passage.source());
            }
        }
        boolean met = code == WithholdCode.OUTRANKED;
        List<Objection> objections = new ArrayList<>();
        for (int rank = 0; rank < set.size() && speaking.size() >= sources == met; rank++) {
            double share = coverage.share(rank);
            if (!isTrusted(set.passage(rank)) && (met || share >= SPEAKS - 1e-9)) {
                objections.add(new Objection(rank, Math.max(LEAST_SCORE, share)));
            }
        }
        return objections;
    }

    private boolean isTrusted(RankedPassage passage) {
        return passage.trust().compareTo(trusted) >= 0;
    }
}
