package dev.weir.tenancy.heads;

import static java.util.Objects.requireNonNull;

import dev.weir.tenancy.AccessTag;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.chunk.SourceRef;
import dev.weir.tenancy.internal.MalformedBytesException;
import dev.weir.tenancy.keys.KeyId;
import dev.weir.tenancy.keys.KeyRole;
import dev.weir.tenancy.keys.TrustedKey;
import dev.weir.tenancy.keys.TrustedKeys;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Follows head logs and keeps the current heads in memory, so that a query needs no signature check. Thread-safe.
 *
 * <h2>Guarantees</h2>
 *
 * <ul>
 *   <li>Every head it serves was signed by a listed key of the right tenant, role and period, in an unbroken chain.
 *   <li>A log that is shorter than, or differs from, what this reader or its {@link SeenPositions} ever saw is refused,
 *       and so is one whose last checkpoint has expired. A refused tenant has no heads.
 * </ul>
 *
 * <h2>Not guaranteed</h2>
 *
 * <p>That entries after the last checkpoint were not withheld by whoever holds the log; the checkpoint's lifetime bounds
 * for how long that can go on.
 */
public final class HeadReader implements HeadView {
    private static final int PAGE = 1_000;

    private final HeadLog log;
    private final Supplier<TrustedKeys> keySource;
    private final SeenPositions seen;
    private final InstantSource clock;
    private final Duration staleness;
    private final Map<TenantId, Tail> tails = new ConcurrentHashMap<>();
    private volatile TrustedKeys keys;

    /**
     * @param keys read again when an entry names a key that is not listed yet
     * @param staleness how old a tenant's state may be before {@link #freshen} reads the log again; zero for every time
     */
    public HeadReader(
            HeadLog log, Supplier<TrustedKeys> keys, SeenPositions seen, InstantSource clock, Duration staleness) {
        this.log = requireNonNull(log, "log is null");
        this.keySource = requireNonNull(keys, "keys is null");
        this.seen = requireNonNull(seen, "seen is null");
        this.clock = requireNonNull(clock, "clock is null");
        this.staleness = requireNonNull(staleness, "staleness is null");
        this.keys = keys.get();
    }

    /** Reads what is new in the tenant's log, unless that was done within the staleness bound. */
    public void freshen(TenantId tenant) {
        Tail tail = tail(tenant);
        Instant now = clock.instant();
        // A clock that was set back must not keep an old state alive.
        if (now.isBefore(tail.readAt) || !now.isBefore(tail.readAt.plus(staleness))) {
            refresh(tenant);
        }
    }

    /**
     * Reads what is new in the tenant's log now.
     *
     * @throws HeadLogException if the log cannot be read at all; the tenant then has no heads until it can
     */
    public void refresh(TenantId tenant) {
        Tail tail = tail(tenant);
        synchronized (tail) {
            if (tail.fault != null) {
                return;
            }
            try {
                follow(tenant, tail);
                if (tail.fault == null
                        && tail.position.sequence() > 0
                        && !seen.of(tenant).equals(Optional.of(tail.position))) {
                    seen.advance(tenant, tail.position);
                }
            } catch (RuntimeException e) {
                tail.unread = true;
                throw e;
            }
            tail.readAt = clock.instant();
            tail.unread = false;
        }
    }

    @Override
    public HeadLookup lookup(TenantId tenant, DocumentId document) {
        Tail tail = tails.get(tenant);
        if (tail == null) {
            return new HeadLookup.None(HeadFault.UNKNOWN_DOCUMENT);
        }
        return tail.isRefused()
                ? new HeadLookup.None(HeadFault.LOG_REFUSED)
                : tail.heads.lookup(document, clock.instant());
    }

    @Override
    public boolean isRevoked(TenantId tenant, SourceRef source, String batch) {
        Tail tail = tails.get(tenant);
        return tail == null || tail.isRefused() || tail.heads.isRevoked(source, batch);
    }

    @Override
    public int minimumEpoch(TenantId tenant) {
        Tail tail = tails.get(tenant);
        return tail == null || tail.isRefused() ? Integer.MAX_VALUE : tail.heads.minimumEpoch();
    }

    @Override
    public Set<AccessTag> tags(TenantId tenant) {
        Tail tail = tails.get(tenant);
        return tail == null || tail.isRefused() ? Set.of() : tail.heads.tags();
    }

    @Override
    public Optional<LogFault> fault(TenantId tenant) {
        Tail tail = tails.get(tenant);
        return tail == null ? Optional.empty() : Optional.ofNullable(tail.fault);
    }

    /** How far the tenant's log has been followed. */
    public LogPosition position(TenantId tenant) {
        return tail(tenant).position;
    }

    /** The highest version of a document that was ever published, 0 if none: the next one is one more. */
    public long lastVersion(TenantId tenant, DocumentId document) {
        return tail(tenant).heads.lastVersion(document);
    }

    /** Every document that a head was ever published for, erased ones included; empty while the log is refused. */
    public Set<DocumentId> documents(TenantId tenant) {
        Tail tail = tail(tenant);
        return tail.isRefused() ? Set.of() : tail.heads.documents();
    }

    /** What would be wrong with an entry signed by this key of this role, if it came next. */
    Optional<LogFault> check(LogEntry entry, KeyId key, KeyRole role) {
        Tail tail = tail(entry.tenant());
        return tail.fault != null ? Optional.of(tail.fault) : tail.heads.check(entry, key, role);
    }

    /** When the last entry of the tenant's log was signed, by its signer's clock. */
    Instant lastSignedAt(TenantId tenant) {
        return tail(tenant).lastSignedAt;
    }

    /** Whether the tenant's log revokes this key. */
    boolean isRevoked(TenantId tenant, KeyId key) {
        return tail(tenant).heads.isRevoked(key);
    }

    /** The document's last head, unless it was erased; revocations and expired checkpoints do not matter here. */
    Optional<DocumentHead> standing(TenantId tenant, DocumentId document) {
        return tail(tenant).heads.standing(document);
    }

    private Tail tail(TenantId tenant) {
        return tails.computeIfAbsent(tenant, Tail::new);
    }

    private void follow(TenantId tenant, Tail tail) {
        Optional<LogPosition> known = seen.of(tenant);
        while (true) {
            long from = Math.max(0, tail.position.sequence() - 1);
            List<byte[]> page = log.read(tenant, from, PAGE);
            if (tail.position.sequence() > 0) {
                if (page.isEmpty()) {
                    tail.fault = LogFault.ROLLED_BACK;
                    return;
                }
                if (!new LogPosition(from, tail.position.hash())
                        .after(page.getFirst())
                        .equals(tail.position)) {
                    tail.fault = LogFault.FORKED;
                    return;
                }
            }
            for (byte[] bytes : page.subList(tail.position.sequence() > 0 ? 1 : 0, page.size())) {
                LogFault fault = take(tenant, tail, bytes);
                if (fault == null
                        && known.isPresent()
                        && known.get().sequence() == tail.position.sequence()
                        && !known.get().equals(tail.position)) {
                    fault = LogFault.FORKED;
                }
                if (fault != null) {
                    tail.fault = fault;
                    return;
                }
            }
            if (page.size() < PAGE) {
                break;
            }
        }
        if (known.isPresent() && known.get().sequence() > tail.position.sequence()) {
            tail.fault = LogFault.ROLLED_BACK;
        }
    }

    private @Nullable LogFault take(TenantId tenant, Tail tail, byte[] bytes) {
        SignedEntry entry;
        try {
            entry = LogFormatV1.decode(bytes);
        } catch (MalformedBytesException e) {
            return LogFault.CORRUPT;
        }
        if (!entry.entry().tenant().equals(tenant)) {
            return LogFault.WRONG_TENANT;
        }
        if (entry.sequence() != tail.position.sequence() + 1
                || !entry.previous().equals(tail.position.hash())
                || entry.at().isBefore(tail.lastSignedAt)) {
            return LogFault.BROKEN_CHAIN;
        }
        Optional<TrustedKey> key = key(entry.key());
        if (key.isEmpty()
                || !key.get().tenant().equals(tenant)
                || key.get().algorithm() != entry.algorithm()
                || !key.get().isValidAt(entry.at())) {
            return LogFault.UNKNOWN_KEY;
        }
        if (!key.get().verifies(entry.message(), entry.signature())) {
            return LogFault.BAD_SIGNATURE;
        }
        Optional<LogFault> fault =
                tail.heads.check(entry.entry(), entry.key(), key.get().role());
        if (fault.isPresent()) {
            return fault.get();
        }
        tail.heads.apply(entry.entry(), entry.key(), key.get().role());
        tail.position = tail.position.after(bytes);
        tail.lastSignedAt = entry.at();
        return null;
    }

    private Optional<TrustedKey> key(KeyId id) {
        Optional<TrustedKey> listed = keys.find(id);
        if (listed.isEmpty()) {
            keys = keySource.get();
            listed = keys.find(id);
        }
        return listed;
    }

    /** One tenant's log as followed so far; its lock is its monitor. */
    private static final class Tail {
        final TenantHeads heads = new TenantHeads();
        volatile LogPosition position;
        volatile Instant readAt = Instant.MIN;
        volatile Instant lastSignedAt = Instant.EPOCH;
        volatile @Nullable LogFault fault;
        /** Until a whole read has succeeded, what is known may be an old copy's beginning. */
        volatile boolean unread = true;

        Tail(TenantId tenant) {
            position = LogPosition.start(tenant);
        }

        boolean isRefused() {
            return fault != null || unread;
        }
    }
}
