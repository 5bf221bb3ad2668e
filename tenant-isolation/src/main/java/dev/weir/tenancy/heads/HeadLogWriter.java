package dev.weir.tenancy.heads;

import static java.util.Objects.requireNonNull;

import dev.weir.tenancy.DenialCode;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.WriteRefusedException;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.keys.KeyId;
import dev.weir.tenancy.keys.KeyRole;
import dev.weir.tenancy.keys.KeyUnavailableException;
import dev.weir.tenancy.keys.Signer;
import dev.weir.tenancy.keys.TrustedKeys;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Signs entries and appends them to a tenant's log. Before an entry is signed it is checked by the same rules as readers
 * check it, so that no honest writer makes a log that readers refuse. Thread-safe.
 *
 * <p>Every append ends with a new checkpoint if the signer holds an audit key of the tenant; where that key lives
 * elsewhere, its holder calls {@link #checkpoint}.
 */
public final class HeadLogWriter {
    private final HeadLog log;
    private final HeadReader reader;
    private final Signer signer;
    private final Supplier<TrustedKeys> keys;
    private final InstantSource clock;
    private final Duration checkpointLifetime;

    /**
     * @param reader of the same log; it is brought up to date before each append
     * @param checkpointLifetime for how long readers trust the log after an append, more than zero
     */
    public HeadLogWriter(
            HeadLog log,
            HeadReader reader,
            Signer signer,
            Supplier<TrustedKeys> keys,
            InstantSource clock,
            Duration checkpointLifetime) {
        this.log = requireNonNull(log, "log is null");
        this.reader = requireNonNull(reader, "reader is null");
        this.signer = requireNonNull(signer, "signer is null");
        this.keys = requireNonNull(keys, "keys is null");
        this.clock = requireNonNull(clock, "clock is null");
        if (!checkpointLifetime.isPositive()) {
            throw new IllegalArgumentException("checkpointLifetime must be > 0, got " + checkpointLifetime);
        }
        this.checkpointLifetime = checkpointLifetime;
    }

    /**
     * Publishes a head, signed with the ingest key, or with the ACL key under a relabel grant.
     *
     * @throws WriteRefusedException if the grant does not cover it, its audience or its trust, or readers would refuse
     *     the head
     */
    public void publish(WriteGrant grant, DocumentHead head) {
        publish(grant, List.of(head));
    }

    /**
     * Publishes heads of several documents in one entry, under one signature: a reader takes all of them at once, or none.
     *
     * @param heads each of another document of the grant's tenant, at most {@value LogEntry.Published#MAX_HEADS}; an empty
     *     list does nothing
     * @throws IllegalArgumentException if there are more, two are of one document, or they are too long for one entry
     * @throws WriteRefusedException as for one
     */
    public void publish(WriteGrant grant, List<DocumentHead> heads) {
        KeyRole role = grant.action() == WriteAction.RELABEL ? KeyRole.ACL : KeyRole.INGEST;
        WriteAction action = switch (grant.action()) {
            case RELABEL, RELEASE -> grant.action();
            case INGEST, ERASE, REVOKE -> WriteAction.INGEST;
        };
        heads.forEach(head -> grant.require(head.tenant(), action, clock.instant()));
        if (heads.isEmpty()) {
            return;
        }
        LogEntry entry = new LogEntry.Published(heads);
        log.append(grant.tenant(), tail -> {
            reader.refresh(grant.tenant());
            heads.forEach(head -> requireCovered(grant, head));
            return entries(tail, role, entry);
        });
    }

    /**
     * Publishes heads that differ from the ones that count in nothing but the stamp, in one entry. One whose document was
     * replaced, relabelled, withheld or erased meanwhile is left out: a new stamp must not undo that.
     *
     * @param heads as for {@link #publish(WriteGrant, List)}
     * @return those that were published
     * @throws IllegalArgumentException as there
     * @throws WriteRefusedException if the grant is for something else, or readers would refuse a head
     */
    public List<DocumentHead> restamp(WriteGrant grant, List<DocumentHead> heads) {
        heads.forEach(head -> grant.require(head.tenant(), WriteAction.INGEST, clock.instant()));
        List<DocumentHead> published = new ArrayList<>();
        if (!heads.isEmpty()) {
            log.append(grant.tenant(), tail -> {
                reader.refresh(grant.tenant());
                heads.stream().filter(this::isRestamp).forEach(published::add);
                return published.isEmpty()
                        ? List.of()
                        : entries(tail, KeyRole.INGEST, new LogEntry.Published(published));
            });
        }
        return List.copyOf(published);
    }

    /** Records that a document was erased. */
    public void erase(WriteGrant grant, DocumentId document) {
        grant.require(grant.tenant(), WriteAction.ERASE, clock.instant());
        append(KeyRole.INGEST, new LogEntry.Erased(grant.tenant(), document));
    }

    /** Withholds a document until a later head of it is published. */
    public void suspend(WriteGrant grant, DocumentId document) {
        grant.require(grant.tenant(), WriteAction.INGEST, clock.instant());
        append(KeyRole.INGEST, new LogEntry.Suspended(grant.tenant(), document));
    }

    /**
     * Withholds a document until a later head of it is published, if this is the head that counts.
     *
     * @return whether it is
     */
    public boolean suspend(WriteGrant grant, DocumentHead head) {
        grant.require(head.tenant(), WriteAction.INGEST, clock.instant());
        AtomicBoolean suspended = new AtomicBoolean();
        log.append(head.tenant(), tail -> {
            reader.refresh(head.tenant());
            suspended.set(counts(head));
            return suspended.get()
                    ? entries(tail, KeyRole.INGEST, new LogEntry.Suspended(head.tenant(), head.document()))
                    : List.of();
        });
        return suspended.get();
    }

    /** Withholds everything of one key, source, batch or document from now on. */
    public void revoke(WriteGrant grant, LogEntry.Revoked.Target target, String value) {
        grant.require(grant.tenant(), WriteAction.REVOKE, clock.instant());
        append(KeyRole.ACL, new LogEntry.Revoked(grant.tenant(), target, value));
    }

    /** Withholds documents whose scan stamp has a lower epoch. */
    public void requireEpoch(WriteGrant grant, int epoch) {
        grant.require(grant.tenant(), WriteAction.REVOKE, clock.instant());
        append(KeyRole.AUDIT, new LogEntry.MinimumStamp(grant.tenant(), epoch));
    }

    /** Marks documents whose scan stamp has a lower epoch as to be scanned again; they stay served. */
    public void raiseEpoch(WriteGrant grant, int epoch) {
        grant.require(grant.tenant(), WriteAction.REVOKE, clock.instant());
        append(KeyRole.AUDIT, new LogEntry.CurrentStamp(grant.tenant(), epoch));
    }

    /** Says again that the log is whole, for another lifetime. */
    public void checkpoint(TenantId tenant) {
        append(KeyRole.AUDIT, checkpointEntry(tenant));
    }

    private boolean counts(DocumentHead head) {
        return reader.lookup(head.tenant(), head.document()).equals(new HeadLookup.Current(head));
    }

    private boolean isRestamp(DocumentHead head) {
        // The very same head again would be an endorsement of its content, which a scan is not.
        return reader.lookup(head.tenant(), head.document()) instanceof HeadLookup.Current current
                && !current.head().equals(head)
                && current.head().equals(head.withStamp(current.head().stamp()));
    }

    /** A head is a public record: audience and trust are the grant's, or stay what they are, whoever made the head. */
    private void requireCovered(WriteGrant grant, DocumentHead head) {
        Optional<DocumentHead> standing = reader.standing(head.tenant(), head.document());
        boolean sameTag = standing.filter(now -> now.tag().equals(head.tag())).isPresent();
        if (!sameTag && !grant.tag().equals(head.tag())) {
            throw new WriteRefusedException("the write grant is for another audience than the head's");
        }
        boolean noMoreTrust =
                standing.filter(now -> head.trust().compareTo(now.trust()) <= 0).isPresent();
        if (!noMoreTrust && head.trust().compareTo(grant.trust()) > 0) {
            throw new WriteRefusedException(DenialCode.TRUST_NOT_ALLOWED.text());
        }
    }

    private void append(KeyRole role, LogEntry entry) {
        log.append(entry.tenant(), tail -> {
            reader.refresh(entry.tenant());
            return entries(tail, role, entry);
        });
    }

    private List<byte[]> entries(LogPosition tail, KeyRole role, LogEntry entry) {
        TenantId tenant = entry.tenant();
        KeyId key = signer.currentKey(tenant, role)
                .orElseThrow(() -> new KeyUnavailableException(
                        "there is no " + role + " key for tenant " + tenant + " to sign with"));
        Optional<LogFault> fault = reader.check(entry, key, role);
        if (fault.isPresent()) {
            throw new WriteRefusedException("the head log of tenant " + tenant + " takes no such entry: "
                    + fault.get().text());
        }
        if (!reader.position(tenant).equals(tail)) {
            throw new WriteRefusedException("the head log of tenant " + tenant + " is not the one its reader follows");
        }
        List<byte[]> added = new ArrayList<>();
        added.add(sign(tail, key, entry));
        if (!(entry instanceof LogEntry.Checkpoint)) {
            signer.currentKey(tenant, KeyRole.AUDIT)
                    .filter(audit -> !reader.isRevoked(tenant, audit) && !revokes(entry, audit))
                    .ifPresent(audit -> added.add(sign(tail.after(added.getFirst()), audit, checkpointEntry(tenant))));
        }
        return added;
    }

    private static boolean revokes(LogEntry entry, KeyId key) {
        return entry instanceof LogEntry.Revoked revoked
                && revoked.target() == LogEntry.Revoked.Target.KEY
                && revoked.value().equals(key.hex());
    }

    private byte[] sign(LogPosition tail, KeyId key, LogEntry entry) {
        TenantId tenant = entry.tenant();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Instant last = reader.lastSignedAt(tenant);
        byte[] message = LogFormatV1.message(
                tail,
                now.isBefore(last) ? last : now,
                key,
                keys.get()
                        .find(key)
                        .orElseThrow(() -> new KeyUnavailableException("key " + key + " is not in the trust file"))
                        .algorithm(),
                entry);
        byte[] signed = LogFormatV1.entry(message, signer.sign(key, message));
        if (signed.length > LogFormatV1.MAX_ENTRY_BYTES) {
            throw new IllegalArgumentException("an entry has at most " + LogFormatV1.MAX_ENTRY_BYTES + " bytes, got "
                    + signed.length + "; publish fewer heads at a time");
        }
        return signed;
    }

    private LogEntry checkpointEntry(TenantId tenant) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        return new LogEntry.Checkpoint(tenant, now.plus(checkpointLifetime).truncatedTo(ChronoUnit.MILLIS));
    }
}
