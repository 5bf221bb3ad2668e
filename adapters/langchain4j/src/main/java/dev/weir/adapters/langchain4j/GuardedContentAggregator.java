package dev.weir.adapters.langchain4j;

import static java.util.Objects.requireNonNull;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.content.aggregator.ContentAggregator;
import dev.langchain4j.rag.query.Query;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An aggregator that lets another one fuse and rerank, and takes from it only what the retrievers gave. Thread-safe if the
 * other one is.
 *
 * <h2>Guarantees</h2>
 *
 * <ul>
 *   <li>Every passage that leaves is, text and metadata, one that a retriever returned for these very queries, copied
 *       before the aggregator saw it: whatever that one changed or added is dropped and logged by number.
 *   <li>No passage leaves twice. Only the order of the others, and that they are there, is the aggregator's.
 * </ul>
 *
 * <h2>Not guaranteed</h2>
 *
 * <p>That the passages were verified: that is for the retrievers. Beside a {@link GuardedContentRetriever} let no other
 * retriever stand.
 */
public final class GuardedContentAggregator implements ContentAggregator {
    private static final Logger LOG = System.getLogger(GuardedContentAggregator.class.getName());

    private final ContentAggregator aggregator;

    public GuardedContentAggregator(ContentAggregator aggregator) {
        this.aggregator = requireNonNull(aggregator, "aggregator is null");
    }

    @Override
    public List<Content> aggregate(Map<Query, Collection<List<Content>>> retrieved) {
        List<Content> given = new ArrayList<>();
        retrieved.values().forEach(lists -> lists.forEach(list -> list.forEach(each -> given.add(copy(each)))));
        List<? extends @Nullable Content> fused = aggregator.aggregate(retrieved);
        if (fused == null) {
            return List.of();
        }
        List<Content> kept = new ArrayList<>();
        Set<Integer> seen = new HashSet<>();
        for (@Nullable Content each : fused) {
            int at = each == null ? -1 : indexOf(given, each.textSegment());
            if (at >= 0 && seen.add(at)) {
                kept.add(given.get(at));
            }
        }
        if (kept.size() < fused.size()) {
            LOG.log(
                    Level.WARNING,
                    "an aggregator returned {0} passages that it was not given, or twice",
                    fused.size() - kept.size());
        }
        return kept;
    }

    /** Metadata is mutable, so what the aggregator sees is not what leaves. */
    private static Content copy(Content content) {
        TextSegment segment = content.textSegment();
        return Content.from(TextSegment.from(segment.text(), segment.metadata().copy()), content.metadata());
    }

    /** The first of the contents with this very text and metadata; the framework's own reranker makes new contents. */
    private static int indexOf(List<Content> given, TextSegment segment) {
        for (int i = 0; i < given.size(); i++) {
            if (given.get(i).textSegment().equals(segment)) {
                return i;
            }
        }
        return -1;
    }
}
