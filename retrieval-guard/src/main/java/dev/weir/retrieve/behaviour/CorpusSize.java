package dev.weir.retrieve.behaviour;

import static java.util.Objects.requireNonNull;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.heads.HeadReader;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** How many chunks a tenant has: what a share of the corpus is a share of. Implementations must be thread-safe. */
@FunctionalInterface
public interface CorpusSize {
    /**
     * Chunks of the tenant, at least 0. Where it is 0, any coverage above the policy's floor is whole.
     *
     * @throws StatesLostException if it is not known; answers are then as small as if states were lost
     */
    long chunks(TenantId tenant);

    /**
     * Counts the chunks of every document that is not erased, once in a while. A tenant whose log is refused has none to
     * count, which is not known rather than 0: else whoever read anything would be blocked.
     *
     * @param every how long a count is used, more than zero
     * @throws IllegalArgumentException if {@code every} is not positive
     */
    static CorpusSize ofHeads(HeadReader heads, Duration every) {
        requireNonNull(heads, "heads is null");
        if (!every.isPositive()) {
            throw new IllegalArgumentException("every must be > 0, got " + every);
        }
        LoadingCache<TenantId, Long> counts = Caffeine.newBuilder()
                .expireAfterWrite(every)
                .executor(Runnable::run)
                .build(tenant -> {
                    heads.freshen(tenant);
                    AtomicLong chunks = new AtomicLong();
                    heads.forEachHead(tenant, head -> chunks.addAndGet(head.treeSize()));
                    if (heads.fault(tenant).isPresent()) {
                        throw new StatesLostException("the log of a tenant is refused; its size is not known");
                    }
                    return chunks.get();
                });
        return counts::get;
    }
}
