package dev.weir.benchmarks.poison;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The first stage of TrustRAG (Zhou 2025), from its description: if any two passages have a ROUGE-L F measure above 0.25,
 * their embeddings are scaled, put into two clusters, and the tighter one is taken out if its mean cosine reaches 0.88; what is
 * left is filtered by ROUGE. Other than there, words are not stemmed and the embedder is all-MiniLM-L6-v2.
 */
final class TrustRag {
    private static final double ALIKE = 0.25;
    private static final double TIGHT = 0.88;

    private TrustRag() {}

    static List<Hit> stageOne(List<Hit> hits) {
        boolean[] alike = alike(hits);
        boolean any = false;
        for (boolean each : alike) {
            any |= each;
        }
        if (!any || hits.size() < 3) {
            return hits;
        }
        int[] clusters = new TwoMeans(hits.stream().map(Hit::vector).toList(), new SplittableRandom(0)).clusters();
        List<Hit> zero = members(hits, clusters, 0);
        List<Hit> one = members(hits, clusters, 1);
        if (zero.size() == 1 || one.size() == 1) {
            List<Hit> single = zero.size() == 1 ? zero : one;
            List<Hit> others = zero.size() == 1 ? one : zero;
            return meanCosine(others) > TIGHT ? single : others;
        }
        double first = meanCosine(zero);
        double second = meanCosine(one);
        if (first > TIGHT && second > TIGHT) {
            return List.of();
        }
        if (Math.max(first, second) >= TIGHT) {
            return unlike(first > second ? one : zero);
        }
        List<Hit> kept = new ArrayList<>(unlike(zero));
        kept.addAll(unlike(one));
        kept.sort((a, b) -> Double.compare(b.passage().score(), a.passage().score()));
        return kept;
    }

    /** Which passages are like another one. */
    static boolean[] alike(List<Hit> hits) {
        List<List<String>> words =
                hits.stream().map(hit -> Tokens.of(hit.passage().text())).toList();
        boolean[] alike = new boolean[hits.size()];
        for (int i = 0; i < alike.length; i++) {
            for (int j = 0; j < i; j++) {
                if (Tokens.rouge(words.get(i), words.get(j)) > ALIKE) {
                    alike[i] = true;
                    alike[j] = true;
                }
            }
        }
        return alike;
    }

    private static List<Hit> unlike(List<Hit> hits) {
        boolean[] alike = alike(hits);
        List<Hit> kept = new ArrayList<>();
        for (int i = 0; i < alike.length; i++) {
            if (!alike[i]) {
                kept.add(hits.get(i));
            }
        }
        return kept;
    }

    private static List<Hit> members(List<Hit> hits, int[] clusters, int cluster) {
        List<Hit> members = new ArrayList<>();
        for (int i = 0; i < clusters.length; i++) {
            if (clusters[i] == cluster) {
                members.add(hits.get(i));
            }
        }
        return members;
    }

    private static double meanCosine(List<Hit> hits) {
        double sum = 0;
        int pairs = 0;
        for (int i = 0; i < hits.size(); i++) {
            for (int j = 0; j < i; j++) {
                sum += Vectors.cosine(hits.get(i).vector(), hits.get(j).vector());
                pairs++;
            }
        }
        return pairs == 0 ? 0 : sum / pairs;
    }
}
