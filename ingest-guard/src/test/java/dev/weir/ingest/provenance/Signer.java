package dev.weir.ingest.provenance;

import static java.util.Objects.requireNonNull;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A key of a test with its certificates, the signer's own first.
 *
 * @param coseAlgorithm what it calls its signatures
 */
record Signer(PrivateKey key, List<X509Certificate> chain, int coseAlgorithm, String jcaAlgorithm) {
    static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");
    static final Duration YEAR = Duration.ofDays(365);

    /** The three that certificates here are made for. */
    enum Purpose {
        CONTENT,
        AUTHORITY,
        WEB_SERVER
    }

    static Signer ec(String curve, int coseAlgorithm, String hash) {
        return issued("EC", curve, coseAlgorithm, hash + "withECDSAinP1363Format");
    }

    static Signer es256() {
        return ec("secp256r1", -7, "SHA256");
    }

    static Signer ed25519() {
        return issued("Ed25519", "Ed25519", -8, "Ed25519");
    }

    static Signer ps256() {
        return issued("RSA", "2048", -37, "RSASSA-PSS");
    }

    private static Signer issued(String keys, String size, int coseAlgorithm, String jcaAlgorithm) {
        KeyPair authority = keys("EC", "secp256r1");
        X509Certificate root = certificate("CN=root", authority, "CN=root", authority, Purpose.AUTHORITY, NOW);
        KeyPair own = keys(keys, size);
        X509Certificate leaf = certificate("CN=signer", own, "CN=root", authority, Purpose.CONTENT, NOW);
        return new Signer(own.getPrivate(), List.of(leaf, root), coseAlgorithm, jcaAlgorithm);
    }

    /** A signer by ES256 whose certificate is like this. */
    static Signer with(Purpose purpose, Instant issued) {
        KeyPair authority = keys("EC", "secp256r1");
        KeyPair own = keys("EC", "secp256r1");
        X509Certificate leaf = certificate("CN=signer", own, "CN=root", authority, purpose, issued);
        return new Signer(own.getPrivate(), List.of(leaf), -7, "SHA256withECDSAinP1363Format");
    }

    Signer callingItself(int otherAlgorithm) {
        return new Signer(key, chain, otherAlgorithm, jcaAlgorithm);
    }

    X509Certificate root() {
        return chain.getLast();
    }

    byte[] sign(byte[] bytes) {
        try {
            Signature signature = Signature.getInstance(jcaAlgorithm);
            switch (coseAlgorithm) {
                case -37 -> signature.setParameter(pss("SHA-256", MGF1ParameterSpec.SHA256, 32));
                case -38 -> signature.setParameter(pss("SHA-384", MGF1ParameterSpec.SHA384, 48));
                case -39 -> signature.setParameter(pss("SHA-512", MGF1ParameterSpec.SHA512, 64));
                default -> requireNonNull(signature);
            }
            signature.initSign(key);
            signature.update(bytes);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PSSParameterSpec pss(String hash, MGF1ParameterSpec mask, int salt) {
        return new PSSParameterSpec(hash, "MGF1", mask, salt, 1);
    }

    static KeyPair keys(String algorithm, String size) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            if (algorithm.equals("RSA")) {
                generator.initialize(Integer.parseInt(size));
            } else if (algorithm.equals("EC")) {
                generator.initialize(new ECGenParameterSpec(size));
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static X509Certificate certificate(
            String subject, KeyPair own, String issuer, KeyPair authority, Purpose purpose, Instant issued) {
        try {
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    new X500Name(issuer),
                    BigInteger.valueOf(issued.getEpochSecond()),
                    Date.from(issued.minus(YEAR)),
                    Date.from(issued.plus(YEAR)),
                    new X500Name(subject),
                    own.getPublic());
            boolean isAuthority = purpose == Purpose.AUTHORITY;
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(isAuthority));
            builder.addExtension(
                    Extension.keyUsage,
                    true,
                    new KeyUsage(isAuthority ? KeyUsage.keyCertSign : KeyUsage.digitalSignature));
            if (!isAuthority) {
                builder.addExtension(
                        Extension.extendedKeyUsage,
                        true,
                        new ExtendedKeyUsage(
                                purpose == Purpose.CONTENT
                                        ? KeyPurposeId.id_kp_emailProtection
                                        : KeyPurposeId.id_kp_serverAuth));
            }
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(
                            new JcaContentSignerBuilder("SHA256withECDSA").build(authority.getPrivate())));
        } catch (CertIOException | OperatorCreationException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return jcaAlgorithm + " " + coseAlgorithm;
    }
}
