/**
 * Documents that wait for a person. {@link dev.weir.ingest.quarantine.QuarantineStore} keeps the bytes, what was found in
 * them and what was decided; {@link dev.weir.ingest.quarantine.Suppressions} keeps findings that somebody accepted.
 *
 * <p>Invariants: a ticket is bound to its tenant, to the digest of the bytes and to the digest of the text that was
 * reviewed; everything lies in files that only their owner may read, and a file is there whole or not at all.
 *
 * <p>Threat: a held document that slips into the index as something else than what was reviewed, by another hand than a
 * second person's, or with more trust than it was uploaded with.
 */
@NullMarked
package dev.weir.ingest.quarantine;

import org.jspecify.annotations.NullMarked;
