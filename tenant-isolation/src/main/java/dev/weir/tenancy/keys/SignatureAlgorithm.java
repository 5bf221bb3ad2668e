package dev.weir.tenancy.keys;

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
}
