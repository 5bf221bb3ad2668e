package dev.weir.adapters.springai;

import static java.util.Objects.requireNonNull;

import dev.weir.retrieve.RetrievalFirewall;
import dev.weir.retrieve.RetrievalRequest;
import dev.weir.retrieve.context.GuardedContext;
import dev.weir.tenancy.AccessScope;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.store.ApplicationFilter;
import dev.weir.tenancy.store.ChunkStore;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.document.Document;
import org.springframework.ai.rag.Query;
import org.springframework.ai.rag.postretrieval.document.DocumentPostProcessor;
import org.springframework.ai.vectorstore.SearchRequest;

/**
 * The last of the post-processors: verifies and screens the list that was fused and reranked, as a store's rows are, and
 * rebuilds what passes. Thread-safe.
 *
 * <h2>Guarantees</h2>
 *
 * <ul>
 *   <li>What leaves was verified now, for whoever asks now: a document whose text was changed, that was served to another
 *       tenant, revoked meanwhile, or that no guarded store served and that carries no seal, is dropped.
 *   <li>The set screens see the whole list. The order is that of the list, but for what they move.
 *   <li>What leaves was recorded in the audit log first.
 * </ul>
 *
 * <h2>Not guaranteed</h2>
 *
 * <p>Anything about a post-processor that runs after this one. Of a list of more than {@link RetrievalRequest#MAX_K} documents
 * the rest is dropped.
 */
public final class VerifyingPostProcessor implements DocumentPostProcessor {
    private final Function<ChunkStore, RetrievalFirewall> firewalls;
    private final Supplier<AccessScope> scopes;

    /**
     * Makes one.
     *
     * @param firewalls builds a firewall before the rows at hand, with the heads, audit and screens of the store's
     * @param scopes what the asker may read
     */
    public VerifyingPostProcessor(Function<ChunkStore, RetrievalFirewall> firewalls, Supplier<AccessScope> scopes) {
        this.firewalls = requireNonNull(firewalls, "firewalls is null");
        this.scopes = requireNonNull(scopes, "scopes is null");
    }

    @Override
    public List<Document> process(Query query, List<Document> documents) {
        List<Candidate> rows = new ArrayList<>();
        for (@Nullable Document each : documents) {
            if (each != null && rows.size() < RetrievalRequest.MAX_K) {
                Double score = each.getScore();
                rows.add(Served.row(each, score == null ? 0 : score));
            }
        }
        if (rows.isEmpty()) {
            return List.of();
        }
        AccessScope scope = requireNonNull(scopes.get(), "the application gave no access scope");
        GuardedContext context = firewalls
                .apply(new HandedRows(rows))
                .retrieve(new RetrievalRequest(
                        scope, query.text(), new float[0], rows.size(), ApplicationFilter.everything()));
        return ServedDocuments.of(context, SearchRequest.SIMILARITY_THRESHOLD_ACCEPT_ALL);
    }

    /** As {@link #process}. */
    @Override
    public List<Document> apply(Query query, List<Document> documents) {
        return process(query, documents);
    }
}
