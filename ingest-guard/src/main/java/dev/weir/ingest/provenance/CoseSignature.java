package dev.weir.ingest.provenance;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The signature of a claim: COSE_Sign1 (RFC 9052) with a payload that is kept apart and the certificates in its header.
 */
final class CoseSignature {
    private static final int TAG = 18;
    private static final String ALGORITHM = "1";
    private static final String CRITICAL = "2";
    private static final String CHAIN = "33";
    private static final String NAMED_CHAIN = "x5chain";
    private static final int MAX_CERTIFICATES = 8;

    private final byte[] protectedHeader;
    private final SignatureAlgorithm algorithm;
    private final List<byte[]> certificates;
    private final byte[] signature;

    /**
     * @param protectedHeader the bytes of the header that the signature covers
     * @param certificates as they are written, the signer's first
     */
    private CoseSignature(
            byte[] protectedHeader, SignatureAlgorithm algorithm, List<byte[]> certificates, byte[] signature) {
        this.protectedHeader = protectedHeader;
        this.algorithm = algorithm;
        this.certificates = certificates;
        this.signature = signature;
    }

    SignatureAlgorithm algorithm() {
        return algorithm;
    }

    static CoseSignature read(byte[] bytes) throws NotVerifiedException {
        JsonNode parts = Cbor.array(bytes, TAG);
        if (parts.size() != 4 || !parts.path(1).isObject() || !parts.path(2).isNull()) {
            throw new NotVerifiedException(CredentialFault.MALFORMED);
        }
        byte[] protectedBytes = Cbor.bytes(parts.path(0));
        JsonNode header = Cbor.map(protectedBytes);
        JsonNode unprotected = parts.path(1);
        if (header.has(CRITICAL) || unprotected.has(CRITICAL)) {
            throw new NotVerifiedException(CredentialFault.UNSUPPORTED);
        }
        SignatureAlgorithm algorithm = SignatureAlgorithm.ofCose(Cbor.number(header.path(ALGORITHM)))
                .orElseThrow(() -> new NotVerifiedException(CredentialFault.ALGORITHM));
        return new CoseSignature(
                protectedBytes, algorithm, certificates(header, unprotected), Cbor.bytes(parts.path(3)));
    }

    /** The number wins over the name; the same one in both headers would be two signers. */
    private static List<byte[]> certificates(JsonNode header, JsonNode unprotected) throws NotVerifiedException {
        for (String key : List.of(CHAIN, NAMED_CHAIN)) {
            if (header.has(key) && unprotected.has(key)) {
                throw new NotVerifiedException(CredentialFault.MALFORMED);
            }
            JsonNode chain = header.has(key) ? header.path(key) : unprotected.path(key);
            if (!chain.isMissingNode()) {
                return chain(chain);
            }
        }
        throw new NotVerifiedException(CredentialFault.CERTIFICATE);
    }

    private static List<byte[]> chain(JsonNode chain) throws NotVerifiedException {
        if (!chain.isArray()) {
            return List.of(Cbor.bytes(chain));
        }
        if (chain.isEmpty() || chain.size() > MAX_CERTIFICATES) {
            throw new NotVerifiedException(CredentialFault.CERTIFICATE);
        }
        List<byte[]> certificates = new ArrayList<>();
        for (JsonNode each : chain) {
            certificates.add(Cbor.bytes(each));
        }
        return certificates;
    }

    /**
     * The chain whose first certificate made this signature of a claim and may do so at a time.
     *
     * @throws NotVerifiedException if it did not, or may not
     */
    SignerChain verify(byte[] claim, Instant at) throws NotVerifiedException {
        SignerChain chain = SignerChain.read(certificates);
        chain.requireSignerOfContent(at);
        if (!algorithm.fits(chain.signer().getPublicKey())) {
            throw new NotVerifiedException(CredentialFault.ALGORITHM);
        }
        try {
            byte[] signed = Cbor.signatureStructure(protectedHeader, claim);
            if (algorithm.verifies(chain.signer().getPublicKey(), signed, signature)) {
                return chain;
            }
        } catch (GeneralSecurityException e) {
            throw new NotVerifiedException(CredentialFault.SIGNATURE, e);
        }
        throw new NotVerifiedException(CredentialFault.SIGNATURE);
    }
}
