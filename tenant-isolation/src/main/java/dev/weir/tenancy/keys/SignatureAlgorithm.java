package dev.weir.tenancy.keys;

import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.NamedParameterSpec;

/** The signature algorithms of format 1, both in the JDK: Ed25519 (RFC 8032) and ECDSA on P-256 (FIPS 186-5). */
public enum SignatureAlgorithm {
    /** Deterministic; 64 bytes. */
    ED25519("Ed25519", "Ed25519", 64),
    /** With SHA-256, as the 64 bytes r ‖ s. */
    ECDSA_P256("SHA256withECDSAinP1363Format", "EC", 64);

    private final String signatureName;
    private final String keyFactoryName;
    private final int signatureBytes;

    SignatureAlgorithm(String signatureName, String keyFactoryName, int signatureBytes) {
        this.signatureName = signatureName;
        this.keyFactoryName = keyFactoryName;
        this.signatureBytes = signatureBytes;
    }

    String signatureName() {
        return signatureName;
    }

    String keyFactoryName() {
        return keyFactoryName;
    }

    /** Bytes in a signature. */
    public int signatureBytes() {
        return signatureBytes;
    }

    /**
     * The algorithm that a key signs with.
     *
     * @throws IllegalArgumentException if it is neither of the two
     */
    static SignatureAlgorithm of(PublicKey key) {
        if (key instanceof EdECPublicKey edwards
                && edwards.getParams().getName().equals(NamedParameterSpec.ED25519.getName())) {
            return ED25519;
        }
        if (key instanceof ECPublicKey curve && isP256(curve.getParams())) {
            return ECDSA_P256;
        }
        throw new IllegalArgumentException("a key must be of Ed25519 or of ECDSA on P-256, not " + key.getAlgorithm());
    }

    /** @throws KeyUnavailableException if the key is of another algorithm, or its holder does not sign */
    byte[] sign(PrivateKey key, byte[] message) {
        try {
            Signature signer = Signature.getInstance(signatureName);
            signer.initSign(key);
            signer.update(message);
            return signer.sign();
        } catch (GeneralSecurityException e) {
            throw new KeyUnavailableException("the key cannot sign with " + signatureName, e);
        }
    }

    private static boolean isP256(ECParameterSpec curve) {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec("secp256r1"));
            ECParameterSpec p256 = parameters.getParameterSpec(ECParameterSpec.class);
            return curve.getCurve().equals(p256.getCurve())
                    && curve.getGenerator().equals(p256.getGenerator())
                    && curve.getOrder().equals(p256.getOrder())
                    && curve.getCofactor() == p256.getCofactor();
        } catch (GeneralSecurityException e) {
            throw new KeyUnavailableException("this Java platform has no P-256", e);
        }
    }
}
