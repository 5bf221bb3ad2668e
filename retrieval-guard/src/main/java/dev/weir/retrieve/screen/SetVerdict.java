package dev.weir.retrieve.screen;

import static java.util.Objects.requireNonNull;

import dev.weir.retrieve.verify.WithholdCode;
import java.util.List;

/**
 * What the screens say of a set. Passages are named by their place in the set that came in.
 *
 * @param kept at most k, best first
 * @param withheld what a screen took out, or pushed out of the first k
 * @param annotations what screens objected to in passages that were kept
 */
public record SetVerdict(List<Integer> kept, List<Ruling> withheld, List<Ruling> annotations) {
    public SetVerdict {
        kept = List.copyOf(kept);
        withheld = List.copyOf(withheld);
        annotations = List.copyOf(annotations);
    }

    /**
     * One screen's objection to one passage.
     *
     * @param score how strongly it objects, above 0 and at most 1, by a measure of its own
     */
    public record Ruling(int passage, WithholdCode code, double score) {
        /** @throws IllegalArgumentException if {@code passage} is negative or {@code score} is out of range */
        public Ruling {
            requireNonNull(code, "code is null");
            if (passage < 0) {
                throw new IllegalArgumentException("passage must be >= 0, got " + passage);
            }
            if (!(score > 0 && score <= 1)) {
                throw new IllegalArgumentException("score must be in (0, 1], got " + score);
            }
        }
    }
}
