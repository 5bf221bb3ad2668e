package dev.weir.adapters.springai;

import static java.util.Objects.requireNonNull;

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
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.document.Document;
import org.springframework.ai.vectorstore.SearchRequest;
import org.springframework.ai.vectorstore.VectorStore;
import org.springframework.ai.vectorstore.filter.Filter;
import org.springframework.ai.vectorstore.filter.FilterExpressionTextParser;

/**
 * The framework's vector store with Weir behind every method: searches go through a {@link RetrievalFirewall}, documents
 * through a {@link GuardedIngestor}, removals through an {@link Eraser}. Thread-safe if its parts are.
 *
 * <h2>Guarantees</h2>
 *
 * <ul>
 *   <li>No method reaches the store behind it otherwise, default methods included; there is no way to get it or its client.
 *   <li>Every search is bound to the scope that the application supplies for it; text and metadata of what comes back are
 *       rebuilt from sealed fields.
 *   <li>A filter is translated whole or refused, and only narrows; whoever replaces a retriever's filter by a key in a query's
 *       context replaces nothing of the scope.
 *   <li>Without {@link Builder#writing} it is read-only, and without {@link Builder#erasing} nothing can be removed.
 * </ul>
 *
 * <h2>Not guaranteed</h2>
 *
 * <ul>
 *   <li>That a search returns all it could: what fails inside the firewall is an empty result, told to
 *       {@link Builder#answers}.
 *   <li>For a tenant that {@link Builder#countingFor} names, seals and screens: they are counted and not enforced.
 * </ul>
 */
public final class GuardedVectorStore implements VectorStore {
    private static final String BY_ID = "single chunks cannot be removed, because a document is sealed as a whole;"
            + " use delete(filter) with weir_document, weir_source or weir_batch equal to a value";

    private final RetrievalFirewall firewall;
    private final Supplier<AccessScope> scopes;
    private final AnswerObserver observer;
    private final Consumer<GuardedContext> answers;
    private final @Nullable CountedSearch counted;
    private final @Nullable GuardedIngestor ingestor;
    private final @Nullable Eraser eraser;
    private final @Nullable WriteGrants erasing;

    private GuardedVectorStore(Builder builder) {
        this.firewall = builder.firewall;
        this.scopes = builder.scopes;
        this.observer = builder.observer;
        this.answers = builder.answers;
        this.counted = builder.counted;
        this.ingestor = builder.ingestor;
        this.eraser = builder.eraser;
        this.erasing = builder.erasing;
    }

    /**
     * Begins a store.
     *
     * @param scopes what the asker of the search under way may read; asked for anew each time, because scopes expire
     */
    public static Builder builder(RetrievalFirewall firewall, Supplier<AccessScope> scopes) {
        return new Builder(firewall, scopes);
    }

    /** Weir's name: that of the store behind this is nobody's business. */
    @Override
    public String getName() {
        return "weir";
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the filter is refused, the request is of a store's own class (which may carry a filter
     *     that nobody translates), or {@code topK} is not 1 to {@link RetrievalRequest#MAX_K}
     */
    @Override
    public List<Document> similaritySearch(SearchRequest request) {
        if (request.getClass() != SearchRequest.class) {
            throw new IllegalArgumentException(
                    "a request of class " + request.getClass().getName()
                            + " may hold filters of its own and is refused; use SearchRequest.builder()");
        }
        AccessScope scope = requireNonNull(scopes.get(), "the application gave no access scope");
        RetrievalRequest asked = new RetrievalRequest(
                scope,
                request.getQuery(),
                new float[0],
                request.getTopK(),
                ApplicationFilters.of(request.getFilterExpression()));
        GuardedContext context = observer.observe(() -> firewall.retrieve(asked));
        answers.accept(context);
        return counted != null && counted.isFor(scope)
                ? counted.search(asked, request.getSimilarityThreshold(), context)
                : ServedDocuments.of(context, request.getSimilarityThreshold());
    }

    /** As {@link #similaritySearch(SearchRequest)} with the framework's default number of documents. */
    @Override
    public List<Document> similaritySearch(String query) {
        return similaritySearch(SearchRequest.builder().query(query).build());
    }

    /**
     * Ingests documents: those of one source as one document, which replaces what was there of it.
     *
     * @throws NotAdmittedException if something was not admitted and nobody listens for outcomes
     */
    @Override
    public void add(List<Document> documents) {
        if (ingestor == null) {
            throw new UnsupportedOperationException("this guarded store is read-only; build it with writing(ingestor)");
        }
        ingestor.ingest(documents);
    }

    /** As {@link #add}. */
    @Override
    public void accept(List<Document> documents) {
        add(documents);
    }

    /** As {@link #add}. */
    @Override
    public void write(List<Document> documents) {
        add(documents);
    }

    /** Refused: parts of documents. */
    @Override
    public void delete(List<String> ids) {
        throw new UnsupportedOperationException(BY_ID);
    }

    /**
     * Erases the documents that the filter names: {@code weir_document} equal to one id or in some, {@code weir_source} equal
     * to a source, or {@code weir_batch} equal to a batch, and no other filter.
     *
     * @throws IllegalArgumentException if the filter names anything else
     */
    @Override
    public void delete(Filter.Expression filter) {
        if (eraser == null || erasing == null) {
            throw new UnsupportedOperationException(
                    "this guarded store cannot remove; build it with erasing(eraser, grants)");
        }
        // Null is everything to a search; here it names nothing.
        Erasure what = Erasure.named(ApplicationFilters.of(requireNonNull(filter, "a removal needs a filter")));
        SourceRef source = what instanceof Erasure.BySource by ? by.source() : new SourceRef("weir:erasure");
        eraser.erase(erasing.grant(WriteAction.ERASE, source), what);
    }

    /** As {@link #delete(Filter.Expression)}, once the framework's parser has read it. */
    @Override
    public void delete(String filter) {
        delete(new FilterExpressionTextParser().parse(filter));
    }

    /** Empty: a native client would be a way around. */
    @Override
    public <T> Optional<T> getNativeClient() {
        return Optional.empty();
    }

    /** Collects what a store can be given besides its required parts. */
    public static final class Builder {
        private final RetrievalFirewall firewall;
        private final Supplier<AccessScope> scopes;
        private AnswerObserver observer = Supplier::get;
        private Consumer<GuardedContext> answers = context -> {};
        private @Nullable CountedSearch counted;
        private @Nullable GuardedIngestor ingestor;
        private @Nullable Eraser eraser;
        private @Nullable WriteGrants erasing;

        private Builder(RetrievalFirewall firewall, Supplier<AccessScope> scopes) {
            this.firewall = requireNonNull(firewall, "firewall is null");
            this.scopes = requireNonNull(scopes, "scopes is null");
        }

        /** Takes documents to scan, seal and store. */
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

        /** Stands around every answer. */
        public Builder observing(AnswerObserver around) {
            this.observer = requireNonNull(around, "observer is null");
            return this;
        }

        /** Hears every answer before it leaves: what was withheld, and the citations. */
        public Builder answers(Consumer<GuardedContext> listener) {
            this.answers = requireNonNull(listener, "listener is null");
            return this;
        }

        /** Serves some tenants what the plain store holds of theirs, while Weir counts what it would withhold. */
        public Builder countingFor(CountedSearch tenants) {
            this.counted = requireNonNull(tenants, "tenants is null");
            return this;
        }

        public GuardedVectorStore build() {
            return new GuardedVectorStore(this);
        }
    }
}
