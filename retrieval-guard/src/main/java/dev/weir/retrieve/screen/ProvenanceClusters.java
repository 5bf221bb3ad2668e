package dev.weir.retrieve.screen;

import static java.util.Objects.requireNonNull;

import dev.weir.retrieve.verify.WithholdCode;
import dev.weir.tenancy.TrustTier;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Objects to passages that say much the same and come from one hand: they share a source, an uploader or an ingest batch, and
 * the ROUGE-L F measure of their words is at least a threshold. Passages that are joined by a chain of such pairs are a
 * cluster; all but one of them are objected to, the most trusted and among equals the highest ranked, or all of them where
 * nothing in their provenance speaks for any. The score is the highest measure that the passage has with another of its
 * cluster. Thread-safe.
 *
 * <p>Passages of at least the exempt tier are spared, because honest documents of one house are alike: forms, releases,
 * overlapping chunks. Passages of different hands are never compared, because honest sources agree.
 *
 * <h2>Not guaranteed</h2>
 *
 * <p>That passages are found which one author planted under several names, in several batches, or so padded that little of
 * each is the same.
 */
public final class ProvenanceClusters implements SetScreen {
    /** The threshold that {@link SetScreens#standard()} uses. */
    public static final double STANDARD_THRESHOLD = 0.35;

    private final double threshold;
    private final TrustTier exempt;
    private final int whole;

    private ProvenanceClusters(double threshold, TrustTier exempt, int whole) {
        if (!(threshold > 0 && threshold <= 1)) {
            throw new IllegalArgumentException("threshold must be in (0, 1], got " + threshold);
        }
        this.threshold = threshold;
        this.exempt = requireNonNull(exempt, "exempt is null");
        this.whole = whole;
    }

    /**
     * Spares one passage of each cluster.
     *
     * @param threshold above 0, at most 1
     * @param exempt the lowest tier that is spared
     */
    public static ProvenanceClusters sparingOne(double threshold, TrustTier exempt) {
        return new ProvenanceClusters(threshold, exempt, Integer.MAX_VALUE);
    }

    /**
     * Spares one passage of each smaller cluster, and none of one that has at least so many passages.
     *
     * @param threshold above 0, at most 1
     * @param exempt the lowest tier that is spared
     * @param whole passages from which on a cluster goes whole, at least 2
     */
    public static ProvenanceClusters sparingNoneOf(int whole, double threshold, TrustTier exempt) {
        if (whole < 2) {
            throw new IllegalArgumentException("whole must be >= 2, got " + whole);
        }
        return new ProvenanceClusters(threshold, exempt, whole);
    }

    @Override
    public WithholdCode code() {
        return WithholdCode.SAME_PROVENANCE;
    }

    @Override
    public List<Objection> objections(PassageSet set) {
        List<Integer> suspects = new ArrayList<>();
        for (int rank : set.byTrust()) {
            if (set.passage(rank).trust().compareTo(exempt) < 0) {
                suspects.add(rank);
            }
        }
        Clusters clusters = new Clusters(set.size());
        if (hasPair(set, suspects)) {
            join(set, suspects, clusters);
        }
        List<Objection> objections = new ArrayList<>();
        BitSet spared = new BitSet(set.size());
        for (int rank : suspects) {
            int cluster = clusters.find(rank);
            int size = clusters.sizes[cluster];
            if (size > 1) {
                if (size >= whole || spared.get(cluster)) {
                    objections.add(new Objection(rank, Math.min(1, clusters.measures[rank])));
                }
                spared.set(cluster);
            }
        }
        return objections;
    }

    private static boolean hasPair(PassageSet set, List<Integer> suspects) {
        for (int i = 0; i < suspects.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (Origin.isShared(set.passage(suspects.get(i)), set.passage(suspects.get(j)))) {
                    return true;
                }
            }
        }
        return false;
    }

    private void join(PassageSet set, List<Integer> suspects, Clusters clusters) {
        RougeL rouge = RougeL.of(set);
        for (int i = 1; i < suspects.size(); i++) {
            int rank = suspects.get(i);
            boolean loaded = false;
            for (int j = 0; j < i; j++) {
                int other = suspects.get(j);
                if (Origin.isShared(set.passage(rank), set.passage(other))) {
                    if (!loaded) {
                        rouge.load(rank);
                        loaded = true;
                    }
                    double measure = rouge.with(other, threshold);
                    if (measure > 0) {
                        clusters.join(rank, other, measure);
                    }
                }
            }
        }
    }

    /** Sets of ranks that are joined, and the highest measure of each rank. */
    private static final class Clusters {
        private final int[] parents;
        private final int[] sizes;
        private final double[] measures;

        Clusters(int ranks) {
            parents = new int[ranks];
            sizes = new int[ranks];
            measures = new double[ranks];
            for (int rank = 0; rank < ranks; rank++) {
                parents[rank] = rank;
                sizes[rank] = 1;
            }
        }

        int find(int rank) {
            int root = rank;
            while (parents[root] != root) {
                root = parents[root];
            }
            return root;
        }

        void join(int one, int other, double measure) {
            measures[one] = Math.max(measures[one], measure);
            measures[other] = Math.max(measures[other], measure);
            int into = find(one);
            int from = find(other);
            if (into != from) {
                parents[from] = into;
                sizes[into] += sizes[from];
            }
        }
    }
}
