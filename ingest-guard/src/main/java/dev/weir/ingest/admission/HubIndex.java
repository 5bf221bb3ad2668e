package dev.weir.ingest.admission;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;

/**
 * One tenant's sentinels, the best scores that its chunks have for each, and how many sentinels its documents hit.
 * Thread-safe. It keeps numbers only: {@code S × (dimension + k)} floats for {@code S} sentinels, and some arrays of counts.
 *
 * <p>A chunk hits a sentinel if its cosine is at least the k-th best of the tenant's chunks. Chunks are compared with chunks,
 * and what a document's chunks hit together with documents of as many chunks, to a power of two; where there are too few of
 * those, with shorter ones, hits taken for chunks in proportion.
 */
final class HubIndex {
    /** Documents of 1, 2–3, 4–7 … and 128 or more chunks. */
    private static final int LENGTHS = 8;

    private static final int STEPS_PER_Z = 4;
    private static final int HIGHEST_STEP = 4_096;

    private final Sentinels sentinels;
    private final HubRules rules;

    /** For each sentinel the best scores in ascending order: the first is the k-th best. */
    private final float[] best;

    private final Tally chunkHits;
    private final List<Tally> unions = new ArrayList<>(LENGTHS);
    private final Tally steps = new Tally(HIGHEST_STEP);

    private HubIndex(Sentinels sentinels, HubRules rules) {
        this.sentinels = sentinels;
        this.rules = rules;
        this.best = new float[sentinels.size() * rules.neighbours()];
        Arrays.fill(best, Float.NEGATIVE_INFINITY);
        this.chunkHits = new Tally(sentinels.size());
        for (int length = 0; length < LENGTHS; length++) {
            unions.add(new Tally(sentinels.size()));
        }
    }

    /** @param corpus vectors of the chunks of each document; gone through twice */
    static HubIndex over(Sentinels sentinels, HubRules rules, Iterable<List<float[]>> corpus) {
        HubIndex index = new HubIndex(sentinels, rules);
        for (List<float[]> document : corpus) {
            for (float[] vector : document) {
                index.rank(sentinels.similarities(vector));
            }
        }
        List<Hits> all = new ArrayList<>();
        for (List<float[]> document : corpus) {
            if (!document.isEmpty()) {
                Hits hits = index.hits(document);
                index.count(hits);
                all.add(hits);
            }
        }
        all.forEach(hits -> index.steps.add(step(index.score(hits).score())));
        return index;
    }

    Sentinels sentinels() {
        return sentinels;
    }

    /** How many documents there are to compare with. */
    synchronized long documents() {
        return steps.total();
    }

    /** @param document vectors of its chunks, at least one */
    synchronized HubScore measure(List<float[]> document) {
        return score(hits(document));
    }

    /** Takes a document into account. */
    synchronized void add(List<float[]> document) {
        Hits hits = hits(document);
        steps.add(step(score(hits).score()));
        count(hits);
        document.forEach(vector -> rank(sentinels.similarities(vector)));
    }

    private HubScore score(Hits hits) {
        double chunk = chunkHits.z(hits.most());
        double noteAt = Math.max(rules.noteAt(), (double) steps.exceededBy(rules.noteBudget()) / STEPS_PER_Z);
        double holdAt = Math.max(rules.holdAt(), (double) steps.exceededBy(rules.holdBudget()) / STEPS_PER_Z);
        return new HubScore(hits.most(), hits.union(), chunk, spread(hits), Math.min(noteAt, holdAt), holdAt);
    }

    private double spread(Hits hits) {
        if (hits.chunks() == 1) {
            return Double.NEGATIVE_INFINITY;
        }
        int own = length(hits.chunks());
        for (int length = own; length >= 0; length--) {
            Tally alike = unions.get(length);
            if (alike.total() >= rules.fewestDocuments()) {
                return alike.z(hits.union() / (double) (1 << (own - length)));
            }
        }
        return Double.NEGATIVE_INFINITY;
    }

    private Hits hits(List<float[]> document) {
        BitSet union = new BitSet(sentinels.size());
        List<Integer> perChunk = new ArrayList<>(document.size());
        for (float[] vector : document) {
            BitSet hit = hit(sentinels.similarities(vector));
            perChunk.add(hit.cardinality());
            union.or(hit);
        }
        return new Hits(perChunk, union.cardinality());
    }

    private BitSet hit(float[] similarities) {
        BitSet hit = new BitSet(similarities.length);
        for (int i = 0; i < similarities.length; i++) {
            if (similarities[i] >= best[i * rules.neighbours()]) {
                hit.set(i);
            }
        }
        return hit;
    }

    private void count(Hits hits) {
        for (int chunk : hits.perChunk()) {
            chunkHits.add(chunk);
        }
        unions.get(length(hits.chunks())).add(hits.union());
    }

    private void rank(float[] similarities) {
        int k = rules.neighbours();
        for (int i = 0; i < similarities.length; i++) {
            int from = i * k;
            if (similarities[i] > best[from]) {
                int at = from;
                while (at + 1 < from + k && best[at + 1] < similarities[i]) {
                    best[at] = best[at + 1];
                    at++;
                }
                best[at] = similarities[i];
            }
        }
    }

    private static int step(double score) {
        return (int) Math.floor(Math.clamp(score * STEPS_PER_Z, 0, HIGHEST_STEP));
    }

    private static int length(int chunks) {
        return Math.min(LENGTHS - 1, 31 - Integer.numberOfLeadingZeros(chunks));
    }

    /** Of each chunk, and of all together. */
    private record Hits(List<Integer> perChunk, int union) {
        int chunks() {
            return perChunk.size();
        }

        int most() {
            return Collections.max(perChunk);
        }
    }
}
