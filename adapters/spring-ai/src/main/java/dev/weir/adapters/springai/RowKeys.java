package dev.weir.adapters.springai;

import dev.weir.tenancy.store.ApplicationFilter;
import org.springframework.ai.document.DocumentMetadata;

/**
 * The metadata keys of a row, all strings under one prefix. The application's attributes stand beside them under their own
 * names, so that the plain framework reads the store as before.
 */
final class RowKeys {
    /** Reserved: an attribute that begins so is refused, whatever its case. */
    static final String PREFIX = "weir_";

    static final String TENANT = PREFIX + "tenant";
    static final String DOCUMENT = PREFIX + "document";
    static final String VERSION = PREFIX + "version";

    /** The chunk id: the row's own id is the store's, which may take UUIDs only. */
    static final String CHUNK = PREFIX + "chunk";

    static final String SOURCE = PREFIX + "source";
    static final String BATCH = PREFIX + "batch";

    /** The token of the access tag: a hint for push-down. */
    static final String TAG = PREFIX + "tag";

    static final String SEAL = PREFIX + "seal";

    /** The exact text where it is blank, which embedding models refuse. */
    static final String BLANK_TEXT = PREFIX + "blank_text";

    private RowKeys() {}

    /** Whether a metadata key belongs to Weir. */
    static boolean isReserved(String key) {
        return key.regionMatches(true, 0, PREFIX, 0, PREFIX.length());
    }

    /** Whether stores write a number of their own under the key. */
    static boolean isOverwritten(String key) {
        return key.equals(DocumentMetadata.DISTANCE.value());
    }

    /** Whether an application may keep and filter by a metadata key. */
    static boolean isAttribute(String key) {
        try {
            ApplicationFilter.requireAttribute(key);
            return !isReserved(key) && !isOverwritten(key);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
