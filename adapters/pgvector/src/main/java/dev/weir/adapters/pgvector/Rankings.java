package dev.weir.adapters.pgvector;

import dev.weir.tenancy.chunk.Candidate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts rankings together. */
final class Rankings {
    /** The usual constant of reciprocal rank fusion: it keeps first places from deciding everything. */
    private static final int RANK_CONSTANT = 60;

    private Rankings() {}

    /** Reciprocal rank fusion: a row's score is the sum of {@code 1 / (60 + rank)} over the rankings that hold it. */
    static List<Candidate> fuse(List<List<Candidate>> rankings) {
        Map<String, Double> scores = new HashMap<>();
        Map<String, Candidate> rows = new HashMap<>();
        for (List<Candidate> ranking : rankings) {
            for (int i = 0; i < ranking.size(); i++) {
                String id = ranking.get(i).id().orElse("");
                scores.merge(id, 1.0 / (RANK_CONSTANT + i + 1), Double::sum);
                rows.put(id, ranking.get(i));
            }
        }
        List<Candidate> fused = new ArrayList<>();
        scores.forEach((id, score) -> {
            Candidate row = rows.get(id);
            if (row != null) {
                fused.add(scored(row, score));
            }
        });
        fused.sort(Rows.BEST_FIRST);
        return fused;
    }

    /** The first {@code k} rows of a ranking, and behind them others that it does not hold, up to {@code k}. */
    static List<Candidate> filled(List<Candidate> ranking, List<Candidate> others, int k) {
        List<Candidate> filled = new ArrayList<>(ranking.subList(0, Math.min(k, ranking.size())));
        Set<String> ranked = new HashSet<>();
        filled.forEach(row -> ranked.add(row.id().orElse("")));
        for (Candidate row : others) {
            if (filled.size() < k && ranked.add(row.id().orElse(""))) {
                filled.add(row);
            }
        }
        return filled;
    }

    private static Candidate scored(Candidate row, double score) {
        return new Candidate(
                row.id().orElse(null),
                row.text().orElse(null),
                row.seal().orElse(null),
                row.vector().orElse(null),
                row.attributes(),
                score);
    }
}
