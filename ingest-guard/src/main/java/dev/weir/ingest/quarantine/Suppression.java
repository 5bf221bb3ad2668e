package dev.weir.ingest.quarantine;

import static java.util.Objects.requireNonNull;

import dev.weir.models.detect.DetectorId;
import dev.weir.models.detect.Technique;
import dev.weir.tenancy.Reason;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.chunk.Sha256;
import dev.weir.tenancy.chunk.SourceRef;
import java.time.Instant;
import java.util.Set;

/**
 * One finding that somebody accepted, for one tenant and source, until its text changes.
 *
 * @param detector that made the finding; a later version of it is covered too
 * @param texts as in {@link HeldFinding#texts()}
 * @param owner who answers for it
 * @param expiresAt from when on the finding counts again, in whole milliseconds
 */
public record Suppression(
        TenantId tenant,
        SourceRef source,
        DetectorId detector,
        Technique technique,
        Set<Sha256> texts,
        String owner,
        Reason reason,
        Instant expiresAt) {
    /** @throws IllegalArgumentException if the owner is blank or there is no text */
    public Suppression {
        requireNonNull(tenant, "tenant is null");
        requireNonNull(source, "source is null");
        requireNonNull(detector, "detector is null");
        requireNonNull(technique, "technique is null");
        texts = Set.copyOf(texts);
        requireNonNull(reason, "reason is null");
        requireNonNull(expiresAt, "expiresAt is null");
        if (owner.isBlank()) {
            throw new IllegalArgumentException("owner must not be blank");
        }
        if (texts.isEmpty()) {
            throw new IllegalArgumentException("a suppression is for some text");
        }
    }

    /** The suppression of one finding of a ticket. */
    public static Suppression of(Ticket ticket, HeldFinding finding, String owner, Reason reason, Instant expiresAt) {
        return new Suppression(
                ticket.tenant(),
                ticket.source(),
                finding.found().finding().detector(),
                finding.found().finding().technique(),
                Set.copyOf(finding.texts()),
                owner,
                reason,
                expiresAt);
    }

    /** Whether it stands at this time for findings of this sort, in whatever text. */
    boolean isFor(TenantId ofTenant, SourceRef ofSource, HeldFinding finding, Instant now) {
        return now.isBefore(expiresAt)
                && tenant.equals(ofTenant)
                && source.equals(ofSource)
                && detector.name().equals(finding.found().finding().detector().name())
                && technique == finding.found().finding().technique();
    }
}
