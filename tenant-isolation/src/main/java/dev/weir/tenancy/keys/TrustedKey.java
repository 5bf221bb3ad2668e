package dev.weir.tenancy.keys;

import static java.util.Objects.requireNonNull;

import dev.weir.tenancy.TenantId;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Instant;

/**
 * A public key and what it may sign, as a trust file lists it.
 *
 * @param notBefore when its signatures begin to count
 * @param notAfter when they end; later entries by this key are refused
 */
public record TrustedKey(
        KeyId id,
        TenantId tenant,
        KeyRole role,
        SignatureAlgorithm algorithm,
        PublicKey publicKey,
        Instant notBefore,
        Instant notAfter) {
    /** @throws IllegalArgumentException if {@code id} is not the id of {@code publicKey}, or the period is empty */
    public TrustedKey {
        requireNonNull(id, "id is null");
        requireNonNull(tenant, "tenant is null");
        requireNonNull(role, "role is null");
        requireNonNull(algorithm, "algorithm is null");
        requireNonNull(publicKey, "publicKey is null");
        if (!KeyId.of(publicKey).equals(id)) {
            throw new IllegalArgumentException("key " + id + " is listed with the public key of another");
        }
        if (!notBefore.isBefore(notAfter)) {
            throw new IllegalArgumentException("key " + id + " must end after it begins");
        }
    }

    /** Whether signatures made at {@code at} count. */
    public boolean isValidAt(Instant at) {
        return !at.isBefore(notBefore) && at.isBefore(notAfter);
    }

    /** Whether {@code signature} over {@code message} is this key's. Malformed signatures are false, not exceptions. */
    public boolean verifies(byte[] message, byte[] signature) {
        return verifies(algorithm, publicKey, message, signature);
    }

    static boolean verifies(SignatureAlgorithm algorithm, PublicKey key, byte[] message, byte[] signature) {
        if (signature.length != algorithm.signatureBytes()) {
            return false;
        }
        try {
            Signature verifier = Signature.getInstance(algorithm.signatureName());
            verifier.initVerify(key);
            verifier.update(message);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
