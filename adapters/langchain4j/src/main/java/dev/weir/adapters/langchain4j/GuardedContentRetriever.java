package dev.weir.adapters.langchain4j;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.content.retriever.ContentRetriever;
import dev.langchain4j.rag.content.retriever.listener.ContentRetrieverListener;
import dev.langchain4j.rag.query.Query;
import dev.langchain4j.store.embedding.filter.Filter;
import dev.weir.retrieve.RetrievalFirewall;
import dev.weir.retrieve.RetrievalRequest;
import dev.weir.retrieve.context.GuardedContext;
import dev.weir.tenancy.AccessScope;
import dev.weir.tenancy.store.ApplicationFilter;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A retriever for AI services and retrieval augmentors whose every passage came through a {@link RetrievalFirewall}.
 * Thread-safe if its parts are.
 *
 * <h2>Guarantees</h2>
 *
 * <ul>
 *   <li>Each query is answered within the scope that {@link ScopeSource} gives for it; without one it fails and nothing is
 *       asked.
 *   <li>Text and metadata of what it returns are rebuilt from sealed fields.
 *   <li>The application's filter is translated whole or refused, and only narrows.
 *   <li>What fails inside the firewall is an empty list, told to {@link Builder#answers}.
 * </ul>
 *
 * <h2>Not guaranteed</h2>
 *
 * <ul>
 *   <li>What stands behind a retriever: a query transformer, an aggregator or an injector of the application's may add
 *       passages that nobody verified. {@link GuardedContentAggregator} keeps those out.
 *   <li>The fence: an injector writes the passages into the prompt as it likes. {@link GuardedContext#text()} of an answer
 *       is fenced.
 * </ul>
 */
public final class GuardedContentRetriever implements ContentRetriever {
    private final RetrievalFirewall firewall;
    private final EmbeddingModel model;
    private final ScopeSource scopes;
    private final int maxResults;
    private final double minScore;
    private final Function<Query, @Nullable Filter> filter;
    private final Consumer<GuardedContext> answers;

    private GuardedContentRetriever(Builder builder) {
        this.firewall = builder.firewall;
        this.model = builder.model;
        this.scopes = builder.scopes;
        this.maxResults = builder.maxResults;
        this.minScore = builder.minScore;
        this.filter = builder.filter;
        this.answers = builder.answers;
    }

    /**
     * Begins a retriever.
     *
     * @param model embeds queries; the model that the store's vectors are from
     */
    public static Builder builder(RetrievalFirewall firewall, EmbeddingModel model, ScopeSource scopes) {
        return new Builder(firewall, model, scopes);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException if nothing says who asks
     * @throws IllegalArgumentException if the filter is refused
     */
    @Override
    public List<Content> retrieve(Query query) {
        AccessScope scope = scopes.scopeOf(query);
        ApplicationFilter narrowing = ApplicationFilters.of(filter.apply(query));
        float[] vector = model.embed(query.text()).content().vector();
        GuardedContext context =
                firewall.retrieve(new RetrievalRequest(scope, query.text(), vector, maxResults, narrowing));
        answers.accept(context);
        return ServedSegments.contents(context, minScore);
    }

    /** The framework's listening retriever before this one; it sees what this one returns. */
    @Override
    public ContentRetriever addListener(ContentRetrieverListener listener) {
        return ContentRetriever.super.addListener(listener);
    }

    /** As {@link #addListener}. */
    @Override
    public ContentRetriever addListeners(Collection<ContentRetrieverListener> listeners) {
        return ContentRetriever.super.addListeners(listeners);
    }

    /** Collects what a retriever can be given besides its required parts. */
    public static final class Builder {
        private final RetrievalFirewall firewall;
        private final EmbeddingModel model;
        private final ScopeSource scopes;
        private int maxResults = 3;
        private double minScore;
        private Function<Query, @Nullable Filter> filter = query -> null;
        private Consumer<GuardedContext> answers = context -> {};

        private Builder(RetrievalFirewall firewall, EmbeddingModel model, ScopeSource scopes) {
            this.firewall = requireNonNull(firewall, "firewall is null");
            this.model = requireNonNull(model, "model is null");
            this.scopes = requireNonNull(scopes, "scopes is null");
        }

        /**
         * How many passages a query gets at most; 3 if nothing is said, as in the framework.
         *
         * @throws IllegalArgumentException if it is not 1 to {@link RetrievalRequest#MAX_K}
         */
        public Builder maxResults(int most) {
            if (most < 1 || most > RetrievalRequest.MAX_K) {
                throw new IllegalArgumentException("maxResults must be 1-" + RetrievalRequest.MAX_K + ", got " + most);
            }
            this.maxResults = most;
            return this;
        }

        /**
         * The least score of a passage, 0 to 1, in the store's own measure.
         *
         * @throws IllegalArgumentException if it is not from 0 to 1
         */
        public Builder minScore(double least) {
            if (!(least >= 0 && least <= 1)) {
                throw new IllegalArgumentException("minScore must be 0-1, got " + least);
            }
            this.minScore = least;
            return this;
        }

        /** The application's own filter for each query; null for none. It is AND-ed to the scope. */
        public Builder filter(Function<Query, @Nullable Filter> narrowing) {
            this.filter = requireNonNull(narrowing, "filter is null");
            return this;
        }

        /** Hears every answer before it leaves: what was withheld, the citations, and the fenced text. */
        public Builder answers(Consumer<GuardedContext> listener) {
            this.answers = requireNonNull(listener, "listener is null");
            return this;
        }

        public GuardedContentRetriever build() {
            return new GuardedContentRetriever(this);
        }
    }
}
