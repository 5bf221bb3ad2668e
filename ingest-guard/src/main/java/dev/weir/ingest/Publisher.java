package dev.weir.ingest;

import dev.weir.models.embed.Embedder;
import dev.weir.models.embed.Embeddings;
import dev.weir.models.embed.PrecomputedEmbeddings;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.chunk.EmbeddingBinding;
import dev.weir.tenancy.chunk.ScanStamp;
import dev.weir.tenancy.chunk.Sha256;
import dev.weir.tenancy.heads.DocumentHead;
import dev.weir.tenancy.heads.HeadLookup;
import dev.weir.tenancy.seal.ChunkDraft;
import dev.weir.tenancy.seal.DocumentDraft;
import dev.weir.tenancy.seal.SealedDocument;
import dev.weir.tenancy.seal.Sealer;
import dev.weir.tenancy.store.Erasure;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Embeds, seals, stores and publishes.
 *
 * <p>The order is: rows of the new version, then the head that makes them count, then the old rows go. After a crash
 * between the first two steps the old version still serves and the next attempt writes the same version again; after one
 * between the last two the new version serves and the next attempt only clears up. An attempt that would publish the head
 * that is current already publishes nothing, so a retry never makes a version.
 */
final class Publisher {
    /** The longest location that a seal takes. */
    private static final int MAX_LOCATION = 256;

    private final Embedder embedder;
    private final IngestTargets targets;
    private final Sealer sealer;

    /** Reading the log takes the reader's lock and then the log's, appending takes them the other way round. */
    private final Lock heads = new ReentrantLock();

    Publisher(Embedder embedder, IngestTargets targets, InstantSource clock) {
        this.embedder = embedder;
        this.targets = targets;
        this.sealer = new Sealer(targets.digests(), clock);
    }

    /** The head of a document that counts now. */
    Optional<DocumentHead> current(Submission submission, WriteGrant grant) {
        heads.lock();
        try {
            targets.heads().refresh(grant.tenant());
        } finally {
            heads.unlock();
        }
        return switch (targets.heads().lookup(grant.tenant(), submission.document())) {
            case HeadLookup.Current current -> Optional.of(current.head());
            case HeadLookup.Withdrawn withdrawn -> Optional.empty();
            case HeadLookup.None none -> Optional.empty();
        };
    }

    /** The last version that was published, 0 if none. */
    long lastVersion(Submission submission, WriteGrant grant) {
        return targets.heads().lastVersion(grant.tenant(), submission.document());
    }

    /**
     * What is to be sealed, with its vectors: those brought along where one is for this very text, the embedder's elsewhere.
     *
     * @throws dev.weir.models.embed.EmbeddingException if a vector is not to be had, or is none; nothing was written
     */
    List<ChunkDraft> drafts(List<ReadySegment> segments, PrecomputedEmbeddings brought) {
        List<float[]> vectors = Embeddings.of(
                brought.over(embedder),
                segments.stream().map(ReadySegment::text).toList());
        List<ChunkDraft> drafts = new ArrayList<>(segments.size());
        for (int i = 0; i < segments.size(); i++) {
            ReadySegment ready = segments.get(i);
            float[] vector = vectors.get(i);
            drafts.add(new ChunkDraft(
                    ready.text(),
                    location(ready.segment().location()),
                    ready.segment().start(),
                    ready.segment().end(),
                    ready.redactions(),
                    EmbeddingBinding.exact(embedder.modelId(), vector),
                    vector));
        }
        return drafts;
    }

    /** The document as it is now, if sealing these drafts again gives the very head that counts. */
    Optional<SealedDocument> resealed(
            Submission submission,
            WriteGrant grant,
            String pipeline,
            ScanStamp stamp,
            List<ChunkDraft> drafts,
            DocumentHead current) {
        SealedDocument again = sealer.seal(grant, draft(submission, current.version(), pipeline, stamp, drafts));
        return again.head().equals(current) ? Optional.of(again) : Optional.empty();
    }

    /** Seals the next version and makes it the current one. */
    DocumentHead publish(
            Submission submission, WriteGrant grant, String pipeline, ScanStamp stamp, List<ChunkDraft> drafts) {
        long version = lastVersion(submission, grant) + 1;
        SealedDocument sealed = sealer.seal(grant, draft(submission, version, pipeline, stamp, drafts));
        targets.chunks().write(grant, sealed, submission.attributes());
        heads.lock();
        try {
            targets.log().publish(grant, sealed.head());
        } finally {
            heads.unlock();
        }
        if (version > 1) {
            clear(grant, sealed.head());
        }
        return sealed.head();
    }

    /** Writes again what should be there already: the store may have lost it, or the old rows may still be there. */
    DocumentHead repair(Submission submission, WriteGrant grant, SealedDocument sealed) {
        targets.chunks().write(grant, sealed, submission.attributes());
        clear(grant, sealed.head());
        return sealed.head();
    }

    /** Rows of other versions verify no more; under a release grant they stay until the next ingest. */
    void clear(WriteGrant grant, DocumentHead head) {
        if (grant.action() == WriteAction.INGEST) {
            targets.chunks().erase(grant, new Erasure.OtherVersions(head.document(), head.version()));
        }
    }

    private static DocumentDraft draft(
            Submission submission, long version, String pipeline, ScanStamp stamp, List<ChunkDraft> drafts) {
        return new DocumentDraft(
                submission.document(),
                version,
                submission.source(),
                submission.batch(),
                pipeline,
                submission.expiresAt(),
                stamp,
                drafts);
    }

    private static String location(String location) {
        return location.length() <= MAX_LOCATION
                ? location
                : "part-sha256:" + Sha256.ofText(location).hex();
    }
}
