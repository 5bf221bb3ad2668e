package dev.weir.tenancy.chunk;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/**
 * The name of a document within its tenant, the same for all its versions: 1 to 128 characters of
 * {@code A-Z a-z 0-9 . _ : -}. Logs keep it for good, so it should say nothing: {@code TenantDigests} in {@code keys} makes
 * such ids.
 */
public record DocumentId(String value) implements Comparable<DocumentId> {
    private static final Pattern CANONICAL = Pattern.compile("[A-Za-z0-9._:-]{1,128}");

    /** @throws IllegalArgumentException if {@code value} is not canonical */
    public DocumentId {
        requireNonNull(value, "value is null");
        if (!CANONICAL.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "document id must be 1-128 characters of A-Z a-z 0-9 . _ : -; length was " + value.length());
        }
    }

    @Override
    public int compareTo(DocumentId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
