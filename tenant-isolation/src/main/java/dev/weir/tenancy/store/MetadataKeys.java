package dev.weir.tenancy.store;

import dev.weir.tenancy.chunk.WellFormed;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The metadata keys of a {@link MetadataRow}, all strings under one prefix. The application's attributes stand beside them
 * under their own names, so that the plain framework reads the store as before.
 */
public final class MetadataKeys {
    /** Reserved: an attribute that begins so is refused, whatever its case. */
    public static final String PREFIX = "weir_";

    public static final String TENANT = PREFIX + "tenant";
    public static final String DOCUMENT = PREFIX + "document";
    public static final String VERSION = PREFIX + "version";

    /** The chunk id: the row's own id is the store's, which may take UUIDs only. */
    public static final String CHUNK = PREFIX + "chunk";

    public static final String SOURCE = PREFIX + "source";
    public static final String BATCH = PREFIX + "batch";

    /** The token of the access tag: a hint for push-down. */
    public static final String TAG = PREFIX + "tag";

    public static final String SEAL = PREFIX + "seal";

    /** The exact text where it is blank, which stores or their models refuse. */
    public static final String BLANK_TEXT = PREFIX + "blank_text";

    /** Present, and {@link #ABSENT}, where the chunk has no vector and the row's is a stand-in. */
    public static final String VECTOR = PREFIX + "vector";

    public static final String ABSENT = "absent";

    private MetadataKeys() {}

    /** Whether a metadata key belongs to Weir. */
    public static boolean isReserved(String key) {
        return key.regionMatches(true, 0, PREFIX, 0, PREFIX.length());
    }

    /** Whether an application may keep and filter by a metadata key. */
    public static boolean isAttribute(String key) {
        try {
            ApplicationFilter.requireAttribute(key);
            return !isReserved(key);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The metadata key of a field of an {@link ApplicationFilter}. */
    public static String ofField(String field) {
        return switch (field) {
            case ApplicationFilter.SOURCE -> SOURCE;
            case ApplicationFilter.BATCH -> BATCH;
            case ApplicationFilter.DOCUMENT -> DOCUMENT;
            default -> field;
        };
    }

    /**
     * The field of an {@link ApplicationFilter} that an application means by a metadata key.
     *
     * @throws IllegalArgumentException if it is no attribute's name, or a key of Weir's that cannot be filtered by
     */
    public static String toField(String key) {
        return switch (key) {
            case SOURCE -> ApplicationFilter.SOURCE;
            case BATCH -> ApplicationFilter.BATCH;
            case DOCUMENT -> ApplicationFilter.DOCUMENT;
            default -> {
                ApplicationFilter.requireAttribute(key);
                if (isReserved(key)) {
                    throw new IllegalArgumentException(
                            "a filter may name weir_source, weir_batch and weir_document and no"
                                    + " other key that begins with weir_: tenant and tag come from the access scope");
                }
                yield key;
            }
        };
    }

    /** The one spelling of a metadata value that can be filtered by: strings, UUIDs and whole numbers; empty for others. */
    public static Optional<String> canonical(@Nullable Object value) {
        return switch (value) {
            case null -> Optional.empty();
            case String text -> WellFormed.firstFault(text) < 0 ? Optional.of(text) : Optional.empty();
            case UUID id -> Optional.of(id.toString());
            case Integer number -> Optional.of(number.toString());
            case Long number -> Optional.of(number.toString());
            default -> Optional.empty();
        };
    }
}
