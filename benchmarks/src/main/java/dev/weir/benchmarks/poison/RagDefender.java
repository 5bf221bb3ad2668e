package dev.weir.benchmarks.poison;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * RAGDefender (Kim 2025), from its description: says how many passages are adversarial, by two clusters and their telling
 * terms or by how concentrated the passages are, and takes out as many of those that are most like others. It has no way to
 * say that none is. Other than there, the embedder is all-MiniLM-L6-v2 and the stop words are fewer.
 */
final class RagDefender {
    private static final int TERMS = 5;
    private static final int TERMS_HELD = 3;
    private static final Set<String> STOP_WORDS = Set.of(
            "a", "about", "after", "all", "also", "an", "and", "any", "are", "as", "at", "be", "been", "but", "by",
            "can", "for", "from", "had", "has", "have", "he", "her", "his", "how", "i", "if", "in", "into", "is", "it",
            "its", "more", "most", "no", "not", "of", "on", "one", "or", "other", "our", "out", "over", "she", "so",
            "some", "such", "than", "that", "the", "their", "them", "then", "there", "these", "they", "this", "to",
            "two", "up", "was", "we", "were", "what", "when", "which", "while", "who", "will", "with", "would", "you",
            "your");

    private RagDefender() {}

    /** The variant for single-hop questions. */
    static List<Hit> byClusters(List<Hit> hits) {
        if (hits.size() < 3) {
            return hits;
        }
        int zero = (int) Arrays.stream(WardClusters.two(hits))
                .filter(cluster -> cluster == 0)
                .count();
        int one = hits.size() - zero;
        boolean few = holdingTerms(hits) <= hits.size() / 2;
        return without(hits, few ? Math.min(zero, one) : Math.max(zero, one));
    }

    /** The variant for multi-hop questions. */
    static List<Hit> byConcentration(List<Hit> hits) {
        if (hits.size() < 3) {
            return hits;
        }
        int n = hits.size();
        double[] means = new double[n];
        double[] medians = new double[n];
        for (int i = 0; i < n; i++) {
            double[] cosines = new double[n - 1];
            for (int j = 0, at = 0; j < n; j++) {
                if (j != i) {
                    cosines[at++] =
                            Vectors.cosine(hits.get(i).vector(), hits.get(j).vector());
                }
            }
            means[i] = Arrays.stream(cosines).average().orElse(0);
            medians[i] = median(cosines);
        }
        double mean = Arrays.stream(means).average().orElse(0);
        double median = median(medians);
        int above = 0;
        for (int i = 0; i < n; i++) {
            above += means[i] > mean || medians[i] > (median + mean) / 2 ? 1 : 0;
        }
        return without(hits, mean >= median ? n - above : above);
    }

    /** Passages that hold more than two of the five terms of the highest summed tf-idf. */
    private static int holdingTerms(List<Hit> hits) {
        List<Map<String, Integer>> counts = new ArrayList<>();
        Map<String, Integer> holders = new HashMap<>();
        for (Hit hit : hits) {
            Map<String, Integer> of = new HashMap<>();
            for (String word : Tokens.of(hit.passage().text())) {
                if (word.length() > 1 && !STOP_WORDS.contains(word)) {
                    of.merge(word, 1, Integer::sum);
                }
            }
            of.keySet().forEach(word -> holders.merge(word, 1, Integer::sum));
            counts.add(of);
        }
        Map<String, Double> weights = new HashMap<>();
        for (Map<String, Integer> of : counts) {
            Map<String, Double> weighted = new HashMap<>();
            of.forEach((word, count) -> weighted.put(
                    word, count * (Math.log((1.0 + hits.size()) / (1.0 + holders.getOrDefault(word, 0))) + 1)));
            double length = Math.sqrt(weighted.values().stream()
                    .mapToDouble(weight -> weight * weight)
                    .sum());
            weighted.forEach((word, weight) -> weights.merge(word, weight / length, Double::sum));
        }
        List<String> terms = weights.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(TERMS)
                .map(Map.Entry::getKey)
                .toList();
        return (int) counts.stream()
                .filter(of -> terms.stream().filter(of::containsKey).count() >= TERMS_HELD)
                .count();
    }

    /** Takes out so many of the passages that are in the most alike pairs. */
    private static List<Hit> without(List<Hit> hits, int adversarial) {
        int count = Math.clamp(adversarial, 1, hits.size());
        record Pair(int one, int other, double cosine) {}
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < hits.size(); i++) {
            for (int j = 0; j < i; j++) {
                pairs.add(new Pair(
                        i, j, Vectors.cosine(hits.get(i).vector(), hits.get(j).vector())));
            }
        }
        pairs.sort(Comparator.comparingDouble(Pair::cosine).reversed());
        double[] scores = new double[hits.size()];
        int most = Math.max(1, count * (count - 1) / 2);
        for (Pair pair : pairs.subList(0, Math.min(most, pairs.size()))) {
            double signed = Math.signum(pair.cosine()) * pair.cosine() * pair.cosine();
            scores[pair.one()] += signed;
            scores[pair.other()] += signed;
        }
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < hits.size(); i++) {
            order.add(i);
        }
        order.sort(Comparator.comparingDouble((Integer i) -> scores[i]).reversed());
        Set<Integer> out = new HashSet<>(order.subList(0, count));
        List<Hit> kept = new ArrayList<>();
        for (int i = 0; i < hits.size(); i++) {
            if (!out.contains(i)) {
                kept.add(hits.get(i));
            }
        }
        return kept;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
