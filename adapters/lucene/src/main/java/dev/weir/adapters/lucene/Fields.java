package dev.weir.adapters.lucene;

import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.chunk.DocumentId;

/**
 * The Lucene fields of a row. The application's attributes share one field, as {@code name=value} terms, so that no
 * attribute can name a field of Weir's and any number of names costs no new field.
 */
final class Fields {
    /** The chunk id, as doc values: read, and compared where scores are equal. */
    static final String ID = "id";

    static final String TENANT = "tenant";

    /** {@link #document} of the row. */
    static final String DOCUMENT = "document";

    /** {@link #version} of the row: what a write replaces. */
    static final String VERSION = "version";

    static final String SOURCE = "source";
    static final String BATCH = "batch";

    /** Terms {@code name}, {@code name=value} and, for long values, {@code name#digest}. */
    static final String ATTRIBUTE = "attribute";

    /** The attributes as {@code name=value}, stored. */
    static final String ATTRIBUTES = "attributes";

    /** The access tag, as a numeric doc value that can be changed without touching the row. */
    static final String TAG = "tag";

    /** The words of the text, each behind its tenant. */
    static final String WORDS = "words";

    static final String TEXT = "text";
    static final String SEAL = "seal";

    /** The vector that is searched. */
    static final String VECTOR = "vector";

    /** The exact floats of a vector that is searched in another form, as binary doc values. */
    static final String VECTOR_BITS = "vector.bits";

    private Fields() {}

    /** No tenant or document id holds a slash, so two documents never share a term. */
    static String document(TenantId tenant, String document) {
        return tenant.value() + "/" + document;
    }

    static String version(TenantId tenant, DocumentId document, long version) {
        return document(tenant, document.value()) + "/" + version;
    }
}
