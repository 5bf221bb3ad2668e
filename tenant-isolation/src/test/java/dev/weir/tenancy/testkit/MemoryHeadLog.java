package dev.weir.tenancy.testkit;

import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.heads.HeadLog;
import dev.weir.tenancy.heads.LogPosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * A head log in memory: quick, and open to the attacks that whoever holds a log can make. Thread-safe; the callback of
 * {@link #append} runs under the lock, so appends come one after the other.
 */
public final class MemoryHeadLog implements HeadLog {
    private final Map<TenantId, List<byte[]>> logs = new TreeMap<>();

    @Override
    public synchronized Set<TenantId> tenants() {
        return new TreeSet<>(logs.keySet());
    }

    @Override
    public synchronized List<byte[]> read(TenantId tenant, long sequence, int limit) {
        return entries(tenant).stream().skip(sequence).limit(limit).toList();
    }

    @Override
    public synchronized void append(TenantId tenant, Function<LogPosition, List<byte[]>> entries) {
        LogPosition tail = LogPosition.start(tenant);
        for (byte[] entry : entries(tenant)) {
            tail = tail.after(entry);
        }
        List<byte[]> log = new ArrayList<>(entries(tenant));
        log.addAll(entries.apply(tail));
        logs.put(tenant, log);
    }

    /** The entries of one tenant, first to last. */
    public synchronized List<byte[]> entries(TenantId tenant) {
        return List.copyOf(logs.getOrDefault(tenant, List.of()));
    }

    /** Puts other entries in the place of a tenant's log, as its holder could. */
    public synchronized void tamper(TenantId tenant, UnaryOperator<List<byte[]>> change) {
        logs.put(tenant, new ArrayList<>(change.apply(new ArrayList<>(entries(tenant)))));
    }

    @Override
    public synchronized void close() {
        logs.clear();
    }
}
