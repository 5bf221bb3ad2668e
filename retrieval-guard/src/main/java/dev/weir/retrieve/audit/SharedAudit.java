package dev.weir.retrieve.audit;

import static java.util.Objects.requireNonNull;

import dev.weir.retrieve.audit.AuditLines.Line;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.chunk.Sha256;
import dev.weir.tenancy.heads.HeadLog;
import dev.weir.tenancy.heads.HeadLogException;
import dev.weir.tenancy.heads.LogPosition;
import dev.weir.tenancy.keys.KeyId;
import dev.weir.tenancy.keys.KeyRole;
import dev.weir.tenancy.keys.Signer;
import dev.weir.tenancy.keys.TrustedKeys;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The audit logs of many tenants where several nodes share them: the lines of {@link AuditLog}, one chain a tenant, over
 * anything that only adds. Thread-safe, and safe beside other nodes.
 *
 * <h2>Guarantees</h2>
 *
 * <ul>
 *   <li>{@link #record} returns when the place has the record as it has an append: a database has it on disk.
 *   <li>Records of all nodes stand in one chain, each with the hash of the one before; {@link #verify} finds any change and
 *       names the first record that is wrong.
 *   <li>Records before a signed checkpoint cannot be replaced, removed or added to without the tenant's audit key.
 * </ul>
 *
 * <h2>Not guaranteed</h2>
 *
 * <ul>
 *   <li>Whoever holds the place can cut records off its end: keep the hash of the last record elsewhere to see that.
 *   <li>Records of one tenant wait for each other, on whatever node they are made.
 * </ul>
 */
public final class SharedAudit implements AuditSink {
    private final HeadLog records;
    private final InstantSource clock;
    private final Signer signer;

    /**
     * @param records a place of its own, not that of head logs; it stays the caller's to close
     * @param signer of checkpoints; a tenant whose audit key it does not hold gets none
     */
    public SharedAudit(HeadLog records, InstantSource clock, Signer signer) {
        this.records = requireNonNull(records, "records is null");
        this.clock = requireNonNull(clock, "clock is null");
        this.signer = requireNonNull(signer, "signer is null");
    }

    /**
     * Verifies a tenant's log.
     *
     * @param keys for the signatures of its checkpoints
     * @throws AuditException if it cannot be read
     */
    public static AuditCheck verify(HeadLog records, TenantId tenant, TrustedKeys keys) {
        try {
            return AuditVerification.of(records, tenant, keys);
        } catch (HeadLogException e) {
            throw new AuditException("cannot read the audit log of tenant " + tenant, e);
        }
    }

    @Override
    public void record(AuditEvent event) {
        TenantId tenant = event.principal().tenant();
        append(tenant, chain -> {
            chain.add(event.at(), AuditLines.fields(event));
            if (chain.next % AuditLog.CHECKPOINT_EVERY == 0) {
                chain.sign();
            }
        });
    }

    /** Signs a tenant's log as it is now, if the signer holds an audit key. */
    public void checkpoint(TenantId tenant) {
        append(tenant, Chain::sign);
    }

    /** Adds to a chain. */
    @FunctionalInterface
    private interface Adding {
        void to(Chain chain);
    }

    private void append(TenantId tenant, Adding adding) {
        try {
            records.append(tenant, end -> {
                Chain chain = new Chain(tenant, end);
                adding.to(chain);
                return chain.added;
            });
        } catch (HeadLogException e) {
            throw new AuditException("cannot write the audit log of tenant " + tenant, e);
        }
    }

    /** The end of one tenant's log, and what is added to it; nobody else adds meanwhile. */
    private final class Chain {
        private final TenantId tenant;
        private final List<byte[]> added = new ArrayList<>();
        private long next;
        private Sha256 last;

        Chain(TenantId tenant, LogPosition end) {
            this.tenant = tenant;
            this.next = end.sequence();
            this.last = next == 0 ? AuditLines.START : hashOfLast(end);
            if (next == 0) {
                add(clock.instant(), AuditLines.opening(tenant));
            }
        }

        private Sha256 hashOfLast(LogPosition end) {
            List<byte[]> lines = records.read(tenant, end.sequence() - 1, 1);
            return lines.stream()
                    .findFirst()
                    .filter(line -> Sha256.of(line).equals(end.hash()))
                    .flatMap(AuditLines::hash)
                    .orElseThrow(() -> new AuditException("the last record of the audit log of tenant " + tenant
                            + " was altered; keep it for inquiry and begin a new one"));
        }

        private void add(Instant at, AuditLines.Fields fields) {
            Line line = AuditLines.line(next, last, at, fields);
            added.add(line.bytes());
            next++;
            last = line.hash();
        }

        private void sign() {
            Optional<KeyId> key = signer.currentKey(tenant, KeyRole.AUDIT);
            if (key.isPresent()) {
                Instant at = clock.instant().truncatedTo(ChronoUnit.MILLIS);
                byte[] signature = signer.sign(key.get(), AuditLines.checkpointMessage(tenant, next, last, at));
                add(at, AuditLines.checkpoint(tenant, key.get(), signature));
            }
        }
    }
}
