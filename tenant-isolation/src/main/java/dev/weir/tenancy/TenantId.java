package dev.weir.tenancy;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/**
 * The canonical name of one tenant: 1 to 64 characters of {@code a-z 0-9 . _ -}, beginning and ending with a letter or
 * digit, without two dots in a row.
 *
 * <p>Only the canonical spelling exists, so two ids are the same tenant exactly when their strings are equal: there is
 * no case folding, trimming or normal form to get wrong, and no value that means "any tenant".
 */
public record TenantId(String value) implements Comparable<TenantId> {
    private static final Pattern CANONICAL = Pattern.compile("[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?");

    /** @throws IllegalArgumentException if {@code value} is not canonical */
    public TenantId {
        requireNonNull(value, "value is null");
        if (!CANONICAL.matcher(value).matches() || value.contains("..")) {
            throw new IllegalArgumentException("tenant id must be 1-64 characters of a-z 0-9 . _ -, begin and end with"
                    + " a letter or digit and hold no \"..\"; length was " + value.length());
        }
    }

    @Override
    public int compareTo(TenantId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
