package dev.weir.tenancy.heads;

import dev.weir.tenancy.TenantId;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Where signed entries are kept, per tenant, in order, outside the vector store: an SPI. It stores bytes and is not
 * trusted: readers verify signatures, order and completeness themselves. Implementations must be thread-safe, and
 * {@link #append} must be atomic against other processes.
 */
public interface HeadLog extends AutoCloseable {
    /** The tenants that have a log. */
    Set<TenantId> tenants();

    /**
     * Entries after {@code sequence}, in order.
     *
     * @param sequence of the last entry that is already known, 0 for none
     * @param limit the most entries to return, at least 1
     * @return as many as there are, up to {@code limit}; empty if there are none or the log is shorter
     * @throws HeadLogException if the log cannot be read
     */
    List<byte[]> read(TenantId tenant, long sequence, int limit);

    /**
     * Adds entries at the end and makes them durable before it returns. No other append, in any process, comes between
     * the call of {@code entries} and the write.
     *
     * @param entries given the current end of the log, the entries to add
     * @throws HeadLogException if the log cannot be written
     */
    void append(TenantId tenant, Function<LogPosition, List<byte[]>> entries);

    @Override
    void close();
}
