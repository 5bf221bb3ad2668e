package dev.weir.retrieve;

import static java.util.Objects.requireNonNull;

import dev.weir.retrieve.verify.CandidateGate;
import dev.weir.retrieve.verify.Withheld;
import dev.weir.retrieve.verify.WithholdCode;
import dev.weir.tenancy.AccessScope;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.heads.AdoptionSnapshot;
import dev.weir.tenancy.heads.HeadReader;
import dev.weir.tenancy.heads.HeadView;
import dev.weir.tenancy.heads.SnapshotHeads;
import dev.weir.tenancy.seal.SealVerifier;
import dev.weir.tenancy.store.ScopedQuery;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What a firewall goes by: the heads of the logs it follows and, behind them, those of snapshots, for rows that are not adopted
 * yet. One view of both goes into every query and into the gate, which has screened what only a snapshot vouches for.
 * Thread-safe.
 */
final class FollowedHeads {
    private final HeadReader logs;
    private final HeadView all;
    private final CandidateGate gate;
    private final InstantSource clock;

    /** @throws IllegalArgumentException if two snapshots are of one tenant */
    FollowedHeads(HeadReader logs, Collection<AdoptionSnapshot> snapshots, InstantSource clock) {
        this.logs = requireNonNull(logs, "logs is null");
        this.all = snapshots.isEmpty() ? logs : new SnapshotHeads(logs, snapshots);
        this.clock = requireNonNull(clock, "clock is null");
        this.gate = new CandidateGate(new SealVerifier(all, clock), all);
    }

    /** The gate that verifies by these heads. */
    CandidateGate gate() {
        return gate;
    }

    /** Brings the logs of a scope's tenants up to date, and says what an answer lacks because one is refused. */
    Set<Withheld> freshen(AccessScope scope) {
        Set<Withheld> withheld = new LinkedHashSet<>();
        for (TenantId tenant : scope.tenants()) {
            logs.freshen(tenant);
            if (logs.fault(tenant).isPresent()) {
                withheld.add(new Withheld.OfAnswer(WithholdCode.LOG_REFUSED));
            }
        }
        return withheld;
    }

    /** The question of a request as its scope allows it now. */
    ScopedQuery bind(RetrievalRequest request, int k) {
        AccessScope scope = request.scope();
        Instant now = clock.instant();
        if (request.vector().length == 0) {
            return ScopedQuery.byText(scope, all, now, request.query(), k, request.filter());
        }
        return request.query().isBlank()
                ? ScopedQuery.byVector(scope, all, now, request.vector(), k, request.filter())
                : ScopedQuery.hybrid(scope, all, now, request.vector(), request.query(), k, request.filter());
    }
}
