package dev.weir.tenancy.seal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.chunk.ChunkFacts;
import dev.weir.tenancy.chunk.ChunkId;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.chunk.EmbeddingBinding;
import dev.weir.tenancy.chunk.LeafSalt;
import dev.weir.tenancy.chunk.Provenance;
import dev.weir.tenancy.chunk.Redaction;
import dev.weir.tenancy.chunk.Sha256;
import dev.weir.tenancy.chunk.SourceRef;
import dev.weir.tenancy.internal.CanonicalReader;
import dev.weir.tenancy.internal.CanonicalWriter;
import dev.weir.tenancy.internal.MalformedBytesException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** The bytes of leaves and seals, format 1, as {@code docs/formats/seal-v1.md} specifies them. */
final class SealFormatV1 {
    /** The longest seal, in characters. */
    static final int MAX_SEAL_CHARACTERS = 4 * 1024;

    private static final byte[] LEAF_HEADER = "WEIR-LEAF 1\n".getBytes(US_ASCII);
    private static final byte[] SEAL_HEADER = "WEIR-SEAL 1\n".getBytes(US_ASCII);

    private SealFormatV1() {}

    /** What a seal string says: the facts, their exact bytes, and the way from their leaf to a root. */
    @SuppressWarnings("ArrayRecordComponent") // never compared, never shared
    record Decoded(ChunkFacts facts, byte[] leaf, int treeSize, List<Sha256> path) {}

    /** The bytes of a leaf; the index in the tree is the facts' ordinal. */
    static byte[] leaf(ChunkFacts facts) {
        ChunkId id = facts.id();
        CanonicalWriter out = new CanonicalWriter()
                .fixed(LEAF_HEADER)
                .string(id.tenant().value())
                .string(id.document().value())
                .u63(id.version())
                .u31(id.ordinal())
                .fixed(facts.salt().bytes())
                .fixed(facts.text().bytes());
        switch (facts.embedding()) {
            case EmbeddingBinding.Absent absent -> out.u8(0);
            case EmbeddingBinding.StoredForm stored ->
                out.u8(1).string(stored.model()).u16(stored.dimension());
            case EmbeddingBinding.Exact exact ->
                out.u8(2)
                        .string(exact.model())
                        .u16(exact.dimension())
                        .fixed(exact.digest().bytes());
        }
        Provenance provenance = facts.provenance();
        out.string(provenance.source().uri())
                .string(provenance.uploader())
                .string(provenance.batch())
                .string(provenance.location())
                .u31(provenance.start())
                .u31(provenance.end())
                .string(provenance.pipeline())
                .u8(facts.redactions().size());
        for (Redaction redaction : facts.redactions()) {
            out.u31(redaction.start())
                    .u31(redaction.end())
                    .fixed(redaction.original().bytes());
        }
        return out.toByteArray();
    }

    /** @throws IllegalArgumentException if the seal would be too long */
    static String seal(byte[] leaf, int treeSize, List<Sha256> path) {
        CanonicalWriter out = new CanonicalWriter()
                .fixed(SEAL_HEADER)
                .blob(leaf)
                .u31(treeSize)
                .u8(path.size());
        path.forEach(node -> out.fixed(node.bytes()));
        String seal = Base64.getUrlEncoder().withoutPadding().encodeToString(out.toByteArray());
        if (seal.length() > MAX_SEAL_CHARACTERS) {
            throw new IllegalArgumentException("a seal has at most " + MAX_SEAL_CHARACTERS + " characters, got "
                    + seal.length() + "; shorten source and location");
        }
        return seal;
    }

    static Decoded decode(String seal) throws MalformedBytesException {
        if (seal.length() > MAX_SEAL_CHARACTERS) {
            throw new MalformedBytesException("a seal has at most " + MAX_SEAL_CHARACTERS + " characters");
        }
        CanonicalReader in = new CanonicalReader(bytes(seal));
        if (!Arrays.equals(in.fixed(SEAL_HEADER.length), SEAL_HEADER)) {
            throw new MalformedBytesException("the seal is of another format");
        }
        byte[] leaf = in.blob();
        int treeSize = in.u31();
        int nodes = in.u8();
        List<Sha256> path = new ArrayList<>(nodes);
        for (int i = 0; i < nodes; i++) {
            path.add(Sha256.fromBytes(in.fixed(Sha256.BYTES)));
        }
        in.end();
        try {
            return new Decoded(facts(leaf), leaf, treeSize, path);
        } catch (IllegalArgumentException e) {
            throw new MalformedBytesException("the seal holds a value out of range", e);
        }
    }

    private static ChunkFacts facts(byte[] leaf) throws MalformedBytesException {
        CanonicalReader in = new CanonicalReader(leaf);
        if (!Arrays.equals(in.fixed(LEAF_HEADER.length), LEAF_HEADER)) {
            throw new MalformedBytesException("the leaf is of another format");
        }
        ChunkId id = new ChunkId(new TenantId(in.string()), new DocumentId(in.string()), in.u63(), in.u31());
        LeafSalt salt = LeafSalt.fromBytes(in.fixed(LeafSalt.BYTES));
        Sha256 text = Sha256.fromBytes(in.fixed(Sha256.BYTES));
        EmbeddingBinding embedding = switch (in.u8()) {
            case 0 -> new EmbeddingBinding.Absent();
            case 1 -> new EmbeddingBinding.StoredForm(in.string(), in.u16());
            case 2 -> new EmbeddingBinding.Exact(in.string(), in.u16(), Sha256.fromBytes(in.fixed(Sha256.BYTES)));
            default -> throw new MalformedBytesException("unknown embedding binding");
        };
        Provenance provenance = new Provenance(
                new SourceRef(in.string()), in.string(), in.string(), in.string(), in.u31(), in.u31(), in.string());
        int count = in.u8();
        List<Redaction> redactions = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            redactions.add(new Redaction(in.u31(), in.u31(), Sha256.fromBytes(in.fixed(Sha256.BYTES))));
        }
        in.end();
        return new ChunkFacts(id, salt, text, embedding, provenance, redactions);
    }

    /** Decodes base64url (RFC 4648, section 5) without padding, in its one canonical spelling. */
    private static byte[] bytes(String seal) throws MalformedBytesException {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(seal);
            // The JDK's decoder forgives padding and stray low bits.
            if (!Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(seal)) {
                throw new MalformedBytesException("the seal is not canonical base64url");
            }
            return bytes;
        } catch (IllegalArgumentException e) {
            throw new MalformedBytesException("the seal is not base64url", e);
        }
    }
}
