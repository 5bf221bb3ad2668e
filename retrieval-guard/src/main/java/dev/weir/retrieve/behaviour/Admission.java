package dev.weir.retrieve.behaviour;

import static java.util.Objects.requireNonNull;

import dev.weir.retrieve.behaviour.BehaviourStates.Kept;
import dev.weir.retrieve.verify.WithholdCode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a question may get, before it is searched for. Only {@link BehaviourGuard} makes one. Immutable. */
public final class Admission {
    private final Subject subject;
    private final Rung rung;
    private final int most;
    private final @Nullable Kept kept;

    /** @param kept what was read of the principal; null if it could not be */
    Admission(Subject subject, Rung rung, int most, @Nullable Kept kept) {
        this.subject = requireNonNull(subject, "subject is null");
        this.rung = requireNonNull(rung, "rung is null");
        this.most = most;
        this.kept = kept;
    }

    /** The rung that the question meets. */
    public Rung rung() {
        return rung;
    }

    /** Why it is not searched for; empty if it is. */
    public Optional<WithholdCode> refusal() {
        return Ruling.refusal(rung);
    }

    /** How many chunks it may get of those that it asks for, at least 1. */
    public int k(int asked) {
        return rung.isAtLeast(Rung.LOWER_K) ? Math.min(asked, most) : asked;
    }

    Subject subject() {
        return subject;
    }

    @Nullable Kept kept() {
        return kept;
    }
}
