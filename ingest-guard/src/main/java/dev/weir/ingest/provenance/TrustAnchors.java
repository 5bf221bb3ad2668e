package dev.weir.ingest.provenance;

import java.io.ByteArrayInputStream;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;

/** The certificates by which the operator knows signers of content: authorities, or single signers. */
public final class TrustAnchors {
    private static final TrustAnchors NONE = new TrustAnchors(List.of());

    private final List<X509Certificate> certificates;

    private TrustAnchors(List<X509Certificate> certificates) {
        this.certificates = certificates;
    }

    /** Nobody is known. */
    public static TrustAnchors none() {
        return NONE;
    }

    /** These certificates. */
    public static TrustAnchors of(Collection<X509Certificate> certificates) {
        return new TrustAnchors(List.copyOf(certificates));
    }

    /**
     * The certificates in a PEM file.
     *
     * @throws CertificateException if the bytes are not at least one X.509 certificate
     */
    public static TrustAnchors ofPem(byte[] pem) throws CertificateException {
        Collection<? extends Certificate> read =
                CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem));
        List<X509Certificate> certificates = read.stream()
                .filter(X509Certificate.class::isInstance)
                .map(X509Certificate.class::cast)
                .toList();
        if (certificates.isEmpty()) {
            throw new CertificateException("no certificate in " + pem.length + " bytes");
        }
        return of(certificates);
    }

    List<X509Certificate> certificates() {
        return certificates;
    }

    @Override
    public String toString() {
        return "TrustAnchors[" + certificates.size() + "]";
    }
}
