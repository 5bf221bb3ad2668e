package dev.weir.ingest;

import dev.weir.ingest.admission.Arrival;
import dev.weir.ingest.admission.ArrivingChunk;
import dev.weir.ingest.admission.Replaced;
import dev.weir.ingest.quarantine.Review;
import dev.weir.ingest.quarantine.Ticket;
import dev.weir.models.embed.PrecomputedEmbeddings;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.chunk.ChunkId;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.chunk.ScanStamp;
import dev.weir.tenancy.chunk.SourceRef;
import dev.weir.tenancy.heads.DocumentHead;
import dev.weir.tenancy.seal.ChunkDraft;
import dev.weir.tenancy.store.Erasure;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Says what screens of the corpus need to know of documents that are about to be sealed. */
final class Arrivals {
    /** No version has this number, so that all of them are others. */
    private static final long NO_VERSION = 0;

    private final String model;
    private final IngestTargets targets;
    private final InstantSource clock;

    Arrivals(String model, IngestTargets targets, InstantSource clock) {
        this.model = model;
        this.targets = targets;
        this.clock = clock;
    }

    Arrival of(Submission submission, WriteGrant grant, List<ChunkDraft> drafts, Optional<DocumentHead> standing) {
        return of(submission.document(), submission.source(), submission.embeddings(), grant, drafts, standing);
    }

    /** Of what is released, which was embedded anew. */
    Arrival of(Ticket ticket, WriteGrant grant, List<ChunkDraft> drafts, Optional<DocumentHead> standing) {
        return of(ticket.document(), ticket.source(), PrecomputedEmbeddings.none(), grant, drafts, standing);
    }

    private Arrival of(
            DocumentId document,
            SourceRef source,
            PrecomputedEmbeddings brought,
            WriteGrant grant,
            List<ChunkDraft> drafts,
            Optional<DocumentHead> standing) {
        List<ArrivingChunk> chunks = drafts.stream()
                .map(draft -> new ArrivingChunk(
                        draft.text(),
                        draft.vector(),
                        brought.isFor(draft.text()) ? ArrivingChunk.Origin.BROUGHT : ArrivingChunk.Origin.EMBEDDED))
                .toList();
        return new Arrival(
                grant.tenant(),
                document,
                grant.principal().subject(),
                source,
                grant.trust(),
                clock.instant(),
                model,
                chunks,
                standing.map(head -> new Replaced(vouchers(head), () -> texts(grant, head))));
    }

    /** A release is signed by the reviewer; whoever had uploaded the document vouched for it as well. */
    private Set<String> vouchers(DocumentHead head) {
        Set<String> vouchers = new HashSet<>(Set.of(head.attester()));
        if (head.stamp().outcome() == ScanStamp.Outcome.RELEASED) {
            released(head.tenant(), head).ifPresent(ticket -> vouchers.add(ticket.uploader()));
        }
        return vouchers;
    }

    private Optional<Ticket> released(TenantId tenant, DocumentHead head) {
        return targets.quarantine().list(tenant).stream()
                .filter(review -> review.ticket().document().equals(head.document())
                        && review instanceof Review.Released released
                        && released.release().version() == head.version())
                .map(Review::ticket)
                .findFirst();
    }

    private List<String> texts(WriteGrant grant, DocumentHead head) {
        TreeMap<Integer, String> texts = new TreeMap<>();
        targets.chunks()
                .forEach(
                        grant,
                        new Erasure.OtherVersions(head.document(), NO_VERSION),
                        row -> row.id()
                                .flatMap(ChunkId::parse)
                                .filter(id -> id.document().equals(head.document()) && id.version() == head.version())
                                .ifPresent(id -> texts.put(id.ordinal(), textOf(row))));
        return List.copyOf(texts.values());
    }

    private static String textOf(Candidate row) {
        return row.text().orElse("");
    }
}
