package dev.weir.ingest.provenance;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The signature algorithms that content credentials may use (C2PA 2.x, 13.2.1), by their numbers in COSE. */
public enum SignatureAlgorithm {
    /** ECDSA with SHA-256. */
    ES256(-7, "SHA256withECDSAinP1363Format", null),
    /** ECDSA with SHA-384. */
    ES384(-35, "SHA384withECDSAinP1363Format", null),
    /** ECDSA with SHA-512. */
    ES512(-36, "SHA512withECDSAinP1363Format", null),
    /** RSASSA-PSS with SHA-256. */
    PS256(-37, "RSASSA-PSS", pss("SHA-256", MGF1ParameterSpec.SHA256, 32)),
    /** RSASSA-PSS with SHA-384. */
    PS384(-38, "RSASSA-PSS", pss("SHA-384", MGF1ParameterSpec.SHA384, 48)),
    /** RSASSA-PSS with SHA-512. */
    PS512(-39, "RSASSA-PSS", pss("SHA-512", MGF1ParameterSpec.SHA512, 64)),
    /** EdDSA on Curve25519. */
    ED25519(-8, "Ed25519", null);

    private static final Set<Integer> CURVE_BITS = Set.of(256, 384, 521);
    private static final int MIN_RSA_BITS = 2_048;
    private static final int MAX_RSA_BITS = 8_192;

    private final int coseNumber;
    private final String name;
    private final @Nullable AlgorithmParameterSpec parameters;

    SignatureAlgorithm(int coseNumber, String name, @Nullable AlgorithmParameterSpec parameters) {
        this.coseNumber = coseNumber;
        this.name = name;
        this.parameters = parameters;
    }

    private static PSSParameterSpec pss(String hash, MGF1ParameterSpec mask, int saltBytes) {
        return new PSSParameterSpec(hash, "MGF1", mask, saltBytes, PSSParameterSpec.TRAILER_FIELD_BC);
    }

    static Optional<SignatureAlgorithm> ofCose(long number) {
        for (SignatureAlgorithm algorithm : values()) {
            if (algorithm.coseNumber == number) {
                return Optional.of(algorithm);
            }
        }
        return Optional.empty();
    }

    /** The stable name used in output. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether a key is one for this algorithm, of an allowed size. */
    boolean fits(PublicKey key) {
        return switch (this) {
            case ES256, ES384, ES512 ->
                key instanceof ECPublicKey ec
                        && CURVE_BITS.contains(
                                ec.getParams().getCurve().getField().getFieldSize());
            case PS256, PS384, PS512 ->
                key instanceof RSAPublicKey rsa
                        && rsa.getModulus().bitLength() >= MIN_RSA_BITS
                        && rsa.getModulus().bitLength() <= MAX_RSA_BITS;
            case ED25519 ->
                key instanceof EdECPublicKey ed
                        && ed.getParams().getName().equals(NamedParameterSpec.ED25519.getName());
        };
    }

    /** @throws GeneralSecurityException if the key or the form of the signature is not one of this algorithm */
    boolean verifies(PublicKey key, byte[] signed, byte[] signature) throws GeneralSecurityException {
        Signature verifier = Signature.getInstance(name);
        if (parameters != null) {
            verifier.setParameter(parameters);
        }
        verifier.initVerify(key);
        verifier.update(signed);
        return verifier.verify(signature);
    }
}
