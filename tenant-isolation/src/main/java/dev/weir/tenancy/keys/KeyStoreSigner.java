package dev.weir.tenancy.keys;

import static java.util.Objects.requireNonNull;

import dev.weir.tenancy.TenantId;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Signs with the private keys of a {@link KeyStore}: Ed25519 or ECDSA on P-256. The store does the signing, so that a key in
 * hardware stays there; {@link KeyDirectory#listKey} puts its public half into the trust file. Thread-safe if the store's
 * provider is.
 *
 * <p>Tested with PKCS#12 files and both algorithms. Written for the JDK's PKCS#11 provider as well, by nothing but the
 * interfaces of the JDK, and not tested with it.
 *
 * <h2>Guarantees</h2>
 *
 * <ul>
 *   <li>No private key leaves through this API; not even its encoded form is asked for.
 *   <li>Before the first signature of a key is given away, it is verified with the public key that the trust file lists.
 * </ul>
 *
 * <h2>Not guaranteed</h2>
 *
 * <p>That a key cannot be read: one of a PKCS#12 file is in this process's memory.
 */
public final class KeyStoreSigner implements Signer {
    private final Map<KeyId, PrivateKey> handles;
    private final Supplier<TrustedKeys> trusted;
    private final InstantSource clock;
    private final Set<KeyId> proved = ConcurrentHashMap.newKeySet();

    private KeyStoreSigner(Map<KeyId, PrivateKey> handles, Supplier<TrustedKeys> trusted, InstantSource clock) {
        this.handles = Map.copyOf(handles);
        this.trusted = requireNonNull(trusted, "trusted is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    /**
     * Signs with every private key of a store; the public key of its certificate says which key it is.
     *
     * @param store loaded
     * @param password of its keys, overwritten before this returns
     * @param trusted the public keys that are listed now, asked at every call
     * @throws KeyUnavailableException if the store cannot be read
     */
    public static KeyStoreSigner byCertificate(
            KeyStore store, char[] password, Supplier<TrustedKeys> trusted, InstantSource clock) {
        try {
            Map<String, KeyId> aliases = new LinkedHashMap<>();
            for (String alias : Collections.list(store.aliases())) {
                Certificate certificate = store.getCertificate(alias);
                if (store.isKeyEntry(alias) && certificate != null) {
                    aliases.put(alias, KeyId.of(certificate.getPublicKey()));
                }
            }
            return byAlias(store, password, aliases, trusted, clock);
        } catch (GeneralSecurityException e) {
            throw new KeyUnavailableException("the key store cannot be read", e);
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    /**
     * Signs with some private keys of a store, for stores whose certificates are of other keys.
     *
     * @param store loaded
     * @param password of its keys, overwritten before this returns
     * @param aliases for each alias, the id of the key that it holds
     * @param trusted the public keys that are listed now, asked at every call
     * @throws KeyUnavailableException if the store cannot be read, or has no private key of an alias
     */
    public static KeyStoreSigner byAlias(
            KeyStore store,
            char[] password,
            Map<String, KeyId> aliases,
            Supplier<TrustedKeys> trusted,
            InstantSource clock) {
        try {
            Map<KeyId, PrivateKey> handles = new HashMap<>();
            for (Map.Entry<String, KeyId> alias : aliases.entrySet()) {
                Key key = store.getKey(alias.getKey(), password);
                if (!(key instanceof PrivateKey handle)) {
                    throw new KeyUnavailableException("the key store has no private key under " + alias.getKey());
                }
                handles.put(alias.getValue(), handle);
            }
            return new KeyStoreSigner(handles, trusted, clock);
        } catch (GeneralSecurityException e) {
            throw new KeyUnavailableException("the key store gives no key out; is the password right?", e);
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    @Override
    public Optional<KeyId> currentKey(TenantId tenant, KeyRole role) {
        return trusted.get().newest(tenant, role, clock.instant(), handles::containsKey);
    }

    @Override
    public byte[] sign(KeyId key, byte[] message) {
        TrustedKey listed = trusted.get()
                .find(key)
                .orElseThrow(() -> new KeyUnavailableException("key " + key + " is not in the trust file"));
        PrivateKey handle = handles.get(key);
        if (handle == null) {
            throw new KeyUnavailableException("the key store does not hold key " + key);
        }
        byte[] signature = listed.algorithm().sign(handle, message);
        if (!proved.contains(key)) {
            if (!listed.verifies(message, signature)) {
                throw new KeyUnavailableException("what the key store holds as key " + key + " is another key");
            }
            proved.add(key);
        }
        return signature;
    }
}
