package dev.weir.ingest.batch;

import static java.util.Objects.requireNonNull;

import dev.weir.tenancy.chunk.Sha256;
import java.util.regex.Pattern;

/**
 * One document that is done.
 *
 * @param key digest of everything the result depends on: tenant, source, bytes, labels, trust, pipeline, limits, policy,
 *     rules, model, calibration and accepted findings; of an ingest, under the tenant's key
 * @param tenant or {@code -} for a scan without one
 * @param document its name, or {@code -} for a scan
 * @param batch the run, or {@code -} for a scan
 * @param bytes digest of the document; of an ingest, under the tenant's key
 * @param outcome the verdict's code
 * @param chunks how many the document has
 * @param sealed how many of them are in the index
 * @param ticket under which it, or chunks of it, are held, or {@code -}
 * @param root what it is kept in step with, as a digest under the tenant's key, or {@code -}
 */
public record LedgerEntry(
        Sha256 key,
        String tenant,
        String document,
        String batch,
        Sha256 bytes,
        String outcome,
        int chunks,
        int sealed,
        String ticket,
        String root) {
    /** Stands for what an entry does not have. */
    public static final String NONE = "-";

    private static final Pattern FIELD = Pattern.compile("[^\\p{Cntrl}]{1,128}");

    /** @throws IllegalArgumentException if a name is empty, too long or holds a control character */
    public LedgerEntry {
        requireNonNull(key, "key is null");
        requireNonNull(bytes, "bytes is null");
        requireField(tenant, "tenant");
        requireField(document, "document");
        requireField(batch, "batch");
        requireField(outcome, "outcome");
        requireField(ticket, "ticket");
        requireField(root, "root");
        if (chunks < 0 || sealed < 0) {
            throw new IllegalArgumentException("counts must be >= 0, got " + chunks + " and " + sealed);
        }
    }

    /** This entry, kept in step with a root. */
    LedgerEntry under(String newRoot) {
        return new LedgerEntry(key, tenant, document, batch, bytes, outcome, chunks, sealed, ticket, newRoot);
    }

    private static void requireField(String value, String name) {
        if (!FIELD.matcher(value).matches()) {
            throw new IllegalArgumentException(name + " must have 1-128 characters and none that controls");
        }
    }
}
