package dev.weir.retrieve.behaviour;

import static java.util.Objects.requireNonNull;

import dev.weir.retrieve.verify.WithholdCode;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What becomes of one answer.
 *
 * @param rung the principal's, now
 * @param capped places of passages that are withheld although the rest is not, from 0
 * @param changes of rungs that this question brought
 */
public record Ruling(Rung rung, List<Integer> capped, List<Change> changes) {
    public Ruling {
        requireNonNull(rung, "rung is null");
        capped = List.copyOf(capped);
        changes = List.copyOf(changes);
    }

    /** Why nothing is answered; empty if something is. */
    public Optional<WithholdCode> refusal() {
        return refusal(rung);
    }

    static Optional<WithholdCode> refusal(Rung rung) {
        return switch (rung) {
            case NONE, LOG, LOWER_K, CAP_NEW -> Optional.empty();
            case STEP_UP -> Optional.of(WithholdCode.STEP_UP_REQUIRED);
            case BLOCK -> Optional.of(WithholdCode.BEHAVIOUR_BLOCKED);
        };
    }

    /** Whose rung it is. */
    public enum Whose {
        PRINCIPAL,
        TENANT
    }

    /**
     * A step up or down.
     *
     * @param because the signs that deserve {@code to}; none if nothing does any more
     */
    public record Change(Whose whose, Rung from, Rung to, Set<Sign> because) {
        public Change {
            requireNonNull(whose, "whose is null");
            requireNonNull(from, "from is null");
            requireNonNull(to, "to is null");
            because = Set.copyOf(because);
        }
    }

    static List<Integer> places(BitSet capped) {
        return capped.stream().boxed().toList();
    }
}
