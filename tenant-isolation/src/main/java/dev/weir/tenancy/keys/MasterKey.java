package dev.weir.tenancy.keys;

/**
 * The one key that every secret of a {@link KeyDirectory} is wrapped under: an SPI, so that a key service can hold it.
 * {@link MasterKeys} has those in files. Implementations must be thread-safe.
 *
 * <h2>Guarantees</h2>
 *
 * <p>What {@link #unwrap} returns was wrapped by this key under the same name, and not one bit of it has changed.
 *
 * <h2>Not guaranteed</h2>
 *
 * <p>That a wrapped secret is the newest of its name: an old copy unwraps like any other.
 */
public interface MasterKey {
    /**
     * Wraps a secret.
     *
     * @param name what the secret is for; it is bound, not hidden
     * @param secret not kept and not changed
     */
    byte[] wrap(String name, byte[] secret);

    /**
     * The secret, in a new array that the caller overwrites when it is done.
     *
     * @throws KeyUnavailableException with {@link KeyFault#NOT_UNDER_THIS_MASTER} if {@code wrapped} is not what
     *     {@link #wrap} returned for this name, and without a fault if the key cannot be reached
     */
    byte[] unwrap(String name, byte[] wrapped);

    /** How the key is kept, in a word: {@code file}, {@code passphrase}, or the name of a service. */
    String custody();
}
