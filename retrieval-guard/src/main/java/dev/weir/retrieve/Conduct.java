package dev.weir.retrieve;

import dev.weir.retrieve.behaviour.Admission;
import dev.weir.retrieve.behaviour.BehaviourGuard;
import dev.weir.retrieve.behaviour.Observed;
import dev.weir.retrieve.behaviour.Ruling;
import dev.weir.retrieve.behaviour.Rung;
import dev.weir.retrieve.behaviour.Sign;
import dev.weir.retrieve.screen.ScreenedChunk;
import dev.weir.retrieve.screen.ScreenedSet;
import dev.weir.retrieve.verify.GatedChunk;
import dev.weir.retrieve.verify.Refusal;
import dev.weir.retrieve.verify.Withheld;
import dev.weir.retrieve.verify.WithholdCode;
import dev.weir.tenancy.AccessScope;
import dev.weir.tenancy.seal.VerifiedChunk;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One question as a behaviour guard sees it. One that nobody watches gets what it asks for. */
final class Conduct {
    private static final Ruling UNWATCHED = new Ruling(Rung.NONE, List.of(), List.of());

    private final @Nullable BehaviourGuard guard;
    private final @Nullable Admission admission;

    private Conduct(@Nullable BehaviourGuard guard, @Nullable Admission admission) {
        this.guard = guard;
        this.admission = admission;
    }

    static Conduct begin(@Nullable BehaviourGuard guard, AccessScope scope) {
        return guard == null ? new Conduct(null, null) : new Conduct(guard, guard.admit(scope));
    }

    Optional<WithholdCode> refusal() {
        return admission == null ? Optional.empty() : admission.refusal();
    }

    int k(int asked) {
        return admission == null ? asked : admission.k(asked);
    }

    /** Whether it is worth knowing of a question whether it is an attack. */
    boolean weighsQuestions() {
        return guard != null && guard.heeds(Sign.INJECTION);
    }

    Ruling settle(Observed seen) {
        return guard == null || admission == null ? UNWATCHED : guard.settle(admission, seen);
    }

    /** The audit log holds a ruling's changes. */
    void recorded(Ruling ruling) {
        if (guard != null && admission != null) {
            guard.recorded(admission, ruling);
        }
    }

    /** What a question brought. */
    static Observed observed(
            String query, List<GatedChunk> verified, ScreenedSet screened, Collection<Refusal> refusals) {
        int foreign = (int) refusals.stream()
                .filter(each -> each.code() == WithholdCode.FOREIGN_TENANT || each.code() == WithholdCode.OUT_OF_SCOPE)
                .count();
        return new Observed(
                query,
                screened.kept().stream().map(each -> passage(each.chunk())).toList(),
                verified.stream().map(each -> each.chunk().score()).toList(),
                foreign);
    }

    private static Observed.Passage passage(VerifiedChunk chunk) {
        return chunk.vector()
                .map(vector -> new Observed.Passage(chunk.id(), chunk.text(), vector))
                .orElseGet(() -> new Observed.Passage(chunk.id(), chunk.text()));
    }

    /** The set without what a ruling caps, which is named as withheld. */
    static ScreenedSet capped(ScreenedSet screened, Ruling ruling) {
        if (ruling.capped().isEmpty()) {
            return screened;
        }
        List<ScreenedChunk> kept = new ArrayList<>();
        List<Withheld> withheld = new ArrayList<>(screened.withheld());
        for (int i = 0; i < screened.kept().size(); i++) {
            ScreenedChunk chunk = screened.kept().get(i);
            if (ruling.capped().contains(i)) {
                withheld.add(new Withheld.OfChunk(chunk.chunk().id(), WithholdCode.NEW_CHUNKS_CAPPED));
            } else {
                kept.add(chunk);
            }
        }
        return new ScreenedSet(kept, withheld);
    }
}
