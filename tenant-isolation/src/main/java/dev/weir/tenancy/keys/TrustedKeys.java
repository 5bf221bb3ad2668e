package dev.weir.tenancy.keys;

import static java.util.Objects.requireNonNull;

import dev.weir.tenancy.TenantId;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The public keys that count, proved by the pinned root key's signature over the trust file. Immutable and thread-safe.
 *
 * <h2>Guarantees</h2>
 *
 * <p>Every key in it was listed in a trust file that the pinned root key signed, with exactly one tenant and one role.
 *
 * <h2>Not guaranteed</h2>
 *
 * <p>That a key has not been revoked since: revocations are in the head log.
 */
public final class TrustedKeys {
    private final KeyId root;
    private final Map<KeyId, TrustedKey> keys;

    TrustedKeys(KeyId root, Collection<TrustedKey> keys) {
        this.root = requireNonNull(root, "root is null");
        Map<KeyId, TrustedKey> byId = new LinkedHashMap<>();
        for (TrustedKey key : keys) {
            if (byId.put(key.id(), key) != null) {
                throw new IllegalArgumentException("key " + key.id() + " is listed twice");
            }
        }
        this.keys = Map.copyOf(byId);
    }

    /**
     * Reads a trust file.
     *
     * @param text of the file, in the form of {@code docs/formats/seal-v1.md}
     * @param pinnedRoot id of the one root key that may have signed it
     * @throws TrustFileException if the file is malformed or not signed by that key
     */
    public static TrustedKeys parse(String text, KeyId pinnedRoot) {
        return TrustFile.parse(text, pinnedRoot);
    }

    /** The key with this id, if it is listed. */
    public Optional<TrustedKey> find(KeyId id) {
        return Optional.ofNullable(keys.get(id));
    }

    /** The newest key of a tenant and role that is valid at {@code at}, of those that are held. */
    Optional<KeyId> newest(TenantId tenant, KeyRole role, Instant at, Predicate<KeyId> isHeld) {
        return keys.values().stream()
                .filter(key -> key.tenant().equals(tenant) && key.role() == role && key.isValidAt(at))
                .filter(key -> isHeld.test(key.id()))
                .max(Comparator.comparing(TrustedKey::notBefore).thenComparing(TrustedKey::id))
                .map(TrustedKey::id);
    }

    /** All keys, in no order. */
    public Collection<TrustedKey> all() {
        return keys.values();
    }

    /** The root key that signed the list. */
    public KeyId root() {
        return root;
    }
}
