package dev.weir.ingest.reembed;

import static java.util.Objects.requireNonNull;

import dev.weir.ingest.reembed.Gathering.Whole;
import dev.weir.ingest.reembed.ReembedOutcome.Obstacle;
import dev.weir.models.embed.Embedder;
import dev.weir.models.embed.Embeddings;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.chunk.EmbeddingBinding;
import dev.weir.tenancy.heads.DocumentHead;
import dev.weir.tenancy.heads.HeadLogWriter;
import dev.weir.tenancy.heads.HeadReader;
import dev.weir.tenancy.keys.TenantDigests;
import dev.weir.tenancy.seal.DocumentDraft;
import dev.weir.tenancy.seal.ResealDraft;
import dev.weir.tenancy.seal.SealVerifier;
import dev.weir.tenancy.seal.SealedDocument;
import dev.weir.tenancy.seal.Sealer;
import dev.weir.tenancy.seal.VerifiedChunk;
import dev.weir.tenancy.store.ChunkStore;
import dev.weir.tenancy.store.Erasure;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Changes the embedder of an index that is in use. One run at a time; a run that was stopped goes on when another is
 * started with the same pair.
 *
 * <p>A seal binds a vector, so a new vector takes a new version, and one moment cannot change a pointer and every head.
 * So every document gets two: first a version whose tree holds each chunk twice, with the old vector for the first index
 * and with the new one for the second. Once all documents stand like that, whole in both indexes, the switch changes no
 * head at all. After it every document gets a version of the new vectors alone, in the second index, and the first one
 * goes. Each of these versions is an ordinary replacement: rows, head, old rows.
 *
 * <h2>Guarantees</h2>
 *
 * <ul>
 *   <li>At every moment, whatever is killed, each document that counts is answered by exactly one version, whole and by
 *       vector, in the index that queries go to.
 *   <li>Text, place, provenance, redactions, audience, trust, attester, expiry and stamp stay what the old seals and heads
 *       say. Nothing is scanned, and what does not verify is not carried.
 *   <li>The switch is not made, and the first index not dropped, while anything that may be served, now or later, is
 *       missing from the second.
 * </ul>
 *
 * <h2>Not guaranteed</h2>
 *
 * <ul>
 *   <li>Anything about documents that are ingested, released or relabelled while a run is under way: hold that back.
 *       Between runs it is safe.
 *   <li>That a question under way while its document's head is published finds it, or a reader that lags behind the log
 *       for as long as it lags: as at any replacement, and here twice.
 *   <li>That a released document's ticket, or one that waits, still names the current version: versions go up by two.
 *   <li>Small memory where a store shows the rows of many documents in turn.
 * </ul>
 */
public final class Reembedding {
    private final Embedder embedder;
    private final HeadReader heads;
    private final HeadLogWriter log;
    private final Sealer sealer;
    private final SealVerifier verifier;
    private final InstantSource clock;

    /**
     * @param embedder makes the vectors of the second index
     * @param heads follows the log that {@code log} writes to
     */
    public Reembedding(
            Embedder embedder, HeadReader heads, HeadLogWriter log, TenantDigests digests, InstantSource clock) {
        this.embedder = requireNonNull(embedder, "embedder is null");
        this.heads = requireNonNull(heads, "heads is null");
        this.log = requireNonNull(log, "log is null");
        this.clock = requireNonNull(clock, "clock is null");
        this.sealer = new Sealer(digests, clock);
        this.verifier = new SealVerifier(heads, clock);
    }

    /**
     * Goes on from where the pair is, to the end.
     *
     * @throws RuntimeException of stores, head log, keys or embedder if one of them is broken; another run goes on
     */
    public ReembedOutcome run(IndexPair indexes, ReembedLeave leave, ReembedListener listener) {
        return new Run(indexes, leave, listener).go();
    }

    /** One call of {@link #run}. */
    private final class Run {
        private final IndexPair indexes;
        private final ReembedLeave leave;
        private final ReembedListener listener;
        private final Eyes eyes;
        private final Set<String> from = new HashSet<>();

        Run(IndexPair indexes, ReembedLeave leave, ReembedListener listener) {
            this.indexes = requireNonNull(indexes, "indexes is null");
            this.leave = requireNonNull(leave, "leave is null");
            this.listener = requireNonNull(listener, "listener is null");
            this.eyes = new Eyes(leave.opening(), verifier, leave.scope());
        }

        ReembedOutcome go() {
            if (indexes.stage() == IndexPair.Stage.BUILDING) {
                Optional<ReembedOutcome> blocked = build();
                if (blocked.isPresent()) {
                    return blocked.get();
                }
                indexes.switchOver();
            }
            return leaveFirst();
        }

        /** Until every document stands in both indexes. */
        private Optional<ReembedOutcome> build() {
            Survey second = survey(indexes.second());
            Survey first = survey(indexes.first());
            from.addAll(first.models());
            Roll roll = roll(first);
            Set<DocumentKey> todo = new HashSet<>();
            for (DocumentKey document : roll.wanted()) {
                DocumentHead head = roll.head(document);
                if (first.partOf(document, head) == Part.WHOLE) {
                    todo.add(document);
                    if (head.treeSize() > DocumentDraft.MAX_CHUNKS / 2) {
                        roll.obstruct(Obstacle.TOO_LARGE, document);
                    }
                } else {
                    requireInBoth(roll, first, second, document);
                    clearLeftovers(indexes.first(), first, document, head);
                    clearLeftovers(indexes.second(), second, document, head);
                }
            }
            if (!Set.of(embedder.modelId()).containsAll(second.models())) {
                roll.wanted().stream()
                        .filter(document -> !todo.contains(document))
                        .forEach(document -> roll.obstruct(Obstacle.OTHER_MODEL, document));
            }
            if (!roll.obstructions().isEmpty()) {
                return blocked(roll);
            }
            listener.begins(IndexPair.Stage.BUILDING, todo.size());
            Gathering gathering = new Gathering(
                    eyes, todo::contains, chunk -> chunk.head().treeSize(), documents -> stand(documents, second));
            indexes.first().forEach(leave.opening(), gathering);
            gathering.handOn();
            return checkBoth();
        }

        private Optional<ReembedOutcome> checkBoth() {
            Survey second = survey(indexes.second());
            Survey first = survey(indexes.first());
            Roll roll = roll(first);
            roll.wanted().forEach(document -> requireInBoth(roll, first, second, document));
            return roll.obstructions().isEmpty() ? Optional.empty() : blocked(roll);
        }

        private void requireInBoth(Roll roll, Survey first, Survey second, DocumentKey document) {
            DocumentHead head = roll.head(document);
            if (first.partOf(document, head) != Part.LOWER || second.partOf(document, head) != Part.UPPER) {
                roll.obstruct(Obstacle.ROWS_MISSING, document);
            }
        }

        /** Gives documents of the first index a version that stands in both. */
        private void stand(List<Whole> documents, Survey second) {
            List<String> texts = documents.stream()
                    .flatMap(document -> document.rows().stream())
                    .map(row -> row.chunk().text())
                    .toList();
            List<float[]> vectors = Embeddings.of(embedder, texts);
            Map<TenantId, List<DocumentHead>> published = new TreeMap<>();
            int at = 0;
            for (Whole document : documents) {
                int chunks = document.rows().size();
                SealedDocument both = sealer.reseal(
                        leave.grants().apply(document.document().tenant()),
                        doubled(document, vectors.subList(at, at + chunks)));
                at += chunks;
                write(indexes.second(), both.part(chunks, 2 * chunks), document);
                write(indexes.first(), both.part(0, chunks), document);
                published
                        .computeIfAbsent(both.tenant(), tenant -> new ArrayList<>())
                        .add(both.head());
            }
            publish(published, head -> {
                clear(indexes.first(), head);
                clearLeftovers(indexes.second(), second, new DocumentKey(head.tenant(), head.document()), head);
            });
        }

        private List<ResealDraft> doubled(Whole document, List<float[]> vectors) {
            List<ResealDraft> drafts = new ArrayList<>(2 * vectors.size());
            for (Gathering.Row row : document.rows()) {
                drafts.add(asItIs(row));
            }
            for (int i = 0; i < vectors.size(); i++) {
                float[] vector = vectors.get(i);
                drafts.add(new ResealDraft(
                        document.rows().get(i).chunk(), EmbeddingBinding.exact(embedder.modelId(), vector), vector));
            }
            return drafts;
        }

        /** Until every document stands in the second index alone. */
        private ReembedOutcome leaveFirst() {
            Survey first = survey(indexes.first());
            Survey before = survey(indexes.second());
            Roll roll = roll(first);
            Set<DocumentKey> todo = new HashSet<>();
            for (DocumentKey document : roll.wanted()) {
                DocumentHead head = roll.head(document);
                switch (before.partOf(document, head)) {
                    // Already done, or ingested since the switch.
                    case WHOLE -> clearLeftovers(indexes.second(), before, document, head);
                    case UPPER -> todo.add(document);
                    case NONE, LOWER, OTHER -> roll.obstruct(Obstacle.ROWS_MISSING, document);
                }
            }
            if (!roll.obstructions().isEmpty()) {
                return new ReembedOutcome.Blocked(roll.obstructions());
            }
            listener.begins(IndexPair.Stage.SWITCHED, todo.size());
            Gathering gathering =
                    new Gathering(eyes, todo::contains, chunk -> chunk.head().treeSize() / 2, this::standAlone);
            indexes.second().forEach(leave.opening(), gathering);
            gathering.handOn();
            return drop(first);
        }

        /** Gives documents of both indexes a version that stands in the second alone. */
        private void standAlone(List<Whole> documents) {
            Map<TenantId, List<DocumentHead>> published = new TreeMap<>();
            for (Whole document : documents) {
                SealedDocument alone = sealer.reseal(
                        leave.grants().apply(document.document().tenant()),
                        document.rows().stream().map(this::asItIs).toList());
                write(indexes.second(), alone, document);
                published
                        .computeIfAbsent(alone.tenant(), tenant -> new ArrayList<>())
                        .add(alone.head());
            }
            publish(published, head -> clear(indexes.second(), head));
        }

        private ReembedOutcome drop(Survey first) {
            Survey second = survey(indexes.second());
            Roll roll = roll(first);
            long chunks = 0;
            for (DocumentKey document : roll.wanted()) {
                DocumentHead head = roll.head(document);
                if (second.partOf(document, head) != Part.WHOLE) {
                    roll.obstruct(Obstacle.ROWS_MISSING, document);
                }
                chunks += head.treeSize();
            }
            if (!roll.obstructions().isEmpty()) {
                return new ReembedOutcome.Blocked(roll.obstructions());
            }
            indexes.dropFirst();
            return new ReembedOutcome.Switched(
                    roll.wanted().size(), chunks, from, embedder.modelId(), roll.leftBehind());
        }

        private ResealDraft asItIs(Gathering.Row row) {
            VerifiedChunk chunk = row.chunk();
            EmbeddingBinding embedding = chunk.facts().embedding();
            float[] vector = switch (embedding) {
                case EmbeddingBinding.Exact exact -> chunk.vector().orElseThrow();
                case EmbeddingBinding.StoredForm stored -> row.row().vector().orElse(new float[0]);
                case EmbeddingBinding.Absent absent -> new float[0];
            };
            return new ResealDraft(chunk, embedding, vector);
        }

        private Survey survey(ChunkStore index) {
            leave.tenants().forEach(heads::refresh);
            return Survey.of(index, eyes);
        }

        /** @param first of the first index, which alone holds what is left behind */
        private Roll roll(Survey first) {
            return Roll.of(heads, leave.tenants(), clock.instant(), first::isRevoked);
        }

        private void write(ChunkStore index, SealedDocument sealed, Whole document) {
            index.write(leave.grants().apply(sealed.tenant()), sealed, document.attributes());
        }

        private void publish(Map<TenantId, List<DocumentHead>> published, Consumer<DocumentHead> then) {
            published.forEach((tenant, all) -> {
                log.publish(leave.grants().apply(tenant), all);
                heads.refresh(tenant);
            });
            published
                    .values()
                    .forEach(all -> all.forEach(head -> {
                        then.accept(head);
                        listener.finished(head);
                    }));
        }

        /** What a run that was stopped between a head and its clearing up has left. */
        private void clearLeftovers(ChunkStore index, Survey survey, DocumentKey document, DocumentHead head) {
            if (survey.holdsStale(document)) {
                clear(index, head);
            }
        }

        private void clear(ChunkStore index, DocumentHead head) {
            index.erase(
                    leave.grants().apply(head.tenant()), new Erasure.OtherVersions(head.document(), head.version()));
        }

        private static Optional<ReembedOutcome> blocked(Roll roll) {
            return Optional.of(new ReembedOutcome.Blocked(roll.obstructions()));
        }
    }
}
