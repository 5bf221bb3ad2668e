package dev.weir.tenancy.keys;

import dev.weir.tenancy.TenantId;
import java.util.Optional;

/**
 * Signs without giving the key away: an SPI for files, PKCS#11 or a key service. Implementations must be thread-safe.
 */
public interface Signer {
    /** The key to sign with now for one tenant and role; empty if this signer holds none. */
    Optional<KeyId> currentKey(TenantId tenant, KeyRole role);

    /**
     * The signature of {@code message} by key {@code key}, in the algorithm's fixed length.
     *
     * @throws KeyUnavailableException if the key cannot be used
     */
    byte[] sign(KeyId key, byte[] message);
}
