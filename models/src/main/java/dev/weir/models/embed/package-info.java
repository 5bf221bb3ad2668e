/**
 * Turns text into vectors.
 *
 * <p>The entry point is {@link dev.weir.models.embed.Embedder}; {@link dev.weir.models.embed.MiniLmEmbedder}
 * is the default that runs inside the process and never touches the network. The invariant is that every
 * vector has unit length and the stated dimension and depends on its own text alone, so that a vector bound
 * into a seal can be computed again. The threat it answers is text that is embedded only in part: a text of
 * any length is embedded whole.
 */
@NullMarked
package dev.weir.models.embed;

import org.jspecify.annotations.NullMarked;
