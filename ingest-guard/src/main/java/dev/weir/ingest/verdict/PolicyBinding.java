package dev.weir.ingest.verdict;

import static java.util.Objects.requireNonNull;

import dev.weir.tenancy.TrustTier;
import dev.weir.tenancy.chunk.SourceRef;

/**
 * For which documents a policy is in force.
 *
 * @param sourcePrefix what the source begins with; empty for every source
 * @param upTo the highest trust tier it is for
 */
public record PolicyBinding(String sourcePrefix, TrustTier upTo, VerdictPolicy policy) {
    public PolicyBinding {
        requireNonNull(sourcePrefix, "sourcePrefix is null");
        requireNonNull(upTo, "upTo is null");
        requireNonNull(policy, "policy is null");
    }

    boolean covers(SourceRef source, TrustTier trust) {
        return source.uri().startsWith(sourcePrefix) && trust.compareTo(upTo) <= 0;
    }
}
