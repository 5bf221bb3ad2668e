package dev.weir.tenancy.chunk;

import static java.util.Objects.requireNonNull;

/**
 * Where a document came from: a URI or path, 1 to 512 characters without control, format or bidirectional characters,
 * so that it can be shown to a person as it is.
 */
public record SourceRef(String uri) {
    /** The most characters a source may have. */
    public static final int MAX_CHARACTERS = 512;

    /** @throws IllegalArgumentException if {@code uri} is empty, too long or holds a control or format character */
    public SourceRef {
        requireNonNull(uri, "uri is null");
        WellFormed.requireName(uri, MAX_CHARACTERS, "source");
    }

    @Override
    public String toString() {
        return uri;
    }
}
