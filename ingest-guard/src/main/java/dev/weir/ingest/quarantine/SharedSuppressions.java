package dev.weir.ingest.quarantine;

import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.store.SharedRecords;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Suppressions in records that nodes share. */
final class SharedSuppressions extends Suppressions {
    private static final String SUPPRESSION = "suppression/";

    private final SharedRecords records;

    SharedSuppressions(SharedRecords records, InstantSource clock) {
        super(clock);
        this.records = records;
    }

    @Override
    void keep(TenantId tenant, String digest, byte[] content) {
        SharedQuarantine.access(
                "write a suppression of tenant " + tenant,
                () -> records.change(tenant, changes -> {
                    if (changes.find(SUPPRESSION + digest).isEmpty()) {
                        changes.put(SUPPRESSION + digest, content);
                    }
                    return digest;
                }));
    }

    @Override
    List<byte[]> contents(TenantId tenant) {
        Map<String, byte[]> byDigest = new TreeMap<>(SharedQuarantine.access(
                "read the suppressions of tenant " + tenant, () -> records.list(tenant, SUPPRESSION)));
        return List.copyOf(byDigest.values());
    }

    @Override
    int drop(TenantId tenant, Predicate<Suppression> which) {
        return SharedQuarantine.access(
                "remove suppressions of tenant " + tenant,
                () -> records.change(tenant, changes -> {
                    int removed = 0;
                    for (Map.Entry<String, byte[]> each :
                            changes.list(SUPPRESSION).entrySet()) {
                        if (which.test(TicketFormat.readSuppression(each.getValue()))) {
                            changes.remove(each.getKey());
                            removed++;
                        }
                    }
                    return removed;
                }));
    }
}
