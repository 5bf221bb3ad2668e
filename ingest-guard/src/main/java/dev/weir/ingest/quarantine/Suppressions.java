package dev.weir.ingest.quarantine;

import static java.util.Objects.requireNonNull;

import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.chunk.Sha256;
import dev.weir.tenancy.chunk.SourceRef;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Findings that somebody accepted. Thread-safe, and safe beside other processes.
 *
 * <h2>Guarantees</h2>
 *
 * <p>A suppression counts for its own tenant, source, detector and technique, for the very text it was given for, and
 * until it expires; nothing else is suppressed by it. A finding is accepted if all text it stands in is, so that a later
 * version of a detector may mark less or more of a text that was accepted and none that was not.
 *
 * <h2>Not guaranteed</h2>
 *
 * <p>That accepting was right: a suppressed text is admitted although a detector objects.
 */
public abstract class Suppressions {
    private final InstantSource clock;

    Suppressions(InstantSource clock) {
        this.clock = requireNonNull(clock, "clock is null");
    }

    /**
     * Accepts a finding. The uploader of a ticket cannot: they would wave their own document through.
     *
     * @param ticket the ticket the finding is from
     * @throws dev.weir.tenancy.WriteRefusedException if the grant allows no release in the tenant
     * @throws IllegalArgumentException if the suppression is not the grant holder's, has expired, or is the uploader's own
     */
    public final void add(WriteGrant grant, Ticket ticket, Suppression suppression) {
        grant.require(suppression.tenant(), WriteAction.RELEASE, clock.instant());
        String subject = grant.principal().subject();
        if (!suppression.owner().equals(subject)) {
            throw new IllegalArgumentException("the owner of a suppression is whoever adds it");
        }
        if (ticket.uploader().equals(subject)) {
            throw new IllegalArgumentException("the uploader cannot accept findings in ticket " + ticket.id());
        }
        if (!suppression.tenant().equals(ticket.tenant())
                || !suppression.source().equals(ticket.source())) {
            throw new IllegalArgumentException(
                    "the suppression is not for the tenant and source of ticket " + ticket.id());
        }
        if (!clock.instant().isBefore(suppression.expiresAt())) {
            throw new IllegalArgumentException("the suppression has expired already");
        }
        byte[] content = TicketFormat.write(suppression);
        keep(suppression.tenant(), Sha256.of(content).hex(), content);
    }

    /** Keeps a suppression under the digest of its content, if it is not there. */
    abstract void keep(TenantId tenant, String digest, byte[] content);

    /** The contents of all that are kept, by their digests. */
    abstract List<byte[]> contents(TenantId tenant);

    /** Removes suppressions for good, and tells how many. */
    abstract int drop(TenantId tenant, Predicate<Suppression> which);

    /** All suppressions of a tenant, expired ones included. */
    public final List<Suppression> list(TenantId tenant) {
        return contents(tenant).stream().map(TicketFormat::readSuppression).toList();
    }

    /**
     * Removes all suppressions of some kind for good, and what a crash left of such ones.
     *
     * @return how many went
     * @throws dev.weir.tenancy.WriteRefusedException if the grant does not allow to erase
     */
    public final int remove(WriteGrant grant, Predicate<Suppression> which) {
        grant.require(grant.tenant(), WriteAction.ERASE, clock.instant());
        return drop(grant.tenant(), which);
    }

    /** What is accepted now, for one tenant and source. */
    public final Predicate<HeldFinding> accepted(TenantId tenant, SourceRef source) {
        List<Suppression> all = list(tenant);
        return finding -> {
            Instant now = clock.instant();
            Set<Sha256> texts = all.stream()
                    .filter(one -> one.isFor(tenant, source, finding, now))
                    .flatMap(one -> one.texts().stream())
                    .collect(Collectors.toSet());
            return texts.containsAll(finding.texts());
        };
    }

    /** The digest of what is accepted now, for one tenant and source: a verdict that knew something else is out of date. */
    public final Sha256 digest(TenantId tenant, SourceRef source) {
        Instant now = clock.instant();
        return Sha256.of(list(tenant).stream()
                .filter(one -> one.source().equals(source) && now.isBefore(one.expiresAt()))
                .map(TicketFormat::write)
                .toArray(byte[][]::new));
    }
}
