package dev.weir.tenancy.chunk;

import static java.util.Objects.requireNonNull;

import dev.weir.tenancy.TenantId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of one chunk of one version of one document of one tenant. Because the tenant is part of the id, an upsert
 * cannot cross tenants.
 *
 * @param version of the document, from 1
 * @param ordinal of the chunk within the version, from 0
 */
public record ChunkId(TenantId tenant, DocumentId document, long version, int ordinal) {
    private static final Pattern TEXT =
            Pattern.compile("([^/]{1,64})/([^/]{1,128})/([1-9][0-9]{0,17})/(0|[1-9][0-9]{0,8})");

    /** @throws IllegalArgumentException if {@code version} is below 1 or {@code ordinal} below 0 */
    public ChunkId {
        requireNonNull(tenant, "tenant is null");
        requireNonNull(document, "document is null");
        if (version < 1) {
            throw new IllegalArgumentException("version must be >= 1, got " + version);
        }
        if (ordinal < 0) {
            throw new IllegalArgumentException("ordinal must be >= 0, got " + ordinal);
        }
    }

    /** Reads {@code tenant/document/version/ordinal}; empty for any other spelling. */
    public static Optional<ChunkId> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ChunkId(
                    new TenantId(matcher.group(1)),
                    new DocumentId(matcher.group(2)),
                    Long.parseLong(matcher.group(3)),
                    Integer.parseInt(matcher.group(4))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** {@code tenant/document/version/ordinal}; no part can hold a slash. */
    @Override
    public String toString() {
        return tenant + "/" + document + "/" + version + "/" + ordinal;
    }
}
