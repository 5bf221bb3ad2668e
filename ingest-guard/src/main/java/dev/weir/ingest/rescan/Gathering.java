package dev.weir.ingest.rescan;

import dev.weir.ingest.SealedText;
import dev.weir.tenancy.AccessScope;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.chunk.ChunkId;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.chunk.Provenance;
import dev.weir.tenancy.chunk.SourceRef;
import dev.weir.tenancy.heads.DocumentHead;
import dev.weir.tenancy.seal.SealCheck;
import dev.weir.tenancy.seal.SealVerifier;
import dev.weir.tenancy.seal.VerifiedChunk;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Collects, in one pass over a store, the verified texts of documents: of as many as fit, and of those that were begun
 * to their end.
 */
final class Gathering {
    private final Map<DocumentId, DocumentHead> wanted;
    private final SealVerifier verifier;
    private final AccessScope scope;
    private final long budget;
    private final Map<DocumentId, Texts> begun = new LinkedHashMap<>();
    private long characters;
    private boolean full;

    /**
     * @param wanted of one tenant
     * @param budget once so many UTF-16 code units are held, no other document is begun
     */
    Gathering(Map<DocumentId, DocumentHead> wanted, SealVerifier verifier, AccessScope scope, long budget) {
        this.wanted = wanted;
        this.verifier = verifier;
        this.scope = scope;
        this.budget = budget;
    }

    /** Looks at one row; whatever is wrong with it, the row does not count. */
    void take(@Nullable Candidate row) {
        if (row == null) {
            return;
        }
        DocumentHead head =
                row.id().flatMap(ChunkId::parse).flatMap(this::wantedBy).orElse(null);
        if (head == null) {
            return;
        }
        if (characters >= budget && !begun.containsKey(head.document())) {
            full = true;
            return;
        }
        if (verifier.verifyAnyStamp(row, scope) instanceof SealCheck.Intact intact) {
            VerifiedChunk chunk = intact.chunk();
            characters += begun.computeIfAbsent(
                            head.document(),
                            document ->
                                    new Texts(head, chunk.facts().provenance().source()))
                    .add(chunk);
        }
    }

    /** The documents of which every chunk was found, with their texts. */
    List<Texts> whole() {
        return begun.values().stream().filter(Texts::isWhole).toList();
    }

    /** The documents of which chunks are missing or broken. */
    List<DocumentHead> broken() {
        List<DocumentHead> broken = new ArrayList<>();
        for (DocumentHead head : wanted.values()) {
            Texts texts = begun.get(head.document());
            if (texts == null ? !full : !texts.isWhole()) {
                broken.add(head);
            }
        }
        return broken;
    }

    private Optional<DocumentHead> wantedBy(ChunkId id) {
        return Optional.ofNullable(wanted.get(id.document()))
                .filter(head -> head.tenant().equals(id.tenant()) && head.version() == id.version());
    }

    /** The texts of one document. */
    static final class Texts {
        private final DocumentHead head;
        private final SourceRef source;
        private final Map<Integer, SealedText> chunks = new TreeMap<>();

        Texts(DocumentHead head, SourceRef source) {
            this.head = head;
            this.source = source;
        }

        DocumentHead head() {
            return head;
        }

        SourceRef source() {
            return source;
        }

        List<SealedText> chunks() {
            return List.copyOf(chunks.values());
        }

        boolean isWhole() {
            return chunks.size() == head.treeSize();
        }

        /** Returns how many code units came with it. */
        int add(VerifiedChunk chunk) {
            Provenance from = chunk.facts().provenance();
            SealedText text = new SealedText(from.location(), from.start(), from.end(), chunk.text());
            return chunks.put(chunk.id().ordinal(), text) == null ? chunk.text().length() : 0;
        }
    }
}
