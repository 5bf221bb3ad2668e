package dev.weir.adapters.lucene;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Fuses rankings whose scores cannot be compared: a row's score is the sum of 1 / (60 + rank) over the rankings that hold
 * it (Cormack, Clarke and Büttcher, SIGIR 2009).
 */
final class ReciprocalRankFusion {
    private static final int RANK_CONSTANT = 60;

    private ReciprocalRankFusion() {}

    static List<Hit> fuse(List<List<Hit>> rankings) {
        Map<Integer, Hit> fused = new HashMap<>();
        for (List<Hit> ranking : rankings) {
            int rank = 0;
            for (Hit hit : ranking) {
                double share = 1.0 / (RANK_CONSTANT + ++rank);
                fused.merge(
                        hit.row(),
                        new Hit(hit.row(), hit.id(), share),
                        (a, b) -> new Hit(a.row(), a.id(), a.score() + b.score()));
            }
        }
        return fused.values().stream().sorted(Hit.BEST_FIRST).toList();
    }
}
