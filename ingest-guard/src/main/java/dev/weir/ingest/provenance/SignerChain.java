package dev.weir.ingest.provenance;

import dev.weir.tenancy.chunk.Sha256;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.PKIXCertPathValidatorResult;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The certificates that came with a signature, the signer's first. */
final class SignerChain {
    private static final String X509 = "X.509";

    /** For mail, for documents, and for claims of C2PA. */
    private static final Set<String> CONTENT_PURPOSES =
            Set.of("1.3.6.1.5.5.7.3.4", "1.3.6.1.5.5.7.3.36", "1.3.6.1.4.1.62558.2.1");

    private static final String ANY_PURPOSE = "2.5.29.37.0";
    private static final int NO_AUTHORITY = -1;

    private final List<X509Certificate> certificates;

    private SignerChain(List<X509Certificate> certificates) {
        this.certificates = certificates;
    }

    static SignerChain read(List<byte[]> encoded) throws NotVerifiedException {
        List<X509Certificate> certificates = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance(X509);
            for (byte[] each : encoded) {
                X509Certificate certificate =
                        (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(each));
                if (!Arrays.equals(certificate.getEncoded(), each)) {
                    throw new NotVerifiedException(CredentialFault.CERTIFICATE);
                }
                certificates.add(certificate);
            }
        } catch (CertificateException e) {
            throw new NotVerifiedException(CredentialFault.CERTIFICATE, e);
        }
        return new SignerChain(certificates);
    }

    X509Certificate signer() {
        return certificates.getFirst();
    }

    Sha256 signerDigest() throws NotVerifiedException {
        return digest(signer());
    }

    /** Holds the signer's certificate to the profile of C2PA 2.x, 14.5. */
    void requireSignerOfContent(Instant at) throws NotVerifiedException {
        try {
            signer().checkValidity(Date.from(at));
            boolean[] usage = signer().getKeyUsage();
            List<String> purposes = signer().getExtendedKeyUsage();
            if (signer().getBasicConstraints() != NO_AUTHORITY
                    || usage == null
                    || !usage[0]
                    || purposes == null
                    || purposes.contains(ANY_PURPOSE)
                    || purposes.stream().noneMatch(CONTENT_PURPOSES::contains)) {
                throw new NotVerifiedException(CredentialFault.CERTIFICATE);
            }
        } catch (CertificateExpiredException | CertificateNotYetValidException e) {
            throw new NotVerifiedException(CredentialFault.CERTIFICATE_DATE, e);
        } catch (CertificateException e) {
            throw new NotVerifiedException(CredentialFault.CERTIFICATE, e);
        }
    }

    /** The anchor that vouches for the signer, if one does. Whether a certificate was revoked is asked of nobody. */
    Optional<Sha256> anchor(TrustAnchors anchors, Instant at) throws NotVerifiedException {
        if (anchors.certificates().isEmpty()) {
            return Optional.empty();
        }
        if (anchors.certificates().contains(signer())) {
            return Optional.of(signerDigest());
        }
        Set<TrustAnchor> trusted = new HashSet<>();
        anchors.certificates().forEach(each -> trusted.add(new TrustAnchor(each, null)));
        List<X509Certificate> below = certificates.stream()
                .takeWhile(each -> !anchors.certificates().contains(each))
                .toList();
        try {
            CertPath path = CertificateFactory.getInstance(X509).generateCertPath(below);
            PKIXParameters parameters = new PKIXParameters(trusted);
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(at));
            PKIXCertPathValidatorResult result = (PKIXCertPathValidatorResult)
                    CertPathValidator.getInstance("PKIX").validate(path, parameters);
            return Optional.of(digest(result.getTrustAnchor().getTrustedCert()));
        } catch (CertPathValidatorException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new NotVerifiedException(CredentialFault.CERTIFICATE, e);
        }
    }

    private static Sha256 digest(X509Certificate certificate) throws NotVerifiedException {
        try {
            return Sha256.of(certificate.getEncoded());
        } catch (CertificateException e) {
            throw new NotVerifiedException(CredentialFault.CERTIFICATE, e);
        }
    }
}
