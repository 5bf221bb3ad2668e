package dev.weir.tenancy.heads;

import static java.util.Objects.requireNonNull;

import dev.weir.tenancy.keys.KeyId;
import java.util.Optional;

/**
 * Who vouches for a document, and what else there is against it.
 *
 * @param head its last head
 * @param contentKey made the first ingest signature of its version, or that of the last head that repeated the one before
 * @param tagKey made its last ACL signature, or, if there is none, the first head's
 * @param stampKey made its last ingest signature
 * @param fault why it has no current head even if all three keys count: erased, revoked or suspended; empty if they decide
 */
public record Vouching(DocumentHead head, KeyId contentKey, KeyId tagKey, KeyId stampKey, Optional<HeadFault> fault) {
    public Vouching {
        requireNonNull(head, "head is null");
        requireNonNull(contentKey, "contentKey is null");
        requireNonNull(tagKey, "tagKey is null");
        requireNonNull(stampKey, "stampKey is null");
        requireNonNull(fault, "fault is null");
    }
}
