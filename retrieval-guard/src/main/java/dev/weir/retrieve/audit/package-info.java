/**
 * What happened, kept so that a change shows. Begin with {@link dev.weir.retrieve.audit.AuditSink}, where the firewall
 * records each {@link dev.weir.retrieve.audit.AuditEvent}, and {@link dev.weir.retrieve.audit.AuditLog}, a file of records
 * that are chained by their hashes and signed from time to time; {@link dev.weir.retrieve.audit.SharedAudit} keeps the same
 * where several nodes share it.
 *
 * <p>The invariant: an answer leaves only after its record was taken, and no record holds a word of a document or of a
 * question. The threats answered are the quiet leak that nobody can reconstruct, the log that was edited afterwards, and
 * the log that is itself a copy of everything secret.
 */
@NullMarked
package dev.weir.retrieve.audit;

import org.jspecify.annotations.NullMarked;
