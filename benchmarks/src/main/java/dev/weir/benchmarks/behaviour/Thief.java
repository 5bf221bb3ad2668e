package dev.weir.benchmarks.behaviour;

import dev.weir.benchmarks.behaviour.Corpus.Ranking;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.SplittableRandom;

/** Somebody who wants the whole corpus: asks, sees what he got, asks on. */
final class Thief {
    private final Way way;
    private final Corpus corpus;
    private final SplittableRandom random;
    private final Deque<Integer> frontier = new ArrayDeque<>();
    private final BitSet asked = new BitSet();
    private final BitSet got = new BitSet();
    /** Of each title, how alike it is to the most alike question so far. */
    private final double[] nearest;

    /** How a thief chooses what to ask. */
    enum Way {
        /** Knows every title, and asks for the one that is least like any question before and was not served (after DGEA). */
        GREEDY_NOVELTY,
        /** Vectors drawn from a normal distribution, without words. */
        RANDOM_VECTORS,
        /** The titles of what was served, one after the other (after RAGCrawler). */
        GRAPH_WALK,
        /** The last words of what was served, the latest first (after RAG-Thief). */
        CONTINUATION
    }

    Thief(Way way, Corpus corpus, long seed) {
        this.way = way;
        this.corpus = corpus;
        this.random = new SplittableRandom(seed);
        this.nearest = new double[corpus.size()];
        Arrays.fill(nearest, -1);
    }

    Question next(Instant at) {
        return switch (way) {
            case GREEDY_NOVELTY -> titled(farthest(), at);
            case RANDOM_VECTORS -> new Question(at, "", corpus.search(randomVector()));
            case GRAPH_WALK -> titled(fromFrontier(), at);
            case CONTINUATION -> {
                int chunk = fromFrontier();
                yield new Question(at, corpus.tailOf(chunk), corpus.byTail(chunk));
            }
        };
    }

    /** What a question brought. */
    void take(int[] chunks) {
        for (int chunk : chunks) {
            if (!got.get(chunk)) {
                got.set(chunk);
                if (way == Way.CONTINUATION) {
                    frontier.addFirst(chunk);
                } else {
                    frontier.addLast(chunk);
                }
            }
        }
    }

    /** How many different chunks he has. */
    int loot() {
        return got.cardinality();
    }

    private Question titled(int chunk, Instant at) {
        Ranking found = corpus.byTitle(chunk);
        return new Question(at, corpus.title(chunk), found);
    }

    private int farthest() {
        int best = random.nextInt(corpus.size());
        for (int chunk = 0; chunk < nearest.length; chunk++) {
            if (!got.get(chunk) && !asked.get(chunk) && (asked.get(best) || nearest[chunk] < nearest[best])) {
                best = chunk;
            }
        }
        asked.set(best);
        float[] alike = corpus.titlesAlike(best);
        for (int chunk = 0; chunk < nearest.length; chunk++) {
            nearest[chunk] = Math.max(nearest[chunk], alike[chunk]);
        }
        return best;
    }

    private int fromFrontier() {
        return frontier.isEmpty() ? random.nextInt(corpus.size()) : frontier.removeFirst();
    }

    private float[] randomVector() {
        float[] vector = new float[corpus.dimension()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        return Corpus.unit(vector);
    }
}
