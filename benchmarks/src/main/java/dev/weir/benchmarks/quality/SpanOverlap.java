package dev.weir.benchmarks.quality;

import dev.weir.benchmarks.interval.Estimate;
import dev.weir.models.detect.Span;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How well the places a detector names cover an attack.
 *
 * @param characters F1 over code points, in [0, 1]
 * @param tokens F1 over tokens, one that a place touches counting whole, in [0, 1]
 */
record SpanOverlap(double characters, double tokens) {

    /**
     * Compares places with the truth.
     *
     * @param text the text
     * @param tokens its tokens
     * @param attack where the attack stands
     * @param places what the detector named, overlapping or not, maybe none
     */
    static SpanOverlap of(String text, List<Span> tokens, Span attack, List<Span> places) {
        BitSet truth = new BitSet();
        truth.set(attack.start(), attack.end());
        BitSet named = new BitSet();
        places.forEach(place -> named.set(place.start(), place.end()));
        // A low surrogate is the second half of a code point that its first half stands for.
        for (int i = 0; i < text.length(); i++) {
            if (Character.isLowSurrogate(text.charAt(i))) {
                truth.clear(i);
                named.clear(i);
            }
        }
        BitSet tokenTruth = new BitSet();
        BitSet tokenNamed = new BitSet();
        for (int i = 0; i < tokens.size(); i++) {
            Span token = tokens.get(i);
            tokenTruth.set(i, token.overlaps(attack));
            tokenNamed.set(i, places.stream().anyMatch(token::overlaps));
        }
        return new SpanOverlap(f1(truth, named), f1(tokenTruth, tokenNamed));
    }

    private static double f1(BitSet truth, BitSet named) {
        BitSet both = (BitSet) truth.clone();
        both.and(named);
        int all = truth.cardinality() + named.cardinality();
        return all == 0 ? 0.0 : 2.0 * both.cardinality() / all;
    }

    /**
     * Mean overlap over the texts of a cell whose attack has a known place.
     *
     * @param known texts with a known place
     * @param flagged those of them that are flagged
     * @param tokensFlagged mean token F1 of the flagged ones, null if there are none
     * @param charactersFlagged mean character F1 of the flagged ones, null if there are none
     * @param tokensAll mean token F1 of all, a text without a place named counting 0
     * @param charactersAll mean character F1 of all
     */
    record Means(
            int known,
            int flagged,
            @Nullable Estimate tokensFlagged,
            @Nullable Estimate charactersFlagged,
            Estimate tokensAll,
            Estimate charactersAll) {}
}
