package dev.weir.tenancy.heads;

import static java.util.Objects.requireNonNull;

import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.chunk.Sha256;
import java.nio.charset.StandardCharsets;

/**
 * A place in one tenant's log: how many entries there are up to it, and the hash of the last.
 *
 * @param sequence 0 before the first entry
 * @param hash SHA-256 of the whole entry with that sequence; for 0, of the format's domain string and the tenant
 */
public record LogPosition(long sequence, Sha256 hash) {
    /** @throws IllegalArgumentException if {@code sequence} is negative */
    public LogPosition {
        requireNonNull(hash, "hash is null");
        if (sequence < 0) {
            throw new IllegalArgumentException("sequence must be >= 0, got " + sequence);
        }
    }

    /** Before the first entry of a tenant's log. */
    public static LogPosition start(TenantId tenant) {
        return new LogPosition(0, Sha256.of(LogFormatV1.DOMAIN, tenant.value().getBytes(StandardCharsets.US_ASCII)));
    }

    /** After one more entry, whose bytes are {@code entry}. */
    public LogPosition after(byte[] entry) {
        return new LogPosition(sequence + 1, Sha256.of(entry));
    }
}
