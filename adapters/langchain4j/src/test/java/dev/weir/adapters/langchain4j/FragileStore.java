package dev.weir.adapters.langchain4j;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.exception.UnsupportedFeatureException;
import dev.langchain4j.store.embedding.EmbeddingMatch;
import dev.langchain4j.store.embedding.EmbeddingSearchRequest;
import dev.langchain4j.store.embedding.EmbeddingSearchResult;
import dev.langchain4j.store.embedding.EmbeddingStore;
import dev.langchain4j.store.embedding.filter.Filter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A store that keeps what it was asked, and can be told to fail, to shrug removals off, or to show few rows at a time. */
final class FragileStore implements EmbeddingStore<TextSegment> {
    final List<EmbeddingSearchRequest> asked = new ArrayList<>();
    private final EmbeddingStore<TextSegment> store;
    boolean failsHalfWay;
    boolean cannotRemove;
    boolean shrugsRemovalsOff;
    boolean returnsNoVectors;
    int shows = Integer.MAX_VALUE;

    FragileStore(EmbeddingStore<TextSegment> store) {
        this.store = store;
    }

    @Override
    public EmbeddingSearchResult<TextSegment> search(EmbeddingSearchRequest request) {
        asked.add(request);
        List<EmbeddingMatch<TextSegment>> matches = store.search(request).matches();
        return new EmbeddingSearchResult<>(matches.subList(0, Math.min(shows, matches.size())).stream()
                .map(match -> returnsNoVectors ? without(match) : match)
                .toList());
    }

    private static EmbeddingMatch<TextSegment> without(EmbeddingMatch<TextSegment> match) {
        @Nullable Embedding none = null;
        return new EmbeddingMatch<>(match.score(), match.embeddingId(), none, match.embedded());
    }

    @Override
    public void addAll(List<String> ids, List<Embedding> embeddings, List<TextSegment> segments) {
        if (failsHalfWay) {
            store.addAll(ids.subList(0, 1), embeddings.subList(0, 1), segments.subList(0, 1));
            throw new IllegalStateException("the disk is full");
        }
        store.addAll(ids, embeddings, segments);
    }

    @Override
    public void removeAll(Collection<String> ids) {
        if (cannotRemove) {
            throw new UnsupportedFeatureException("Not supported yet.");
        }
        if (!shrugsRemovalsOff) {
            store.removeAll(ids);
        }
    }

    @Override
    public void removeAll(Filter filter) {
        throw new AssertionError("nothing is removed by a filter");
    }

    @Override
    public void removeAll() {
        throw new AssertionError("everything is never removed");
    }

    @Override
    public String add(Embedding embedding) {
        throw new AssertionError("no vector is added without its text");
    }

    @Override
    public void add(String id, Embedding embedding) {
        throw new AssertionError("no vector is added without its text");
    }

    @Override
    public String add(Embedding embedding, TextSegment segment) {
        return store.add(embedding, segment);
    }

    @Override
    public List<String> addAll(List<Embedding> embeddings) {
        throw new AssertionError("no vector is added without its text");
    }
}
