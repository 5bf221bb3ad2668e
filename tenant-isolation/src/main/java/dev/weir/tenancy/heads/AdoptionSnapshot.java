package dev.weir.tenancy.heads;

import static java.util.Objects.requireNonNull;

import dev.weir.tenancy.AccessTag;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.TrustTier;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.WriteRefusedException;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.chunk.WellFormed;
import dev.weir.tenancy.internal.MalformedBytesException;
import dev.weir.tenancy.keys.KeyId;
import dev.weir.tenancy.keys.KeyRole;
import dev.weir.tenancy.keys.KeyUnavailableException;
import dev.weir.tenancy.keys.Signer;
import dev.weir.tenancy.keys.TrustedKey;
import dev.weir.tenancy.keys.TrustedKeys;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Proof that an ingest key of one tenant signed which documents, of which texts, one store held before Weir, and until when
 * that may stand in for adopting them. Each document has a head, as in a log; its root binds every text, the tenant and the
 * source. {@link SnapshotHeads} lets it count. Immutable and thread-safe.
 *
 * <h2>Guarantees</h2>
 *
 * <ul>
 *   <li>All heads are of one tenant, of tier {@link TrustTier#ADOPTED} at most, and expire at the deadline.
 *   <li>The deadline is at most {@link #LONGEST} after the signature.
 * </ul>
 *
 * <h2>Not guaranteed</h2>
 *
 * <p>That the tenant and the source of a row are what somebody says they are: that is attested, by name, in each head.
 */
public final class AdoptionSnapshot {
    /** The longest that a snapshot counts. */
    public static final Duration LONGEST = Duration.ofDays(90);

    private static final int MAX_STORE_CHARACTERS = 128;

    private final SnapshotFormatV1.Said said;
    private final Map<DocumentId, DocumentHead> heads;
    private final Set<AccessTag> tags;
    private final byte[] bytes;

    private AdoptionSnapshot(SnapshotFormatV1.Said said, byte[] bytes) {
        this.said = said;
        this.heads = byDocument(said);
        this.tags = heads.values().stream().map(DocumentHead::tag).collect(Collectors.toUnmodifiableSet());
        this.bytes = bytes;
    }

    /**
     * Signs a snapshot with the tenant's ingest key.
     *
     * @param grant leave to ingest for the tenant; heads have its audience and no more trust
     * @param store what the store is called, 1 to 128 characters
     * @param deadline in whole milliseconds, when all of the heads expire
     * @param heads each of another document
     * @throws WriteRefusedException if the grant does not cover a head
     * @throws KeyUnavailableException if there is no such key
     * @throws IllegalArgumentException if the heads or the deadline are not what a snapshot may hold
     */
    public static AdoptionSnapshot sign(
            WriteGrant grant,
            String store,
            Instant deadline,
            List<DocumentHead> heads,
            Signer signer,
            TrustedKeys keys,
            InstantSource clock) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        for (DocumentHead head : heads) {
            grant.require(head.tenant(), WriteAction.INGEST, now);
            if (!head.tag().equals(grant.tag()) || head.trust().compareTo(grant.trust()) > 0) {
                throw new WriteRefusedException("the write grant is for another audience or less trust than a head's");
            }
        }
        grant.require(grant.tenant(), WriteAction.INGEST, now);
        KeyId key = signer.currentKey(grant.tenant(), KeyRole.INGEST)
                .orElseThrow(() -> new KeyUnavailableException(
                        "there is no INGEST key for tenant " + grant.tenant() + " to sign with"));
        TrustedKey listed = keys.find(key)
                .orElseThrow(() -> new KeyUnavailableException("key " + key + " is not in the trust file"));
        SnapshotFormatV1.Said said =
                new SnapshotFormatV1.Said(listed.algorithm(), key, grant.tenant(), store, now, deadline, heads);
        require(said);
        byte[] message = SnapshotFormatV1.message(said);
        return new AdoptionSnapshot(said, SnapshotFormatV1.signed(message, signer.sign(key, message)));
    }

    /**
     * Reads a snapshot.
     *
     * @param store what the store is called that it shall be of
     * @throws SnapshotException if it is not one that a listed key signed for this store
     */
    public static AdoptionSnapshot read(byte[] bytes, String store, TrustedKeys keys) {
        SnapshotFormatV1.Signed signed;
        AdoptionSnapshot snapshot;
        try {
            signed = SnapshotFormatV1.decode(bytes);
            require(signed.said());
            snapshot = new AdoptionSnapshot(signed.said(), bytes.clone());
        } catch (MalformedBytesException | IllegalArgumentException e) {
            throw new SnapshotException(SnapshotFault.MALFORMED, e);
        }
        SnapshotFormatV1.Said said = signed.said();
        TrustedKey key = keys.find(said.key())
                .filter(listed -> listed.tenant().equals(said.tenant())
                        && listed.role() == KeyRole.INGEST
                        && listed.algorithm() == said.algorithm()
                        && listed.isValidAt(said.signedAt()))
                .orElseThrow(() -> new SnapshotException(SnapshotFault.UNKNOWN_KEY));
        if (!key.verifies(signed.message(), signed.signature())) {
            throw new SnapshotException(SnapshotFault.BAD_SIGNATURE);
        }
        if (!said.store().equals(requireNonNull(store, "store is null"))) {
            throw new SnapshotException(SnapshotFault.OTHER_STORE);
        }
        return snapshot;
    }

    /** What neither a signer nor a reader lets pass. */
    private static void require(SnapshotFormatV1.Said said) {
        if (said.store().isEmpty() || said.store().length() > MAX_STORE_CHARACTERS) {
            throw new IllegalArgumentException("a store's name must have 1-" + MAX_STORE_CHARACTERS
                    + " characters, got " + said.store().length());
        }
        WellFormed.require(said.store(), "the store's name");
        if (!said.deadline().isAfter(said.signedAt())
                || said.deadline().isAfter(said.signedAt().plus(LONGEST))) {
            throw new IllegalArgumentException(
                    "the deadline must be after the signature, by at most " + LONGEST.toDays() + " days");
        }
        for (DocumentHead head : said.heads()) {
            if (!head.tenant().equals(said.tenant())
                    || head.trust().compareTo(TrustTier.ADOPTED) > 0
                    || !head.expiresAt().equals(said.deadline())) {
                throw new IllegalArgumentException(
                        "every head must be of the snapshot's tenant, of tier ADOPTED at most,"
                                + " and expire at the deadline");
            }
        }
    }

    private static Map<DocumentId, DocumentHead> byDocument(SnapshotFormatV1.Said said) {
        Map<DocumentId, DocumentHead> heads = new LinkedHashMap<>();
        for (DocumentHead head : said.heads()) {
            if (heads.put(head.document(), head) != null) {
                throw new IllegalArgumentException("two heads are of document " + head.document());
            }
        }
        return heads;
    }

    /** The bytes to keep, for {@link #read}. */
    public byte[] bytes() {
        return bytes.clone();
    }

    public TenantId tenant() {
        return said.tenant();
    }

    public String store() {
        return said.store();
    }

    /** From when on it counts for nothing. */
    public Instant deadline() {
        return said.deadline();
    }

    /** How many documents it is of. */
    public int size() {
        return heads.size();
    }

    /** The key that signed it. */
    KeyId key() {
        return said.key();
    }

    Optional<DocumentHead> head(DocumentId document) {
        return Optional.ofNullable(heads.get(document));
    }

    /** Every tag of its heads. */
    Set<AccessTag> tags() {
        return tags;
    }

    /** Tenant, store and size; no text. */
    @Override
    public String toString() {
        return "AdoptionSnapshot[" + said.tenant() + ", " + said.store() + ", " + heads.size() + " documents]";
    }
}
