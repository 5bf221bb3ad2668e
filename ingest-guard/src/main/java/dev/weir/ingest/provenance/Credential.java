package dev.weir.ingest.provenance;

import static java.util.Objects.requireNonNull;

import dev.weir.tenancy.chunk.Sha256;

/** What a content credential in a text is worth. A text without one has none of these. */
public sealed interface Credential {

    /** The stable name used in output. */
    String code();

    /** The name, and of one that does not count why. */
    default String summary() {
        return code();
    }

    /**
     * The text is the one that was signed, by somebody whom an anchor of the operator's vouches for.
     *
     * @param anchor digest of that anchor's certificate
     */
    record TrustedSigner(Signed signed, Sha256 anchor) implements Credential {
        public TrustedSigner {
            requireNonNull(signed, "signed is null");
            requireNonNull(anchor, "anchor is null");
        }

        @Override
        public String code() {
            return "trusted-signer";
        }
    }

    /** The text is the one that was signed, and nobody knows by whom: integrity only. */
    record UnknownSigner(Signed signed) implements Credential {
        public UnknownSigner {
            requireNonNull(signed, "signed is null");
        }

        @Override
        public String code() {
            return "unknown-signer";
        }
    }

    /** There is something in the form of a credential, and it does not count. */
    record NotVerified(CredentialFault fault) implements Credential {
        public NotVerified {
            requireNonNull(fault, "fault is null");
        }

        @Override
        public String code() {
            return "not-verified";
        }

        @Override
        public String summary() {
            return code() + ", " + fault.code();
        }
    }

    /**
     * A signature that holds. Digests and a code: whatever a manifest says in words is untrusted text.
     *
     * @param manifest digest of the whole manifest store
     * @param certificate digest of the signer's certificate
     * @param algorithm of the signature
     */
    record Signed(Sha256 manifest, Sha256 certificate, SignatureAlgorithm algorithm) {
        public Signed {
            requireNonNull(manifest, "manifest is null");
            requireNonNull(certificate, "certificate is null");
            requireNonNull(algorithm, "algorithm is null");
        }
    }
}
