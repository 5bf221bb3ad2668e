package dev.weir.retrieve.audit;

/** Where audit events go: an SPI. Implementations must be thread-safe. */
@FunctionalInterface
public interface AuditSink {
    /**
     * Takes one event.
     *
     * @throws AuditException if it could not be kept; what it is about is then withheld
     */
    void record(AuditEvent event);
}
