package dev.weir.adapters.langchain4j;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.data.document.Document;
import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.weir.ingest.ExternalText;
import dev.weir.ingest.IngestGuard;
import dev.weir.ingest.IngestOutcome;
import dev.weir.ingest.NotAdmittedException;
import dev.weir.ingest.Sources;
import dev.weir.ingest.Submission;
import dev.weir.ingest.WriteGrants;
import dev.weir.models.embed.Embedder;
import dev.weir.models.embed.PrecomputedEmbeddings;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.chunk.Sha256;
import dev.weir.tenancy.chunk.SourceRef;
import dev.weir.tenancy.heads.DocumentHead;
import dev.weir.tenancy.store.MetadataKeys;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Documents of LangChain4j's into an {@link IngestGuard}: scanned whole, then cut, embedded, sealed and stored. It stands
 * where an {@code EmbeddingStoreIngestor} stood; one that should stay writes through a {@link GuardedEmbeddingStore}.
 * Thread-safe.
 *
 * <h2>Guarantees</h2>
 *
 * <ul>
 *   <li>Tenant, audience and trust come from the {@link WriteGrants}; nothing in a document's metadata names them.
 *   <li>The text that is scanned is the text that is sealed. What is not admitted is not in the store.
 *   <li>Metadata becomes attributes to filter by and is never embedded, nor part of an answer.
 * </ul>
 *
 * <h2>Not guaranteed</h2>
 *
 * <ul>
 *   <li>What the application's loader and parser left out: hidden text that they dropped is neither found nor indexed, and
 *       what they flattened into the text is scanned as text. Give {@link IngestGuard} the file itself to have it read.
 *   <li>That vectors which an application brings along are its model's.
 * </ul>
 *
 * <p>Kept as attributes are strings, UUIDs, {@code int}s and {@code long}s whose key is an attribute's name and does not
 * begin with {@code weir_}; of segments, those that all segments of the document agree on.
 */
public final class GuardedIngestor {
    private final IngestGuard guard;
    private final Embedder embedder;
    private final WriteGrants grants;
    private final String batch;
    private final Function<Metadata, SourceRef> sources;
    private final @Nullable Consumer<IngestOutcome> outcomes;

    private GuardedIngestor(Builder builder) {
        this.guard = builder.guard;
        this.embedder = builder.embedder;
        this.grants = builder.grants;
        this.batch = builder.batch;
        this.sources = builder.sources;
        this.outcomes = builder.outcomes;
    }

    /**
     * Begins an ingestor.
     *
     * @param embedder the guard's own
     * @param batch names the ingest run, 1 to 64 characters
     */
    public static Builder builder(IngestGuard guard, Embedder embedder, WriteGrants grants, String batch) {
        return new Builder(guard, embedder, grants, batch);
    }

    /**
     * Ingests one document.
     *
     * @throws IllegalArgumentException if its metadata names no source
     * @throws NotAdmittedException if it was not admitted whole and nobody listens for outcomes
     */
    public IngestOutcome ingest(Document document) {
        return ingest(List.of(document)).getFirst();
    }

    /** Ingests documents one by one; one that is held does not stop the others. */
    public List<IngestOutcome> ingest(List<Document> documents) {
        List<SourceRef> named =
                documents.stream().map(each -> sources.apply(each.metadata())).toList();
        List<IngestOutcome> all = new ArrayList<>();
        for (int i = 0; i < documents.size(); i++) {
            Document document = documents.get(i);
            all.add(submit(
                    named.get(i),
                    ExternalText.of(document.text()),
                    attributes(List.of(document.metadata())),
                    PrecomputedEmbeddings.none()));
        }
        NotAdmittedException.unlessHeard(all, outcomes);
        return all;
    }

    /**
     * Ingests segments that somebody else cut and embedded. All segments of one source in one call are one document, in their
     * order; they replace what was there of it.
     *
     * @return the chunk id of each segment, or {@code held:} and the ticket, or {@code refused:} and the code
     */
    List<String> ingestSegments(List<Embedding> embeddings, List<TextSegment> segments) {
        if (embeddings.size() != segments.size()) {
            throw new IllegalArgumentException("there must be as many segments as embeddings, got " + segments.size()
                    + " and " + embeddings.size());
        }
        Map<SourceRef, List<Integer>> bySource = new LinkedHashMap<>();
        for (int i = 0; i < segments.size(); i++) {
            bySource.computeIfAbsent(sources.apply(segments.get(i).metadata()), source -> new ArrayList<>())
                    .add(i);
        }
        return ingestSegments(bySource, embeddings, segments);
    }

    /** Ingests one segment as a document of its own, so that segments added one by one do not replace each other. */
    String ingestAlone(Embedding embedding, TextSegment segment) {
        SourceRef source = sources.apply(segment.metadata());
        String digest = Sha256.ofText(segment.text()).hex().substring(0, 32);
        Map<SourceRef, List<Integer>> only =
                Map.of(new SourceRef(source.uri() + "#segment-sha256=" + digest), List.of(0));
        return ingestSegments(only, List.of(embedding), List.of(segment)).getFirst();
    }

    private List<String> ingestSegments(
            Map<SourceRef, List<Integer>> bySource, List<Embedding> embeddings, List<TextSegment> segments) {
        String[] ids = new String[segments.size()];
        List<IngestOutcome> all = new ArrayList<>();
        bySource.forEach((source, positions) -> {
            List<TextSegment> own = positions.stream().map(segments::get).toList();
            Map<String, float[]> vectors = new HashMap<>();
            positions.forEach(at -> vectors.put(
                    Sha256.ofText(segments.get(at).text()).hex(),
                    embeddings.get(at).vector()));
            IngestOutcome outcome = submit(
                    source,
                    ExternalText.joined(own.stream().map(TextSegment::text).toList()),
                    attributes(own.stream().map(TextSegment::metadata).toList()),
                    PrecomputedEmbeddings.of(embedder.modelId(), embedder.dimension(), vectors));
            List<String> given = SegmentIds.of(outcome, own.size());
            for (int i = 0; i < positions.size(); i++) {
                ids[positions.get(i)] = given.get(i);
            }
            all.add(outcome);
        });
        NotAdmittedException.unlessHeard(all, outcomes);
        return List.of(ids);
    }

    private IngestOutcome submit(
            SourceRef source, ExternalText text, Map<String, String> attributes, PrecomputedEmbeddings vectors) {
        WriteGrant grant = grants.grant(WriteAction.INGEST, source);
        return guard.ingest(
                new Submission(
                        text,
                        source,
                        guard.documentOf(grant.tenant(), source),
                        batch,
                        DocumentHead.NEVER,
                        attributes,
                        vectors),
                grant);
    }

    private static Map<String, String> attributes(List<Metadata> metadata) {
        Map<String, String> common = attributes(metadata.getFirst());
        metadata.forEach(each -> common.entrySet().retainAll(attributes(each).entrySet()));
        return common;
    }

    private static Map<String, String> attributes(Metadata metadata) {
        Map<String, String> attributes = new HashMap<>();
        metadata.toMap().forEach((key, value) -> {
            if (MetadataKeys.isAttribute(key)) {
                MetadataKeys.canonical(value).ifPresent(text -> attributes.put(key, text));
            }
        });
        return attributes;
    }

    /** The source that the framework's loaders leave in metadata: {@code url}, or a file's folder and name. */
    private static SourceRef standardSource(Metadata metadata) {
        Map<String, Object> map = metadata.toMap();
        if (map.get(Document.URL) instanceof String url) {
            return new SourceRef(url);
        }
        if (map.get(Document.ABSOLUTE_DIRECTORY_PATH) instanceof String folder
                && map.get(Document.FILE_NAME) instanceof String name) {
            return Sources.ofFile(Path.of(folder, name));
        }
        throw new IllegalArgumentException(
                "a document's metadata must name its source: url, or absolute_directory_path and"
                        + " file_name; for other keys give the ingestor a function with sources(…)");
    }

    /** Collects what an ingestor can be given besides its required parts. */
    public static final class Builder {
        private final IngestGuard guard;
        private final Embedder embedder;
        private final WriteGrants grants;
        private final String batch;
        private Function<Metadata, SourceRef> sources = GuardedIngestor::standardSource;
        private @Nullable Consumer<IngestOutcome> outcomes;

        private Builder(IngestGuard guard, Embedder embedder, WriteGrants grants, String batch) {
            this.guard = requireNonNull(guard, "guard is null");
            this.embedder = requireNonNull(embedder, "embedder is null");
            this.grants = requireNonNull(grants, "grants is null");
            this.batch = requireNonNull(batch, "batch is null");
        }

        /** Reads a document's source from its metadata; what cannot be told must throw. */
        public Builder sources(Function<Metadata, SourceRef> reading) {
            this.sources = requireNonNull(reading, "sources is null");
            return this;
        }

        /** Hears every outcome; without a listener, documents that are not admitted whole are an exception. */
        public Builder outcomes(Consumer<IngestOutcome> listener) {
            this.outcomes = requireNonNull(listener, "listener is null");
            return this;
        }

        public GuardedIngestor build() {
            return new GuardedIngestor(this);
        }
    }
}
