package dev.weir.adapters.springai;

import static java.util.Objects.requireNonNull;

import dev.weir.ingest.ExternalText;
import dev.weir.ingest.IngestGuard;
import dev.weir.ingest.IngestOutcome;
import dev.weir.ingest.NotAdmittedException;
import dev.weir.ingest.Submission;
import dev.weir.ingest.WriteGrants;
import dev.weir.models.embed.PrecomputedEmbeddings;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.chunk.SourceRef;
import dev.weir.tenancy.heads.DocumentHead;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.document.Document;

/**
 * Documents of Spring AI's into an {@link IngestGuard}: put together again by source, scanned whole, then sealed and stored as
 * they were cut. Thread-safe.
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
 * <p>What the application's reader left out: hidden text that it dropped is neither found nor indexed, and what it flattened
 * into the text is scanned as text. Give {@link IngestGuard} the file itself to have it read.
 *
 * <p>The framework's documents are chunks. Those of one source in one call are one document, in their order, and replace what
 * was there of it: give all of a source in one call. Kept as attributes are strings, UUIDs, booleans, {@code int}s and
 * {@code long}s that all chunks of the document agree on and whose key is an attribute's name.
 */
public final class GuardedIngestor {
    private static final String PARENT = "parent_document_id";
    private static final List<String> SOURCES = List.of("source", "url", "file_name", "filename");
    private static final String BY_ID = "spring-ai:document/";

    private final IngestGuard guard;
    private final WriteGrants grants;
    private final String batch;
    private final Function<Document, SourceRef> sources;
    private final @Nullable Consumer<IngestOutcome> outcomes;

    private GuardedIngestor(Builder builder) {
        this.guard = builder.guard;
        this.grants = builder.grants;
        this.batch = builder.batch;
        this.sources = builder.sources;
        this.outcomes = builder.outcomes;
    }

    /**
     * Begins an ingestor.
     *
     * @param batch names the ingest run, 1 to 64 characters
     */
    public static Builder builder(IngestGuard guard, WriteGrants grants, String batch) {
        return new Builder(guard, grants, batch);
    }

    /**
     * Ingests documents, source by source; one that is held does not stop the others.
     *
     * @throws IllegalArgumentException if a document has no text, or a source cannot be named; nothing is then stored
     * @throws NotAdmittedException if something was not admitted whole and nobody listens for outcomes
     */
    public List<IngestOutcome> ingest(List<Document> documents) {
        Map<SourceRef, List<Document>> bySource = new LinkedHashMap<>();
        for (Document document : documents) {
            if (!document.isText()) {
                throw new IllegalArgumentException("a document without text can be neither scanned nor sealed");
            }
            bySource.computeIfAbsent(sources.apply(document), source -> new ArrayList<>())
                    .add(document);
        }
        List<IngestOutcome> all = new ArrayList<>();
        bySource.forEach((source, chunks) -> all.add(submit(source, chunks)));
        NotAdmittedException.unlessHeard(all, outcomes);
        return all;
    }

    private IngestOutcome submit(SourceRef source, List<Document> chunks) {
        WriteGrant grant = grants.grant(WriteAction.INGEST, source);
        return guard.ingest(
                new Submission(
                        ExternalText.joined(
                                chunks.stream().map(GuardedIngestor::text).toList()),
                        source,
                        guard.documentOf(grant.tenant(), source),
                        batch,
                        DocumentHead.NEVER,
                        attributes(chunks),
                        PrecomputedEmbeddings.none()),
                grant);
    }

    private static String text(Document document) {
        return requireNonNull(document.getText(), "text is null");
    }

    private static Map<String, String> attributes(List<Document> chunks) {
        Map<String, String> common = attributes(chunks.getFirst());
        chunks.forEach(each -> common.entrySet().retainAll(attributes(each).entrySet()));
        return common;
    }

    private static Map<String, String> attributes(Document document) {
        Map<String, String> attributes = new HashMap<>();
        document.getMetadata().forEach((key, value) -> {
            if (ApplicationFilters.isAttribute(key)) {
                ApplicationFilters.canonical(value).ifPresent(text -> attributes.put(key, text));
            }
        });
        return attributes;
    }

    /**
     * The source that the framework's readers leave in metadata; the document that a splitter cut, where they leave none; the
     * document itself, where nobody cut it.
     */
    private static SourceRef standardSource(Document document) {
        Map<String, Object> metadata = document.getMetadata();
        for (String key : SOURCES) {
            if (metadata.get(key) instanceof String source && !source.isBlank()) {
                return new SourceRef(source);
            }
        }
        return new SourceRef(BY_ID + (metadata.get(PARENT) instanceof String parent ? parent : document.getId()));
    }

    /** Collects what an ingestor can be given besides its required parts. */
    public static final class Builder {
        private final IngestGuard guard;
        private final WriteGrants grants;
        private final String batch;
        private Function<Document, SourceRef> sources = GuardedIngestor::standardSource;
        private @Nullable Consumer<IngestOutcome> outcomes;

        private Builder(IngestGuard guard, WriteGrants grants, String batch) {
            this.guard = requireNonNull(guard, "guard is null");
            this.grants = requireNonNull(grants, "grants is null");
            this.batch = requireNonNull(batch, "batch is null");
        }

        /** Reads a document's source; what cannot be told must throw. */
        public Builder sources(Function<Document, SourceRef> reading) {
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
