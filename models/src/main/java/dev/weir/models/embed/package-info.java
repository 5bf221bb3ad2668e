/**
 * Turns text into vectors.
 *
 * <p>The entry point is {@link dev.weir.models.embed.Embedder}; {@link dev.weir.models.embed.MiniLmEmbedder}
 * is the default that runs inside the process and never touches the network.
 * {@link dev.weir.models.embed.BudgetedEmbedder} stands before one that is remote, and
 * {@link dev.weir.models.embed.PrecomputedEmbeddings} before one that need not embed everything. The invariant is
 * that {@link dev.weir.models.embed.Embeddings#of} lets through one finite vector of the stated dimension for each
 * text, which depends on its own text alone, so that a vector bound into a seal can be computed again. The threats
 * it answers are text that is embedded only in part, and vectors that are another text's or another model's.
 */
@NullMarked
package dev.weir.models.embed;

import org.jspecify.annotations.NullMarked;
