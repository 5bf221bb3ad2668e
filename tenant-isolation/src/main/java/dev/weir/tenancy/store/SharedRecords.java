package dev.weir.tenancy.store;

import dev.weir.tenancy.TenantId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Records of one kind that the nodes of an installation share: bytes under names of at most 200 characters, none of them NUL,
 * for each tenant its own. They are kept and not believed. Thread-safe.
 *
 * <h2>Guarantees</h2>
 *
 * <ul>
 *   <li>A change is there whole, and kept, when {@link #change} returns; whatever ends it before leaves nothing of it.
 *   <li>Changes of one tenant come one after the other, whichever nodes make them.
 * </ul>
 */
public interface SharedRecords extends AutoCloseable {
    /**
     * One record; empty if there is none.
     *
     * @throws StoreException if it cannot be read
     */
    Optional<byte[]> find(TenantId tenant, String name);

    /**
     * The records of these names, of each tenant those that are asked of it, as far as there are any. They are read in one
     * step, which can reach no other tenant's.
     *
     * @return by tenant and name; a tenant without any may be missing
     * @throws StoreException if they cannot be read
     */
    Map<TenantId, Map<String, byte[]>> findAll(Map<TenantId, Set<String>> names);

    /**
     * The records whose name begins so, by name, in the order in which they were put.
     *
     * @throws StoreException if they cannot be read
     */
    Map<String, byte[]> list(TenantId tenant, String prefix);

    /**
     * Changes records in one step. What the work throws undoes it and comes through; if it cannot be undone here, because the
     * place where they are kept is gone, that is suppressed in what comes through.
     *
     * @return what the work returns
     * @throws StoreException if it cannot be written
     */
    <T> T change(TenantId tenant, Function<Changes, T> work);

    @Override
    void close();

    /** A change under way. */
    interface Changes {
        Optional<byte[]> find(String name);

        Map<String, byte[]> list(String prefix);

        /** Puts a record, last in order, in the place of the one that was. */
        void put(String name, byte[] content);

        /** Removes one record, if there is one. */
        void remove(String name);

        /** Removes the records whose name begins so. */
        void removeAll(String prefix);
    }
}
