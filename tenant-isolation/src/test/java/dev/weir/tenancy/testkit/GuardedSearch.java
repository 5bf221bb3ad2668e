package dev.weir.tenancy.testkit;

import dev.weir.tenancy.store.ChunkStore;
import java.util.List;

/** A query path under test: the tenancy path of this module, or a whole firewall built on it. */
@FunctionalInterface
public interface GuardedSearch {
    /**
     * What the path serves, best first.
     *
     * @param store the store of this query, honest or lying
     */
    List<Served> search(LeakQuery query, ChunkStore store);

    /** How a path is put together over a world that a suite made. */
    @FunctionalInterface
    interface Factory {
        GuardedSearch over(SealedWorld world);
    }

    /** One chunk that reached the reader. */
    record Served(String key, String text) {}
}
