package dev.weir.retrieve.audit;

import static java.util.Objects.requireNonNull;

import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.keys.Signer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The audit logs of many tenants, {@code TENANT.audit} each, in one directory. Thread-safe. */
public final class AuditLogs implements AuditSink, AutoCloseable {
    private final Path directory;
    private final InstantSource clock;
    private final Signer signer;
    private final Map<TenantId, AuditLog> logs = new ConcurrentHashMap<>();

    /** @param signer of checkpoints; a tenant whose audit key it does not hold gets none */
    public AuditLogs(Path directory, InstantSource clock, Signer signer) {
        this.directory = requireNonNull(directory, "directory is null");
        this.clock = requireNonNull(clock, "clock is null");
        this.signer = requireNonNull(signer, "signer is null");
    }

    /** The file of one tenant's log. */
    public Path file(TenantId tenant) {
        return directory.resolve(tenant.value() + ".audit");
    }

    @Override
    public void record(AuditEvent event) {
        logs.computeIfAbsent(event.principal().tenant(), tenant -> AuditLog.signed(file(tenant), tenant, clock, signer))
                .record(event);
    }

    @Override
    public void close() {
        logs.values().forEach(AuditLog::close);
        logs.clear();
    }
}
