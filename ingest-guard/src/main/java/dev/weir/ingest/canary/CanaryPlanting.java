package dev.weir.ingest.canary;

import static java.util.Objects.requireNonNull;

import dev.weir.ingest.ExternalText;
import dev.weir.ingest.IngestGuard;
import dev.weir.ingest.IngestOutcome;
import dev.weir.ingest.Submission;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.canary.Canaries;
import dev.weir.tenancy.canary.Canary;
import dev.weir.tenancy.chunk.SourceRef;
import java.util.Set;

/**
 * Plants canaries in a tenant's corpus, a document for each. Thread-safe.
 *
 * <h2>Guarantees</h2>
 *
 * <ul>
 *   <li>A canary is judged, sealed and published like any document, and planting it again replaces it.
 *   <li>It is planted under {@link Canaries#LABEL} and nothing else, so that a reader outside that group never gets it.
 *   <li>Neither outcomes nor messages hold its words.
 * </ul>
 *
 * <h2>Not guaranteed</h2>
 *
 * <p>That a thief finds it: a store gives it to whoever asks past the firewall for what it is near to. A passage about what
 * is worth stealing lies near to that.
 */
public final class CanaryPlanting {
    private final IngestGuard guard;
    private final String batch;

    /**
     * @param guard ingests the documents
     * @param batch the ingest run that they belong to, 1 to 64 characters
     */
    public CanaryPlanting(IngestGuard guard, String batch) {
        this.guard = requireNonNull(guard, "guard is null");
        this.batch = requireNonNull(batch, "batch is null");
    }

    /**
     * Plants one canary.
     *
     * @param canary of the grant's tenant
     * @param passage an ordinary text that the canary's sentence follows; empty for the sentence alone
     * @param grant to ingest {@link Canary#source}, with the label {@link Canaries#LABEL} alone
     * @throws IllegalArgumentException if the grant's label is another, as the canary would be served, or its tenant is
     * @throws dev.weir.tenancy.WriteRefusedException if the grant is for another source or action
     */
    public IngestOutcome plant(Canary canary, String passage, WriteGrant grant) {
        if (!grant.tag().labels().equals(Set.of(Canaries.LABEL))) {
            throw new IllegalArgumentException("a canary is planted with the label " + Canaries.LABEL + " alone, got "
                    + grant.tag().labels().size() + " labels");
        }
        if (!canary.tenant().equals(grant.tenant())) {
            throw new IllegalArgumentException("a canary of " + canary.tenant()
                    + " is planted for that tenant, got a grant" + " for " + grant.tenant());
        }
        SourceRef source = canary.source();
        String text = (passage.strip() + " " + canary.sentence()).strip();
        return guard.ingest(
                Submission.of(ExternalText.of(text), source, guard.documentOf(canary.tenant(), source), batch), grant);
    }
}
