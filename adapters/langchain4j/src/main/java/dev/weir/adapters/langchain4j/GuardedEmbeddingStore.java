package dev.weir.adapters.langchain4j;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.exception.UnsupportedFeatureException;
import dev.langchain4j.store.embedding.EmbeddingSearchRequest;
import dev.langchain4j.store.embedding.EmbeddingSearchResult;
import dev.langchain4j.store.embedding.EmbeddingStore;
import dev.langchain4j.store.embedding.filter.Filter;
import dev.langchain4j.store.embedding.listener.EmbeddingStoreListener;
import dev.weir.ingest.NotAdmittedException;
import dev.weir.ingest.WriteGrants;
import dev.weir.ingest.erasure.Eraser;
import dev.weir.retrieve.RetrievalFirewall;
import dev.weir.retrieve.RetrievalRequest;
import dev.weir.retrieve.context.GuardedContext;
import dev.weir.tenancy.AccessScope;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.chunk.SourceRef;
import dev.weir.tenancy.store.Erasure;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The framework's embedding store with Weir behind every method: searches go through a {@link RetrievalFirewall}, segments
 * through an {@link GuardedIngestor}, removals through an {@link Eraser}. Thread-safe if its parts are.
 *
 * <h2>Guarantees</h2>
 *
 * <ul>
 *   <li>No method reaches the store behind it otherwise, default methods included; there is no way to get it.
 *   <li>Every search is bound to the scope that the application supplies for it; text and metadata of what comes back are
 *       rebuilt from sealed fields.
 *   <li>A filter is translated whole or refused, and only narrows.
 *   <li>Without {@link Builder#writing} it is read-only, and without {@link Builder#erasing} nothing can be removed.
 * </ul>
 *
 * <h2>Not guaranteed</h2>
 *
 * <p>That a search returns all it could: what fails inside the firewall is an empty result, told to {@link Builder#answers}.
 *
 * <p>Segments of one source in one {@code addAll} are one document and replace what was there of it; a segment added alone is
 * a document of its own, whose source is the segment's and its digest. What is removed are whole documents.
 */
public final class GuardedEmbeddingStore implements EmbeddingStore<TextSegment> {
    private static final String TEXT_LESS = "a vector without its text can be neither scanned nor sealed;"
            + " use addAll(embeddings, segments), or a GuardedIngestor for whole documents";
    private static final String OWN_IDS = "ids are made of tenant, document, version and position and cannot be chosen;"
            + " use addAll(embeddings, segments), which returns them";
    private static final String BY_ID = "single chunks cannot be removed, because a document is sealed as a whole;"
            + " use removeAll(filter) with weir_document, weir_source or weir_batch equal to a value";
    private static final String EVERYTHING = "there is no way to remove everything through a guarded store;"
            + " use removeAll(filter) with weir_document, weir_source or weir_batch equal to a value";

    private final RetrievalFirewall firewall;
    private final Supplier<AccessScope> scope;
    private final Consumer<GuardedContext> answers;
    private final @Nullable GuardedIngestor ingestor;
    private final @Nullable Eraser eraser;
    private final @Nullable WriteGrants erasing;

    private GuardedEmbeddingStore(Builder builder) {
        this.firewall = builder.firewall;
        this.scope = builder.scope;
        this.answers = builder.answers;
        this.ingestor = builder.ingestor;
        this.eraser = builder.eraser;
        this.erasing = builder.erasing;
    }

    /**
     * Begins a store.
     *
     * @param scope what the asker of the search under way may read; asked for anew each time, because scopes expire
     */
    public static Builder builder(RetrievalFirewall firewall, Supplier<AccessScope> scope) {
        return new Builder(firewall, scope);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the filter is refused, or {@code maxResults} is above
     *     {@link RetrievalRequest#MAX_K}
     */
    @Override
    public EmbeddingSearchResult<TextSegment> search(EmbeddingSearchRequest request) {
        String words = request.query();
        GuardedContext context = firewall.retrieve(new RetrievalRequest(
                requireNonNull(scope.get(), "the application gave no access scope"),
                words == null ? "" : words,
                request.queryEmbedding().vector(),
                request.maxResults(),
                ApplicationFilters.of(request.filter())));
        answers.accept(context);
        return new EmbeddingSearchResult<>(ServedSegments.matches(context, request.minScore()));
    }

    /** Ingests the segment as a document of its own, and returns its chunk id. */
    @Override
    public String add(Embedding embedding, TextSegment segment) {
        return ingestor().ingestAlone(embedding, segment);
    }

    /**
     * Ingests the segments, those of one source as one document, and returns a chunk id for each, or what says why it has
     * none.
     *
     * @throws NotAdmittedException if something was not admitted and nobody listens for outcomes
     */
    @Override
    public List<String> addAll(List<Embedding> embeddings, List<TextSegment> segments) {
        return ingestor().ingestSegments(embeddings, segments);
    }

    /** Refused: a vector without text. */
    @Override
    public String add(Embedding embedding) {
        throw new UnsupportedFeatureException(TEXT_LESS);
    }

    /** Refused: a vector without text. */
    @Override
    public void add(String id, Embedding embedding) {
        throw new UnsupportedFeatureException(TEXT_LESS);
    }

    /** Refused: vectors without text. */
    @Override
    public List<String> addAll(List<Embedding> embeddings) {
        throw new UnsupportedFeatureException(TEXT_LESS);
    }

    /** Refused: ids of the caller's. */
    @Override
    public void addAll(List<String> ids, List<Embedding> embeddings, List<TextSegment> segments) {
        throw new UnsupportedFeatureException(OWN_IDS);
    }

    /** Refused: ids of the caller's. */
    @Override
    public List<String> generateIds(int count) {
        throw new UnsupportedFeatureException(OWN_IDS);
    }

    /** Refused: a part of a document. */
    @Override
    public void remove(String id) {
        throw new UnsupportedFeatureException(BY_ID);
    }

    /** Refused: parts of documents. */
    @Override
    public void removeAll(Collection<String> ids) {
        throw new UnsupportedFeatureException(BY_ID);
    }

    /**
     * Erases the documents that the filter names: {@code weir_document} equal to one id or in some, {@code weir_source} equal
     * to a source, or {@code weir_batch} equal to a batch, and no other filter.
     *
     * @throws IllegalArgumentException if the filter names anything else
     */
    @Override
    public void removeAll(Filter filter) {
        if (eraser == null || erasing == null) {
            throw new UnsupportedFeatureException(
                    "this guarded store cannot remove; build it with erasing(eraser, grants)");
        }
        // Null is everything to a search; here it names nothing.
        Erasure what = Erasure.named(ApplicationFilters.of(requireNonNull(filter, EVERYTHING)));
        SourceRef source = what instanceof Erasure.BySource by ? by.source() : new SourceRef("weir:erasure");
        eraser.erase(erasing.grant(WriteAction.ERASE, source), what);
    }

    /** Refused: everything. */
    @Override
    public void removeAll() {
        throw new UnsupportedFeatureException(EVERYTHING);
    }

    /** The framework's listening store before this one; it sees what this one takes and returns. */
    @Override
    public EmbeddingStore<TextSegment> addListener(EmbeddingStoreListener listener) {
        return EmbeddingStore.super.addListener(listener);
    }

    /** As {@link #addListener}. */
    @Override
    public EmbeddingStore<TextSegment> addListeners(List<EmbeddingStoreListener> listeners) {
        return EmbeddingStore.super.addListeners(listeners);
    }

    private GuardedIngestor ingestor() {
        if (ingestor == null) {
            throw new UnsupportedFeatureException("this guarded store is read-only; build it with writing(ingestor)");
        }
        return ingestor;
    }

    /** Collects what a store can be given besides its required parts. */
    public static final class Builder {
        private final RetrievalFirewall firewall;
        private final Supplier<AccessScope> scope;
        private Consumer<GuardedContext> answers = context -> {};
        private @Nullable GuardedIngestor ingestor;
        private @Nullable Eraser eraser;
        private @Nullable WriteGrants erasing;

        private Builder(RetrievalFirewall firewall, Supplier<AccessScope> scope) {
            this.firewall = requireNonNull(firewall, "firewall is null");
            this.scope = requireNonNull(scope, "scope is null");
        }

        /** Takes segments to scan, seal and store. */
        public Builder writing(GuardedIngestor through) {
            this.ingestor = requireNonNull(through, "ingestor is null");
            return this;
        }

        /** Takes removals of documents, sources and batches. */
        public Builder erasing(Eraser through, WriteGrants grants) {
            this.eraser = requireNonNull(through, "eraser is null");
            this.erasing = requireNonNull(grants, "grants is null");
            return this;
        }

        /** Hears every answer before it leaves: what was withheld, and the citations. */
        public Builder answers(Consumer<GuardedContext> listener) {
            this.answers = requireNonNull(listener, "listener is null");
            return this;
        }

        public GuardedEmbeddingStore build() {
            return new GuardedEmbeddingStore(this);
        }
    }
}
