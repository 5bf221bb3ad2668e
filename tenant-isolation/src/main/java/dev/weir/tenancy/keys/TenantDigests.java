package dev.weir.tenancy.keys;

import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.chunk.ChunkId;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.chunk.LeafSalt;
import dev.weir.tenancy.chunk.Sha256;
import dev.weir.tenancy.chunk.SourceRef;

/**
 * Digests under a secret key of one tenant: what logs that cannot forget keep in place of names and texts. An SPI for
 * files or a key service. Implementations must be thread-safe.
 *
 * <h2>Guarantees</h2>
 *
 * <p>Once a tenant's key is destroyed, nothing in a log can be matched with a name or a text any more, not even by
 * whoever guesses it.
 *
 * <h2>Not guaranteed</h2>
 *
 * <p>That whoever holds the key cannot match: it is a secret of the tenant, not of a role.
 */
public interface TenantDigests {
    /** What a digest stands for; a digest for one purpose says nothing about another's. */
    enum Purpose {
        /** A document's name. */
        DOCUMENT("dev.weir/document/v1\n"),
        /** One version of a document, for its leaves. */
        LEAF("dev.weir/leaf/v1\n"),
        /** A question or a text, for the audit log. */
        AUDIT("dev.weir/audit/v1\n"),
        /** What a ledger of ingests knows documents and roots by. */
        LEDGER("dev.weir/ledger/v1\n"),
        /** The words of a canary. */
        CANARY("dev.weir/canary/v1\n"),
        /** Who is watched, and which chunks it was served, for monitors of behaviour. */
        BEHAVIOUR("dev.weir/behaviour/v1\n"),
        /** Which of many is picked where nobody outside may foresee it: sentinels, samples. */
        PICK("dev.weir/pick/v1\n");

        private final String domain;

        Purpose(String domain) {
            this.domain = domain;
        }

        /** What the message begins with. */
        public String domain() {
            return domain;
        }
    }

    /**
     * HMAC-SHA-256 (RFC 2104) of the purpose's domain and the UTF-8 of {@code message}, under the tenant's key.
     *
     * @param message well-formed
     * @throws KeyUnavailableException if the tenant has no key, or none any more
     */
    Sha256 digest(TenantId tenant, Purpose purpose, String message);

    /** The id of whatever is found at {@code source}: 32 hexadecimal digits that mean nothing without the key. */
    default DocumentId documentOf(TenantId tenant, SourceRef source) {
        return new DocumentId(
                digest(tenant, Purpose.DOCUMENT, source.uri()).hex().substring(0, 32));
    }

    /** The salt of the leaves of one version. */
    default LeafSalt saltOf(TenantId tenant, DocumentId document, long version) {
        return LeafSalt.of(digest(tenant, Purpose.LEAF, new ChunkId(tenant, document, version, 0).toString()));
    }
}
