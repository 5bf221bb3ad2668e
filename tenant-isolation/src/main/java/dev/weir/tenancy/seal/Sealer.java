package dev.weir.tenancy.seal;

import static java.util.Objects.requireNonNull;

import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.chunk.ChunkFacts;
import dev.weir.tenancy.chunk.ChunkId;
import dev.weir.tenancy.chunk.LeafSalt;
import dev.weir.tenancy.chunk.Provenance;
import dev.weir.tenancy.chunk.Sha256;
import dev.weir.tenancy.heads.DocumentHead;
import dev.weir.tenancy.keys.TenantDigests;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns admitted chunks into sealed ones: the only mint of {@link SealedChunk} and {@link SealedDocument}. Thread-safe.
 *
 * <h2>Guarantees</h2>
 *
 * <ul>
 *   <li>Tenant, audience, uploader and trust are the write grant's, whatever the draft says elsewhere. In what is
 *       sealed again they are what was verified.
 *   <li>The seal binds the exact text, its place, its provenance and, where asked, its vector.
 * </ul>
 *
 * <h2>Not guaranteed</h2>
 *
 * <p>That a sealed document counts: it does from when its head is published in the tenant's log.
 */
public final class Sealer {
    private final TenantDigests digests;
    private final InstantSource clock;

    /** @param digests salts the leaves */
    public Sealer(TenantDigests digests, InstantSource clock) {
        this.digests = requireNonNull(digests, "digests is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    /**
     * Seals one version of a document.
     *
     * @throws dev.weir.tenancy.WriteRefusedException if the grant is for another action or has expired
     * @throws dev.weir.tenancy.keys.KeyUnavailableException if the tenant has no key to salt with
     * @throws IllegalArgumentException if a fact is out of its range
     */
    public SealedDocument seal(WriteGrant grant, DocumentDraft draft) {
        WriteAction action = grant.action() == WriteAction.RELEASE ? WriteAction.RELEASE : WriteAction.INGEST;
        grant.require(grant.tenant(), action, clock.instant());
        LeafSalt salt = digests.saltOf(grant.tenant(), draft.document(), draft.version());
        List<Leaf> leaves = new ArrayList<>(draft.chunks().size());
        for (ChunkDraft chunk : draft.chunks()) {
            leaves.add(new Leaf(facts(grant, draft, salt, chunk, leaves.size()), chunk.text(), chunk.vector()));
        }
        MerkleTree tree = tree(leaves);
        DocumentHead head = new DocumentHead(
                grant.tag(),
                draft.document(),
                draft.version(),
                leaves.size(),
                tree.root(),
                grant.trust(),
                grant.principal().subject(),
                draft.expiresAt(),
                draft.stamp());
        return new SealedDocument(head, chunks(leaves, tree));
    }

    /**
     * Seals verified text again as the next version of its document, with the drafts' vectors: everything else stays what
     * seals and head say, so that no verdict is made anew.
     *
     * @param drafts chunks of one document, verified under one head, in the order they shall have; at least one, and one
     *     may come more than once
     * @throws dev.weir.tenancy.WriteRefusedException if the grant is for another tenant or action or has expired
     * @throws dev.weir.tenancy.keys.KeyUnavailableException if the tenant has no key to salt with
     * @throws IllegalArgumentException if the chunks were verified under different heads, or there are none or too many
     */
    public SealedDocument reseal(WriteGrant grant, List<ResealDraft> drafts) {
        if (drafts.isEmpty() || drafts.size() > DocumentDraft.MAX_CHUNKS) {
            throw new IllegalArgumentException(
                    "a document has 1-" + DocumentDraft.MAX_CHUNKS + " chunks, got " + drafts.size());
        }
        DocumentHead before = drafts.getFirst().chunk().head();
        grant.require(before.tenant(), WriteAction.INGEST, clock.instant());
        long version = before.version() + 1;
        LeafSalt salt = digests.saltOf(before.tenant(), before.document(), version);
        List<Leaf> leaves = new ArrayList<>(drafts.size());
        for (ResealDraft draft : drafts) {
            if (!draft.chunk().head().equals(before)) {
                throw new IllegalArgumentException("the chunks were verified under different heads");
            }
            ChunkFacts was = draft.chunk().facts();
            ChunkFacts facts = new ChunkFacts(
                    new ChunkId(before.tenant(), before.document(), version, leaves.size()),
                    salt,
                    was.text(),
                    draft.embedding(),
                    was.provenance(),
                    was.redactions());
            leaves.add(new Leaf(facts, draft.chunk().text(), draft.vector()));
        }
        MerkleTree tree = tree(leaves);
        DocumentHead head = new DocumentHead(
                before.tag(),
                before.document(),
                version,
                leaves.size(),
                tree.root(),
                before.trust(),
                before.attester(),
                before.expiresAt(),
                before.stamp());
        return new SealedDocument(head, chunks(leaves, tree));
    }

    private static MerkleTree tree(List<Leaf> leaves) {
        return new MerkleTree(
                leaves.stream().map(leaf -> MerkleTree.leaf(leaf.bytes())).toList());
    }

    private static List<SealedChunk> chunks(List<Leaf> leaves, MerkleTree tree) {
        List<SealedChunk> chunks = new ArrayList<>(leaves.size());
        for (int i = 0; i < leaves.size(); i++) {
            Leaf leaf = leaves.get(i);
            String seal = SealFormatV1.seal(leaf.bytes(), leaves.size(), tree.path(i));
            chunks.add(new SealedChunk(leaf.facts(), leaf.text(), leaf.vector(), seal));
        }
        return chunks;
    }

    private static ChunkFacts facts(
            WriteGrant grant, DocumentDraft draft, LeafSalt salt, ChunkDraft chunk, int ordinal) {
        return new ChunkFacts(
                new ChunkId(grant.tenant(), draft.document(), draft.version(), ordinal),
                salt,
                Sha256.ofText(chunk.text()),
                chunk.embedding(),
                new Provenance(
                        draft.source(),
                        grant.principal().subject(),
                        draft.batch(),
                        chunk.location(),
                        chunk.start(),
                        chunk.end(),
                        draft.pipeline()),
                chunk.redactions());
    }

    /** What is bound of one chunk, and what goes to the store with it. */
    @SuppressWarnings("ArrayRecordComponent") // never compared, never shared
    private record Leaf(ChunkFacts facts, byte[] bytes, String text, float[] vector) {
        Leaf(ChunkFacts facts, String text, float[] vector) {
            this(facts, SealFormatV1.leaf(facts), text, vector);
        }
    }
}
