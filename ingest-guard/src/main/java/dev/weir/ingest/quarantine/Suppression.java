package dev.weir.ingest.quarantine;

import static java.util.Objects.requireNonNull;

import dev.weir.models.detect.DetectorId;
import dev.weir.models.detect.Technique;
import dev.weir.tenancy.Reason;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.chunk.Sha256;
import dev.weir.tenancy.chunk.SourceRef;
import java.time.Instant;

/**
 * One finding that somebody accepted, for one tenant and source, until its text changes.
 *
 * @param text as in {@link HeldFinding#text()}
 * @param owner who answers for it
 * @param expiresAt from when on the finding counts again, in whole milliseconds
 */
public record Suppression(
        TenantId tenant,
        SourceRef source,
        DetectorId detector,
        Technique technique,
        Sha256 text,
        String owner,
        Reason reason,
        Instant expiresAt) {
    /** @throws IllegalArgumentException if the owner is blank */
    public Suppression {
        requireNonNull(tenant, "tenant is null");
        requireNonNull(source, "source is null");
        requireNonNull(detector, "detector is null");
        requireNonNull(technique, "technique is null");
        requireNonNull(text, "text is null");
        requireNonNull(reason, "reason is null");
        requireNonNull(expiresAt, "expiresAt is null");
        if (owner.isBlank()) {
            throw new IllegalArgumentException("owner must not be blank");
        }
    }

    /** The suppression of one finding of a ticket. */
    public static Suppression of(Ticket ticket, HeldFinding finding, String owner, Reason reason, Instant expiresAt) {
        return new Suppression(
                ticket.tenant(),
                ticket.source(),
                finding.found().finding().detector(),
                finding.found().finding().technique(),
                finding.text(),
                owner,
                reason,
                expiresAt);
    }

    boolean covers(TenantId ofTenant, SourceRef ofSource, HeldFinding finding, Instant now) {
        return now.isBefore(expiresAt)
                && tenant.equals(ofTenant)
                && source.equals(ofSource)
                && detector.equals(finding.found().finding().detector())
                && technique == finding.found().finding().technique()
                && text.equals(finding.text());
    }
}
