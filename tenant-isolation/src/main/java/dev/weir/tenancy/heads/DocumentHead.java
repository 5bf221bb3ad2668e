package dev.weir.tenancy.heads;

import static java.util.Objects.requireNonNull;

import dev.weir.tenancy.AccessTag;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.TrustTier;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.chunk.ScanStamp;
import dev.weir.tenancy.chunk.Sha256;
import dev.weir.tenancy.chunk.WellFormed;
import java.time.Instant;

/**
 * What may change about a document, for the whole document: which version is current, who may read it, how far it is
 * trusted, how it was scanned and until when it counts. A relabel, a re-stamp or a new version is one new head.
 *
 * @param tag tenant, audience and clearances
 * @param version the current version, from 1
 * @param treeSize number of chunks of that version, from 1
 * @param root of the Merkle tree (RFC 6962) over its leaves
 * @param attester who vouches for the content: the uploader, or a reviewer after a release; 1 to 128 characters
 * @param expiresAt from when on the document is withheld, in whole milliseconds; {@link #NEVER} for no end
 */
public record DocumentHead(
        AccessTag tag,
        DocumentId document,
        long version,
        int treeSize,
        Sha256 root,
        TrustTier trust,
        String attester,
        Instant expiresAt,
        ScanStamp stamp) {
    /** The expiry of a document that does not expire. */
    public static final Instant NEVER = Instant.ofEpochMilli(Long.MAX_VALUE);

    /** @throws IllegalArgumentException if a number is out of range or {@code expiresAt} is not in whole milliseconds */
    public DocumentHead {
        requireNonNull(tag, "tag is null");
        requireNonNull(document, "document is null");
        requireNonNull(root, "root is null");
        requireNonNull(trust, "trust is null");
        requireNonNull(attester, "attester is null");
        requireNonNull(stamp, "stamp is null");
        if (version < 1) {
            throw new IllegalArgumentException("version must be >= 1, got " + version);
        }
        if (treeSize < 1) {
            throw new IllegalArgumentException("treeSize must be >= 1, got " + treeSize);
        }
        if (attester.isEmpty() || attester.length() > 128) {
            throw new IllegalArgumentException("attester must have 1-128 characters, got " + attester.length());
        }
        WellFormed.require(attester, "attester");
        if (expiresAt.toEpochMilli() < 0
                || !Instant.ofEpochMilli(expiresAt.toEpochMilli()).equals(expiresAt)) {
            throw new IllegalArgumentException("expiresAt must be in whole milliseconds since 1970");
        }
    }

    public TenantId tenant() {
        return tag.tenant();
    }

    /** The same after another scan. */
    public DocumentHead withStamp(ScanStamp other) {
        return new DocumentHead(tag, document, version, treeSize, root, trust, attester, expiresAt, other);
    }
}
