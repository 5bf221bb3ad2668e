package dev.weir.ingest.reembed;

import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.chunk.ChunkId;
import dev.weir.tenancy.chunk.EmbeddingBinding;
import dev.weir.tenancy.heads.DocumentHead;
import dev.weir.tenancy.seal.SealCheck;
import dev.weir.tenancy.seal.SealFault;
import dev.weir.tenancy.seal.VerifiedChunk;
import dev.weir.tenancy.store.ChunkStore;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What one index holds, every row verified. */
final class Survey {
    private final Map<DocumentKey, Rows> intact = new HashMap<>();
    private final Set<DocumentKey> stale = new HashSet<>();
    private final Set<DocumentKey> revoked = new HashSet<>();
    private final Set<String> models = new TreeSet<>();

    private Survey() {}

    static Survey of(ChunkStore index, Eyes eyes) {
        Survey survey = new Survey();
        index.forEach(eyes.opening(), row -> survey.take(row, eyes.check(row)));
        return survey;
    }

    /** Which chunks of the document, whose current head this is, are there and intact. */
    Part partOf(DocumentKey document, DocumentHead head) {
        Rows rows = intact.get(document);
        return rows == null ? Part.NONE : Part.of(rows.count(), rows.first(), rows.last(), head.treeSize());
    }

    /** Whether there are rows that name the document and do not count. */
    boolean holdsStale(DocumentKey document) {
        return stale.contains(document);
    }

    /** Whether the document's source or batch was revoked, and so none of its rows counts. */
    boolean isRevoked(DocumentKey document) {
        return revoked.contains(document) && !intact.containsKey(document);
    }

    /** The models of all intact rows. */
    Set<String> models() {
        return models;
    }

    private void take(Candidate row, SealCheck check) {
        switch (check) {
            case SealCheck.Intact checked -> {
                VerifiedChunk chunk = checked.chunk();
                int ordinal = chunk.id().ordinal();
                intact.merge(DocumentKey.of(chunk.id()), new Rows(1, ordinal, ordinal), Rows::with);
                switch (chunk.facts().embedding()) {
                    case EmbeddingBinding.Exact exact -> models.add(exact.model());
                    case EmbeddingBinding.StoredForm stored -> models.add(stored.model());
                    case EmbeddingBinding.Absent absent -> {}
                }
            }
            case SealCheck.OutOfScope outside -> stale.add(DocumentKey.of(outside.chunk()));
            case SealCheck.Broken broken -> {
                row.id().flatMap(ChunkId::parse).map(DocumentKey::of).ifPresent(stale::add);
                if (broken.fault() == SealFault.REVOKED && broken.claim() instanceof SealCheck.Claim.Visible named) {
                    revoked.add(DocumentKey.of(named.chunk()));
                }
            }
        }
    }

    /** Intact rows of one document, by ordinal. */
    private record Rows(int count, int first, int last) {
        Rows with(Rows other) {
            return new Rows(count + other.count, Math.min(first, other.first), Math.max(last, other.last));
        }
    }
}
