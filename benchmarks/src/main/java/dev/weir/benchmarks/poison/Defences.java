package dev.weir.benchmarks.poison;

import dev.weir.retrieve.screen.ScreenPolicy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Nothing, the product, and defences that others published, written from their descriptions. The published ones see what an
 * answer would hold and take out of it, as their authors have them do; only the product and deduplication fill up again from
 * what else was retrieved.
 */
final class Defences {
    /** The name of no defence. */
    static final String NONE = "none";

    private Defences() {}

    static List<Defence> all() {
        List<Defence> defences = new ArrayList<>(List.of(
                new Named(NONE, (question, hits, k) -> hits.subList(0, Math.min(k, hits.size()))),
                new Named("deduplication, 0.8", (question, hits, k) -> distinct(hits, k)),
                new Named("ROUGE-L > 0.25", (question, hits, k) -> unlike(hits.subList(0, Math.min(k, hits.size())))),
                new Named(
                        "TrustRAG, stage 1",
                        (question, hits, k) -> TrustRag.stageOne(hits.subList(0, Math.min(k, hits.size())))),
                new Named(
                        "RAGDefender, clusters",
                        (question, hits, k) -> RagDefender.byClusters(hits.subList(0, Math.min(k, hits.size())))),
                new Named(
                        "RAGDefender, concentration",
                        (question, hits, k) ->
                                RagDefender.byConcentration(hits.subList(0, Math.min(k, hits.size()))))));
        for (ScreenPolicy policy : ScreenPolicy.values()) {
            defences.add(new Screens("Weir, " + policy.name().toLowerCase(Locale.ROOT), policy.screens()));
        }
        return List.copyOf(defences);
    }

    private interface Filter {
        List<Hit> keep(String question, List<Hit> hits, int k);
    }

    private record Named(String name, Filter filter) implements Defence {
        @Override
        public List<Hit> keep(String question, List<Hit> hits, int k) {
            return filter.keep(question, hits, k);
        }
    }

    /** Drops what has a Jaccard index of three-word runs of at least 0.8 with something better. */
    private static List<Hit> distinct(List<Hit> hits, int k) {
        List<Hit> kept = new ArrayList<>();
        List<Set<String>> seen = new ArrayList<>();
        for (Hit hit : hits) {
            Set<String> runs = new HashSet<>();
            List<String> words = Tokens.of(hit.passage().text());
            for (int i = 0; i + 3 <= words.size(); i++) {
                runs.add(String.join(" ", words.subList(i, i + 3)));
            }
            if (seen.stream().noneMatch(other -> jaccard(runs, other) >= 0.8)) {
                kept.add(hit);
                seen.add(runs);
            }
        }
        return kept.subList(0, Math.min(k, kept.size()));
    }

    private static double jaccard(Set<String> one, Set<String> other) {
        Set<String> shared = new HashSet<>(one);
        shared.retainAll(other);
        int union = one.size() + other.size() - shared.size();
        return union == 0 ? 0 : (double) shared.size() / union;
    }

    /** Drops whatever is like another passage of the answer, wherever both come from. */
    private static List<Hit> unlike(List<Hit> hits) {
        boolean[] alike = TrustRag.alike(hits);
        List<Hit> kept = new ArrayList<>();
        for (int i = 0; i < alike.length; i++) {
            if (!alike[i]) {
                kept.add(hits.get(i));
            }
        }
        return kept;
    }
}
