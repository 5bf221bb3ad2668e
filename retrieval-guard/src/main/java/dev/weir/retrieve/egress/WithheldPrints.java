package dev.weir.retrieve.egress;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.weir.retrieve.context.GuardedContext;
import dev.weir.retrieve.verify.RefusedTexts;
import java.util.Set;

/**
 * The fingerprints of what a firewall refused, by request, until the answer is checked: never the texts. In memory; the
 * oldest requests are forgotten first. Thread-safe.
 *
 * <h2>Not guaranteed</h2>
 *
 * <p>That a store returned, and a firewall therefore refused, what is kept from a caller: a filter that works returns none of
 * it. {@link ResponseGuard}'s index is for that.
 */
public final class WithheldPrints implements RefusedTexts {
    private final Cache<String, Fingerprints> byRequest;

    /**
     * @param requests the most requests to remember, at least 1
     * @throws IllegalArgumentException if it is below 1
     */
    public WithheldPrints(int requests) {
        if (requests < 1) {
            throw new IllegalArgumentException("requests must be >= 1, got " + requests);
        }
        this.byRequest = Caffeine.newBuilder()
                .maximumSize(requests)
                .executor(Runnable::run)
                .build();
    }

    @Override
    public void refused(String requestId, Set<String> texts) {
        if (!texts.isEmpty()) {
            byRequest.put(requestId, Fingerprints.of(texts));
        }
    }

    /** What was refused for this context; of no text if nothing was, or if it was forgotten. */
    public Fingerprints of(GuardedContext context) {
        Fingerprints kept = byRequest.getIfPresent(context.requestId());
        return kept == null ? Fingerprints.none() : kept;
    }
}
