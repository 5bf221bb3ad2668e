package dev.weir.adapters.opensearch;

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
    static List<Row> fuse(List<List<Row>> rankings) {
        Map<String, Double> scores = new HashMap<>();
        Map<String, Row> rows = new HashMap<>();
        for (List<Row> ranking : rankings) {
            for (int i = 0; i < ranking.size(); i++) {
                Row row = ranking.get(i);
                scores.merge(row.key(), 1.0 / (RANK_CONSTANT + i + 1), Double::sum);
                rows.put(row.key(), row);
            }
        }
        List<Row> fused = new ArrayList<>();
        rows.forEach((key, row) -> fused.add(row.scored(scores.getOrDefault(key, 0.0))));
        fused.sort(Row.BEST_FIRST);
        return fused;
    }

    /** The first {@code k} rows of a ranking, and behind them others that it does not hold, up to {@code k}. */
    static List<Row> filled(List<Row> ranking, List<Row> others, double score, int k) {
        List<Row> filled = new ArrayList<>(ranking.subList(0, Math.min(k, ranking.size())));
        Set<String> ranked = new HashSet<>();
        filled.forEach(row -> ranked.add(row.key()));
        for (Row row : others) {
            if (filled.size() < k && ranked.add(row.key())) {
                filled.add(row.scored(score));
            }
        }
        return filled;
    }
}
