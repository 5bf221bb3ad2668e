/**
 * Rows that a store held before Weir become sealed chunks without being rewritten. Begin with
 * {@link dev.weir.ingest.adopt.Adoption}; {@link dev.weir.ingest.adopt.RowMapping} says which metadata names tenant, source and
 * document.
 *
 * <p>Invariant: a row counts only under the tenant and the source that its own metadata names, whole documents at a time, and
 * nothing that is missing is guessed. Threat: what somebody planted before there was a guard, and rows of one tenant that end
 * up in another's answers.
 */
@NullMarked
package dev.weir.ingest.adopt;

import org.jspecify.annotations.NullMarked;
