package dev.weir.tenancy.heads;

import static java.util.Objects.requireNonNull;

import dev.weir.tenancy.AccessTag;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.chunk.SourceRef;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The heads of the logs, and behind them those of {@linkplain AdoptionSnapshot snapshots}, for the time until what a store
 * held before Weir is adopted. Thread-safe.
 *
 * <h2>Guarantees</h2>
 *
 * <ul>
 *   <li>A snapshot answers only for a document of which the tenant's log, read whole and current, never had a head. Whatever
 *       the log says of a document, erased and revoked included, stands.
 *   <li>A snapshot whose key the log revokes answers for nothing, and past its deadline its heads are expired.
 *   <li>What a snapshot answers {@linkplain #isProvisional is known as such}.
 * </ul>
 */
public final class SnapshotHeads implements HeadView {
    private final HeadReader log;
    private final Map<TenantId, AdoptionSnapshot> snapshots = new HashMap<>();

    /** @throws IllegalArgumentException if two snapshots are of one tenant */
    public SnapshotHeads(HeadReader log, Collection<AdoptionSnapshot> snapshots) {
        this.log = requireNonNull(log, "log is null");
        for (AdoptionSnapshot snapshot : snapshots) {
            if (this.snapshots.put(snapshot.tenant(), snapshot) != null) {
                throw new IllegalArgumentException("two snapshots are of tenant " + snapshot.tenant());
            }
        }
    }

    @Override
    public HeadLookup lookup(TenantId tenant, DocumentId document) {
        HeadLookup known = log.lookup(tenant, document);
        if (!log.isSilentOn(tenant, document)) {
            return known;
        }
        return of(tenant)
                .flatMap(snapshot -> snapshot.head(document))
                .<HeadLookup>map(HeadLookup.Current::new)
                .orElse(known);
    }

    @Override
    public boolean isProvisional(DocumentHead head) {
        // What is adopted has another expiry.
        return Optional.ofNullable(snapshots.get(head.tenant()))
                .flatMap(snapshot -> snapshot.head(head.document()))
                .filter(head::equals)
                .isPresent();
    }

    @Override
    public boolean isRevoked(TenantId tenant, SourceRef source, String batch) {
        return log.isRevoked(tenant, source, batch);
    }

    @Override
    public int minimumEpoch(TenantId tenant) {
        return log.minimumEpoch(tenant);
    }

    @Override
    public int currentEpoch(TenantId tenant) {
        return log.currentEpoch(tenant);
    }

    @Override
    public Set<AccessTag> tags(TenantId tenant) {
        Set<AccessTag> tags = new HashSet<>(log.tags(tenant));
        of(tenant).ifPresent(snapshot -> tags.addAll(snapshot.tags()));
        return Set.copyOf(tags);
    }

    @Override
    public Optional<LogFault> fault(TenantId tenant) {
        return log.fault(tenant);
    }

    private Optional<AdoptionSnapshot> of(TenantId tenant) {
        return Optional.ofNullable(snapshots.get(tenant)).filter(snapshot -> !log.isRevoked(tenant, snapshot.key()));
    }
}
