package dev.weir.retrieve;

import static java.util.Objects.requireNonNull;

import dev.weir.tenancy.AccessScope;
import dev.weir.tenancy.store.ApplicationFilter;

/**
 * One question.
 *
 * @param scope what the caller may read
 * @param query the question's words: searched for, and compared with what is found
 * @param vector the question's embedding; empty to search by words alone. Not copied
 * @param k how many chunks are wanted, from 1 to {@value #MAX_K}
 * @param filter narrows the search further
 */
@SuppressWarnings("ArrayRecordComponent") // a query's vector is read once and never compared
public record RetrievalRequest(AccessScope scope, String query, float[] vector, int k, ApplicationFilter filter) {
    /** The most chunks one answer may hold. */
    public static final int MAX_K = 200;

    /** @throws IllegalArgumentException if {@code k} is out of range, or there is neither a word nor a vector */
    public RetrievalRequest {
        requireNonNull(scope, "scope is null");
        requireNonNull(query, "query is null");
        requireNonNull(vector, "vector is null");
        requireNonNull(filter, "filter is null");
        if (k < 1 || k > MAX_K) {
            throw new IllegalArgumentException("k must be 1-" + MAX_K + ", got " + k);
        }
        if (query.isBlank() && vector.length == 0) {
            throw new IllegalArgumentException("a request needs words or a vector");
        }
    }

    /** A question by words and vector, without a filter. */
    public static RetrievalRequest of(AccessScope scope, String query, float[] vector, int k) {
        return new RetrievalRequest(scope, query, vector, k, ApplicationFilter.everything());
    }

    /** The same question, with at most {@code most} chunks wanted. */
    RetrievalRequest atMost(int most) {
        return most >= k ? this : new RetrievalRequest(scope, query, vector, most, filter);
    }

    /** The number of words, not the words. */
    @Override
    public String toString() {
        return "RetrievalRequest[k=" + k + ", query of " + query.length() + " characters]";
    }
}
