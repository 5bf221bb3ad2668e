package dev.weir.tenancy.testkit;

import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.store.SharedRecords;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Shared records in memory. Thread-safe. */
public final class MemoryRecords implements SharedRecords {
    private final Map<TenantId, Map<String, byte[]>> byTenant = new HashMap<>();

    @Override
    public synchronized Optional<byte[]> find(TenantId tenant, String name) {
        return new Working(of(tenant)).find(name);
    }

    @Override
    public synchronized Map<TenantId, Map<String, byte[]>> findAll(Map<TenantId, Set<String>> names) {
        Map<TenantId, Map<String, byte[]>> found = new HashMap<>();
        names.forEach((tenant, these) -> {
            Map<String, byte[]> all = list(tenant, "");
            all.keySet().retainAll(these);
            found.put(tenant, all);
        });
        return found;
    }

    @Override
    public synchronized Map<String, byte[]> list(TenantId tenant, String prefix) {
        return new Working(of(tenant)).list(prefix);
    }

    @Override
    public synchronized <T> T change(TenantId tenant, Function<Changes, T> work) {
        Map<String, byte[]> changed = new LinkedHashMap<>(of(tenant));
        T result = work.apply(new Working(changed));
        byTenant.put(tenant, changed);
        return result;
    }

    @Override
    public void close() {}

    private Map<String, byte[]> of(TenantId tenant) {
        return byTenant.getOrDefault(tenant, Map.of());
    }

    /** Over one tenant's records. */
    private record Working(Map<String, byte[]> records) implements Changes {
        @Override
        public Optional<byte[]> find(String name) {
            return Optional.ofNullable(records.get(name)).map(byte[]::clone);
        }

        @Override
        public Map<String, byte[]> list(String prefix) {
            Map<String, byte[]> found = new LinkedHashMap<>();
            records.forEach((name, content) -> {
                if (name.startsWith(prefix)) {
                    found.put(name, content.clone());
                }
            });
            return found;
        }

        @Override
        public void put(String name, byte[] content) {
            records.remove(name);
            records.put(name, content.clone());
        }

        @Override
        public void remove(String name) {
            records.remove(name);
        }

        @Override
        public void removeAll(String prefix) {
            records.keySet().removeIf(name -> name.startsWith(prefix));
        }
    }
}
