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
 *   <li>Tenant, audience, uploader and trust are the write grant's, whatever the draft says elsewhere.
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
        List<ChunkFacts> facts = new ArrayList<>(draft.chunks().size());
        List<byte[]> leaves = new ArrayList<>(draft.chunks().size());
        for (ChunkDraft chunk : draft.chunks()) {
            ChunkFacts fact = facts(grant, draft, salt, chunk, facts.size());
            facts.add(fact);
            leaves.add(SealFormatV1.leaf(fact));
        }
        MerkleTree tree = new MerkleTree(leaves.stream().map(MerkleTree::leaf).toList());
        List<SealedChunk> chunks = new ArrayList<>(facts.size());
        for (int i = 0; i < facts.size(); i++) {
            ChunkDraft chunk = draft.chunks().get(i);
            String seal = SealFormatV1.seal(leaves.get(i), facts.size(), tree.path(i));
            chunks.add(new SealedChunk(facts.get(i), chunk.text(), chunk.vector(), seal));
        }
        DocumentHead head = new DocumentHead(
                grant.tag(),
                draft.document(),
                draft.version(),
                facts.size(),
                tree.root(),
                grant.trust(),
                grant.principal().subject(),
                draft.expiresAt(),
                draft.stamp());
        return new SealedDocument(head, chunks);
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
}
