package dev.weir.ingest.admission;

import dev.weir.ingest.verdict.CorpusSign;
import dev.weir.ingest.verdict.RationaleCode;
import java.util.List;

/**
 * Objects to a document that would replace one that somebody else vouched for. Stateless and thread-safe.
 *
 * <h2>Guarantees</h2>
 *
 * <p>Whoever vouched is read from the signed head and, after a release, from the quarantine; neither text nor store has a say.
 *
 * <h2>Not guaranteed</h2>
 *
 * <p>That an uploader who replaces his own document means well, or that a subject is one person.
 */
public final class OtherPrincipal implements AdmissionScreen {
    @Override
    public String id() {
        return "other-principal/1";
    }

    @Override
    public List<CorpusSign> screen(Arrival arrival) {
        boolean foreign = arrival.replaced()
                .filter(replaced -> !replaced.vouchers().contains(arrival.uploader()))
                .isPresent();
        return foreign
                ? List.of(CorpusSign.of(RationaleCode.OTHER_PRINCIPAL, 1, 1, CorpusSign.Effect.HOLDS))
                : List.of();
    }
}
