/**
 * The head log: what is current, per tenant, kept outside the vector store. Begin with
 * {@link dev.weir.tenancy.heads.HeadLogWriter} at ingestion and {@link dev.weir.tenancy.heads.HeadReader} at query time;
 * {@link dev.weir.tenancy.heads.FileHeadLog} keeps the entries in files.
 *
 * <p>The invariant: a reader serves a head only from an unbroken, signed, checkpointed log that never goes back behind
 * what it has seen. The threat answered is the authentic but outdated row: a replaced version, an erased document, an
 * old permission, or a store put back from an old copy.
 */
@NullMarked
package dev.weir.tenancy.heads;

import org.jspecify.annotations.NullMarked;
