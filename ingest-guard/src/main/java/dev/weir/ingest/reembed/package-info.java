/**
 * Another embedder for an index that is in use. {@link dev.weir.ingest.reembed.Reembedding} builds a second index beside
 * the first, carries over what was verified, and has its keeper switch in one step.
 *
 * <p>Invariant: at every moment, whatever is killed, each of the two indexes that queries may go to holds every current
 * document whole, in exactly one version that verifies. Text is never scanned again, because a seal over it still holds;
 * stamps, tags, trust and provenance stay.
 *
 * <p>Threat: a change of models that drops documents without a word, or brings back what was replaced or erased.
 */
@NullMarked
package dev.weir.ingest.reembed;

import org.jspecify.annotations.NullMarked;
