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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Follows head logs and keeps the current heads in memory, so that a query needs no signature check. Thread-safe.
 *
 * <h2>Guarantees</h2>
 *
 * <ul>
 *   <li>Every head it serves stands in an unbroken chain under a listed key of the right tenant, role and period, whose
 *       holder signed it or, with a later entry in the chain, everything up to there.
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
    public boolean isProvisional(DocumentHead head) {
        return false;
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
    public int currentEpoch(TenantId tenant) {
        Tail tail = tails.get(tenant);
        return tail == null || tail.isRefused() ? 0 : tail.heads.currentEpoch();
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

    /** Shows the last head of every document that is not erased, whatever else stands against it; none of a refused log. */
    public void forEachHead(TenantId tenant, Consumer<DocumentHead> action) {
        Tail tail = tail(tenant);
        if (!tail.isRefused()) {
            tail.heads.forEachStanding(action);
        }
    }

    /**
     * Keeps what this reader knows of a tenant beside its {@link SeenPositions}, so that the next one there begins with it
     * and reads only what came later. Costs about a hundred bytes a document; a tenant whose log is refused is left out.
     *
     * @throws HeadLogException if it cannot be written
     */
    public void saveSnapshot(TenantId tenant) {
        Tail tail = tail(tenant);
        synchronized (tail) {
            if (!tail.isRefused() && tail.position.sequence() > 0) {
                seen.keep(
                        new HeadSnapshot(tenant, tail.position, tail.lastSignedAt, Map.copyOf(tail.keys), tail.heads));
            }
        }
    }

    /** What would be wrong with an entry signed by this key of this role, if it came next. */
    Optional<LogFault> check(LogEntry entry, KeyId key, KeyRole role) {
        Tail tail = tail(entry.tenant());
        return tail.fault != null ? Optional.of(tail.fault) : tail.heads.check(entry, key, role);
    }

    /** When the last entry of the tenant's log was signed, by its signer's clock; the epoch if there is none. */
    public Instant lastSignedAt(TenantId tenant) {
        return tail(tenant).lastSignedAt;
    }

    /** Who vouches for a document; empty if no head of it was ever published, or the tenant's log is refused. */
    public Optional<Vouching> vouching(TenantId tenant, DocumentId document) {
        Tail tail = tail(tenant);
        return tail.isRefused() ? Optional.empty() : tail.heads.vouching(document);
    }

    /** Whether the tenant's log revokes this key. */
    public boolean isRevoked(TenantId tenant, KeyId key) {
        return tail(tenant).heads.isRevoked(key);
    }

    /** Whether the tenant's log was read whole and says nothing of this document: no head, and no revocation. */
    boolean isSilentOn(TenantId tenant, DocumentId document) {
        Tail tail = tails.get(tenant);
        return tail != null
                && !tail.isRefused()
                && !tail.heads.isRevoked(document)
                && lookup(tenant, document).equals(new HeadLookup.None(HeadFault.UNKNOWN_DOCUMENT));
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
        if (tail.position.sequence() == 0 && known.isPresent()) {
            seen.snapshot(tenant)
                    .filter(snapshot ->
                            snapshot.position().sequence() <= known.get().sequence())
                    .filter(this::vouchedFor)
                    .ifPresent(tail::restore);
        }
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
            LogFault fault = take(tenant, tail, page.subList(tail.position.sequence() > 0 ? 1 : 0, page.size()), known);
            if (fault != null) {
                tail.fault = fault;
                return;
            }
            if (page.size() < PAGE) {
                break;
            }
        }
        if (known.isPresent() && known.get().sequence() > tail.position.sequence()) {
            tail.fault = LogFault.ROLLED_BACK;
        }
    }

    /** Takes the entries of one read, or none of them: nothing counts before its signatures were checked. */
    private @Nullable LogFault take(TenantId tenant, Tail tail, List<byte[]> page, Optional<LogPosition> known) {
        List<SignedEntry> entries = new ArrayList<>(page.size());
        LogPosition position = tail.position;
        Instant lastSignedAt = tail.lastSignedAt;
        for (byte[] bytes : page) {
            SignedEntry entry;
            try {
                entry = LogFormatV1.decode(bytes);
            } catch (MalformedBytesException e) {
                return LogFault.CORRUPT;
            }
            if (!entry.entry().tenant().equals(tenant)) {
                return LogFault.WRONG_TENANT;
            }
            if (entry.sequence() != position.sequence() + 1
                    || !entry.previous().equals(position.hash())
                    || entry.at().isBefore(lastSignedAt)) {
                return LogFault.BROKEN_CHAIN;
            }
            position = position.after(bytes);
            lastSignedAt = entry.at();
            if (known.isPresent()
                    && known.get().sequence() == position.sequence()
                    && !known.get().equals(position)) {
                return LogFault.FORKED;
            }
            entries.add(entry);
        }
        Map<KeyId, TrustedKey> signers = new HashMap<>();
        LogFault fault = checkSigners(tenant, entries, signers);
        if (fault != null) {
            return fault;
        }
        for (SignedEntry entry : entries) {
            KeyRole role = requireNonNull(signers.get(entry.key())).role();
            Optional<LogFault> illegal = tail.heads.check(entry.entry(), entry.key(), role);
            if (illegal.isPresent()) {
                return illegal.get();
            }
            tail.heads.apply(entry.entry(), entry.key(), role);
            tail.signedAt(entry.key(), entry.at());
        }
        tail.position = position;
        tail.lastSignedAt = lastSignedAt;
        return null;
    }

    /**
     * Checks every entry's key, and of each key the signature of its last entry: it covers, through the hashes, every entry
     * before, and no key's holder signs after an entry under its own name that it did not sign.
     */
    private @Nullable LogFault checkSigners(
            TenantId tenant, List<SignedEntry> entries, Map<KeyId, TrustedKey> signers) {
        Map<KeyId, SignedEntry> last = new LinkedHashMap<>();
        for (SignedEntry entry : entries) {
            TrustedKey key = signers.get(entry.key());
            if (key == null) {
                Optional<TrustedKey> listed = key(entry.key());
                if (listed.isEmpty()) {
                    return LogFault.UNKNOWN_KEY;
                }
                key = listed.get();
                signers.put(entry.key(), key);
            }
            if (!key.tenant().equals(tenant) || key.algorithm() != entry.algorithm() || !key.isValidAt(entry.at())) {
                return LogFault.UNKNOWN_KEY;
            }
            last.put(entry.key(), entry);
        }
        for (SignedEntry entry : last.values()) {
            if (!requireNonNull(signers.get(entry.key())).verifies(entry.message(), entry.signature())) {
                return LogFault.BAD_SIGNATURE;
            }
        }
        return null;
    }

    /** Whether every key that a snapshot rests on is still listed for the times at which it signed. */
    private boolean vouchedFor(HeadSnapshot snapshot) {
        return snapshot.keys().entrySet().stream()
                .allMatch(use -> key(use.getKey())
                        .filter(key -> key.tenant().equals(snapshot.tenant()))
                        .filter(key -> key.isValidAt(use.getValue().first())
                                && key.isValidAt(use.getValue().last()))
                        .isPresent());
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
        final Map<KeyId, HeadSnapshot.Use> keys = new HashMap<>();
        volatile TenantHeads heads = new TenantHeads();
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

        void restore(HeadSnapshot snapshot) {
            heads = snapshot.heads();
            position = snapshot.position();
            lastSignedAt = snapshot.lastSignedAt();
            keys.putAll(snapshot.keys());
        }

        void signedAt(KeyId key, Instant at) {
            HeadSnapshot.Use use = keys.get(key);
            if (use == null || !use.last().equals(at)) {
                keys.put(key, new HeadSnapshot.Use(use == null ? at : use.first(), at));
            }
        }
    }
}
