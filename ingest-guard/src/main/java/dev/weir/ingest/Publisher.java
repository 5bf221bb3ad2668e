package dev.weir.ingest;

import dev.weir.ingest.quarantine.Ticket;
import dev.weir.models.embed.Embedder;
import dev.weir.models.embed.Embeddings;
import dev.weir.models.embed.PrecomputedEmbeddings;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.chunk.ScanStamp;
import dev.weir.tenancy.chunk.Sha256;
import dev.weir.tenancy.chunk.SourceRef;
import dev.weir.tenancy.heads.DocumentHead;
import dev.weir.tenancy.heads.HeadFault;
import dev.weir.tenancy.heads.HeadLookup;
import dev.weir.tenancy.seal.ChunkDraft;
import dev.weir.tenancy.seal.DocumentDraft;
import dev.weir.tenancy.seal.SealedDocument;
import dev.weir.tenancy.seal.Sealer;
import dev.weir.tenancy.store.Erasure;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

    /** What the log says of a document now. */
    HeadLookup lookup(TenantId tenant, DocumentId document) {
        heads.lock();
        try {
            targets.heads().refresh(tenant);
        } finally {
            heads.unlock();
        }
        return targets.heads().lookup(tenant, document);
    }

    /** The head that counts, or would again if nothing were held. */
    static Optional<DocumentHead> standing(HeadLookup now) {
        return switch (now) {
            case HeadLookup.Current current -> Optional.of(current.head());
            case HeadLookup.Withdrawn withdrawn -> suspended(withdrawn);
            case HeadLookup.None none -> Optional.empty();
        };
    }

    /** The head that a held successor withholds. */
    static Optional<DocumentHead> suspended(HeadLookup now) {
        return now instanceof HeadLookup.Withdrawn withdrawn && withdrawn.fault() == HeadFault.SUSPENDED
                ? Optional.of(withdrawn.last())
                : Optional.empty();
    }

    /** Withholds what is served of a document. */
    void suspend(WriteGrant grant, DocumentId document) {
        heads.lock();
        try {
            targets.log().suspend(grant, document);
        } finally {
            heads.unlock();
        }
    }

    /** Publishes a head; one that was published before is then served again. */
    void put(WriteGrant grant, DocumentHead head) {
        heads.lock();
        try {
            targets.log().publish(grant, head);
        } finally {
            heads.unlock();
        }
    }

    /** The last version that was published, 0 if none. */
    long lastVersion(TenantId tenant, DocumentId document) {
        return targets.heads().lastVersion(tenant, document);
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
                    targets.chunks().binding(embedder.modelId(), vector),
                    vector));
        }
        return drafts;
    }

    /** The document as it is now, if sealing these drafts again gives the very head that counts. */
    Optional<SealedDocument> resealed(
            Edition edition, WriteGrant grant, List<ChunkDraft> drafts, DocumentHead current) {
        SealedDocument again = sealer.seal(grant, edition.draft(current.version(), drafts));
        return again.head().equals(current) ? Optional.of(again) : Optional.empty();
    }

    /** Seals the next version and makes it the current one. */
    DocumentHead publish(Edition edition, WriteGrant grant, List<ChunkDraft> drafts) {
        long version = lastVersion(grant.tenant(), edition.document()) + 1;
        SealedDocument sealed = sealer.seal(grant, edition.draft(version, drafts));
        targets.chunks().write(grant, sealed, edition.attributes());
        put(grant, sealed.head());
        if (version > 1) {
            clear(grant, sealed.head());
        }
        return sealed.head();
    }

    /**
     * Writes again what should be there already: the store may have lost it, or the old rows may still be there. Publishes
     * only what a held successor withholds.
     */
    DocumentHead repair(Edition edition, WriteGrant grant, SealedDocument sealed, HeadLookup now) {
        targets.chunks().write(grant, sealed, edition.attributes());
        if (suspended(now).isPresent()) {
            put(grant, sealed.head());
        }
        clear(grant, sealed.head());
        return sealed.head();
    }

    /** Rows of other versions verify no more; under a release grant they stay until the next ingest. */
    void clear(WriteGrant grant, DocumentHead head) {
        if (grant.action() == WriteAction.INGEST) {
            targets.chunks().erase(grant, new Erasure.OtherVersions(head.document(), head.version()));
        }
    }

    private static String location(String location) {
        return location.length() <= MAX_LOCATION
                ? location
                : "part-sha256:" + Sha256.ofText(location).hex();
    }

    /**
     * What is sealed with every chunk of a version.
     *
     * @param stamp what the seal says of the scan
     */
    record Edition(
            DocumentId document,
            SourceRef source,
            String batch,
            String pipeline,
            Instant expiresAt,
            ScanStamp stamp,
            Map<String, String> attributes) {
        /** What was admitted of a submission. */
        static Edition of(Submission submission, Assessed assessed) {
            return new Edition(
                    submission.document(),
                    submission.source(),
                    submission.batch(),
                    assessed.pipeline(),
                    submission.expiresAt(),
                    assessed.admittedStamp(),
                    submission.attributes());
        }

        /** What a ticket holds. */
        static Edition of(Ticket ticket) {
            return new Edition(
                    ticket.document(),
                    ticket.source(),
                    ticket.batch(),
                    ticket.pipeline(),
                    ticket.expiresAt(),
                    ticket.stamp(),
                    ticket.attributes());
        }

        DocumentDraft draft(long version, List<ChunkDraft> drafts) {
            return new DocumentDraft(document, version, source, batch, pipeline, expiresAt, stamp, drafts);
        }
    }
}
