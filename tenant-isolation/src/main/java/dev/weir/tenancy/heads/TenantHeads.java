package dev.weir.tenancy.heads;

import dev.weir.tenancy.AccessTag;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.chunk.SourceRef;
import dev.weir.tenancy.internal.MalformedBytesException;
import dev.weir.tenancy.keys.KeyId;
import dev.weir.tenancy.keys.KeyRole;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * What one tenant's log amounts to so far, and the rules for what may come next. Read by many threads; changed by one at
 * a time.
 */
final class TenantHeads {
    private final HeadTable documents;
    private final Map<AccessTag, Integer> tags = new ConcurrentHashMap<>();
    private final Set<String> revoked = ConcurrentHashMap.newKeySet();
    private volatile int minimumEpoch;
    private volatile int currentEpoch;
    private volatile Instant checkpointExpiry = Instant.EPOCH;

    TenantHeads() {
        this(new HeadTable());
    }

    private TenantHeads(HeadTable documents) {
        this.documents = documents;
    }

    /** What is wrong with an entry that this key of this role signed, if anything is; nothing is changed. */
    Optional<LogFault> check(LogEntry entry, KeyId key, KeyRole role) {
        if (isRevoked(key)) {
            return Optional.of(LogFault.REVOKED_KEY);
        }
        return switch (entry) {
            case LogEntry.Published published ->
                published.heads().stream()
                        .flatMap(head -> checkHead(head, role).stream())
                        .findFirst();
            case LogEntry.Erased erased -> require(role != KeyRole.AUDIT);
            case LogEntry.Revoked revocation -> require(role != KeyRole.INGEST);
            case LogEntry.Suspended suspended -> require(role != KeyRole.AUDIT);
            case LogEntry.MinimumStamp minimum -> require(role == KeyRole.AUDIT);
            case LogEntry.CurrentStamp current -> require(role == KeyRole.AUDIT);
            case LogEntry.Checkpoint checkpoint -> require(role == KeyRole.AUDIT);
        };
    }

    /** Takes an entry that {@link #check} found nothing wrong with. */
    void apply(LogEntry entry, KeyId key, KeyRole role) {
        switch (entry) {
            case LogEntry.Published published -> published.heads().forEach(head -> publish(head, key, role));
            case LogEntry.Erased erased -> erase(erased.document());
            case LogEntry.Revoked revocation -> revoked.add(name(revocation.target(), revocation.value()));
            case LogEntry.Suspended suspended -> suspend(suspended.document());
            case LogEntry.MinimumStamp minimum -> minimumEpoch = Math.max(minimumEpoch, minimum.epoch());
            case LogEntry.CurrentStamp current -> currentEpoch = Math.max(currentEpoch, current.epoch());
            case LogEntry.Checkpoint checkpoint -> checkpointExpiry = checkpoint.expiresAt();
        }
    }

    HeadLookup lookup(DocumentId document, Instant now) {
        if (!now.isBefore(checkpointExpiry)) {
            return new HeadLookup.None(HeadFault.CHECKPOINT_EXPIRED);
        }
        HeadState state = documents.get(document);
        if (state == null) {
            return new HeadLookup.None(HeadFault.UNKNOWN_DOCUMENT);
        }
        if (state.erased()) {
            return new HeadLookup.None(HeadFault.ERASED);
        }
        if (isRevoked(document)) {
            return new HeadLookup.Withdrawn(HeadFault.REVOKED_DOCUMENT, state.head());
        }
        if (isRevoked(state.contentKey()) || isRevoked(state.tagKey()) || isRevoked(state.stampKey())) {
            return new HeadLookup.Withdrawn(HeadFault.REVOKED_KEY, state.head());
        }
        if (state.life() == HeadState.Life.SUSPENDED) {
            return new HeadLookup.Withdrawn(HeadFault.SUSPENDED, state.head());
        }
        return new HeadLookup.Current(state.head());
    }

    /** Who vouches for a document; empty if no head of it was ever published. */
    Optional<Vouching> vouching(DocumentId document) {
        HeadState state = documents.get(document);
        if (state == null) {
            return Optional.empty();
        }
        Optional<HeadFault> fault = switch (state.life()) {
            case ERASED -> Optional.of(HeadFault.ERASED);
            case SUSPENDED -> Optional.of(HeadFault.SUSPENDED);
            case CURRENT -> Optional.empty();
        };
        boolean isWithdrawn = !state.erased() && isRevoked(document);
        return Optional.of(new Vouching(
                state.head(),
                state.contentKey(),
                state.tagKey(),
                state.stampKey(),
                isWithdrawn ? Optional.of(HeadFault.REVOKED_DOCUMENT) : fault));
    }

    boolean isRevoked(SourceRef source, String batch) {
        return !revoked.isEmpty()
                && (isRevoked(LogEntry.Revoked.Target.SOURCE, source.uri())
                        || isRevoked(LogEntry.Revoked.Target.BATCH, batch));
    }

    int minimumEpoch() {
        return minimumEpoch;
    }

    int currentEpoch() {
        return currentEpoch;
    }

    Set<AccessTag> tags() {
        return Set.copyOf(tags.keySet());
    }

    /** Shows every document that has a head that is not erased. */
    void forEachStanding(Consumer<DocumentHead> action) {
        documents.forEach(state -> {
            if (!state.erased()) {
                action.accept(state.head());
            }
        });
    }

    int size() {
        return documents.size();
    }

    /** The head of a document that is not erased, whatever else stands against it. */
    Optional<DocumentHead> standing(DocumentId document) {
        HeadState state = documents.get(document);
        return state == null || state.erased() ? Optional.empty() : Optional.of(state.head());
    }

    /** The highest version of a document that was ever published, 0 if none. */
    long lastVersion(DocumentId document) {
        HeadState state = documents.get(document);
        return state == null ? 0 : state.head().version();
    }

    private Optional<LogFault> checkHead(DocumentHead head, KeyRole role) {
        HeadState state = documents.get(head.document());
        return switch (role) {
            case AUDIT -> Optional.of(LogFault.WRONG_ROLE);
            case ACL -> requireHead(state != null && !state.erased() && isRelabel(state.head(), head));
            case INGEST ->
                requireHead(state == null
                        || (state.erased() ? head.version() > state.head().version() : isUpdate(state.head(), head)));
        };
    }

    /** Who may read and how far it is trusted may change; nothing else. */
    private static boolean isRelabel(DocumentHead from, DocumentHead to) {
        return to.equals(new DocumentHead(
                to.tag(),
                from.document(),
                from.version(),
                from.treeSize(),
                from.root(),
                to.trust(),
                from.attester(),
                to.expiresAt(),
                from.stamp()));
    }

    /** A later version, or a new stamp of the same one; never another audience or more trust. */
    private static boolean isUpdate(DocumentHead from, DocumentHead to) {
        boolean sameContent = to.version() == from.version()
                && to.treeSize() == from.treeSize()
                && to.root().equals(from.root())
                && to.stamp().epoch() >= from.stamp().epoch();
        return (to.version() > from.version() || sameContent)
                && to.tag().equals(from.tag())
                && to.trust().compareTo(from.trust()) <= 0;
    }

    private void publish(DocumentHead head, KeyId key, KeyRole role) {
        HeadState before = documents.get(head.document());
        KeyId contentKey = key;
        KeyId tagKey = key;
        KeyId stampKey = key;
        tags.merge(head.tag(), 1, Integer::sum);
        if (before != null && !before.erased()) {
            // A relabel vouches for the audience only, a new stamp for the scan only, and a new version keeps the
            // audience
            // it found: a revoked key must not live on behind a later signature that says something else. Only the very
            // same head again is an endorsement.
            boolean restamped = head.version() == before.head().version()
                    && !head.stamp().equals(before.head().stamp());
            contentKey = role == KeyRole.ACL || restamped ? before.contentKey() : key;
            tagKey = role == KeyRole.INGEST ? before.tagKey() : key;
            stampKey = role == KeyRole.ACL ? before.stampKey() : key;
            release(before.head().tag());
        }
        // A relabel says nothing about the content that is being looked at.
        HeadState.Life life = role == KeyRole.ACL && before != null ? before.life() : HeadState.Life.CURRENT;
        documents.put(new HeadState(head, contentKey, tagKey, stampKey, life));
    }

    private void erase(DocumentId document) {
        HeadState before = documents.get(document);
        if (before != null && !before.erased()) {
            documents.put(before.with(HeadState.Life.ERASED));
            release(before.head().tag());
        }
    }

    private void suspend(DocumentId document) {
        HeadState before = documents.get(document);
        if (before != null && !before.erased()) {
            documents.put(before.with(HeadState.Life.SUSPENDED));
        }
    }

    private void release(AccessTag tag) {
        tags.computeIfPresent(tag, (t, count) -> count == 1 ? null : count - 1);
    }

    boolean isRevoked(DocumentId document) {
        return isRevoked(LogEntry.Revoked.Target.DOCUMENT, document.value());
    }

    boolean isRevoked(KeyId key) {
        return isRevoked(LogEntry.Revoked.Target.KEY, key.hex());
    }

    private boolean isRevoked(LogEntry.Revoked.Target target, String value) {
        return revoked.contains(name(target, value));
    }

    private static String name(LogEntry.Revoked.Target target, String value) {
        return target + ":" + value;
    }

    private static Optional<LogFault> require(boolean allowed) {
        return allowed ? Optional.empty() : Optional.of(LogFault.WRONG_ROLE);
    }

    private static Optional<LogFault> requireHead(boolean allowed) {
        return allowed ? Optional.empty() : Optional.of(LogFault.ILLEGAL_HEAD);
    }

    /** Writes everything, for {@link #readFrom}. */
    void writeTo(DataOutputStream out) throws IOException {
        documents.writeTo(out);
        out.writeInt(revoked.size());
        for (String name : revoked) {
            out.writeUTF(name);
        }
        out.writeInt(minimumEpoch);
        out.writeInt(currentEpoch);
        out.writeLong(checkpointExpiry.toEpochMilli());
    }

    /**
     * What {@link #writeTo} wrote.
     *
     * @throws MalformedBytesException if it was written otherwise
     */
    static TenantHeads readFrom(DataInputStream in, TenantId tenant) throws IOException, MalformedBytesException {
        TenantHeads heads = new TenantHeads(HeadTable.readFrom(in, tenant));
        heads.forEachStanding(head -> heads.tags.merge(head.tag(), 1, Integer::sum));
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            heads.revoked.add(in.readUTF());
        }
        heads.minimumEpoch = in.readInt();
        heads.currentEpoch = in.readInt();
        heads.checkpointExpiry = Instant.ofEpochMilli(in.readLong());
        return heads;
    }
}
