/**
 * Question in, safe context out. Begin with {@link dev.weir.retrieve.RetrievalFirewall}; a
 * {@link dev.weir.retrieve.RetrievalRequest} enters and a {@link dev.weir.retrieve.context.GuardedContext} leaves.
 *
 * <p>The packages are ordered, each may use those to its left: {@code verify ← screen ← context ←
 * egress}, {@code verify ← screen ← audit} and {@code verify ← behaviour ← audit}, and this one comes last. The invariant: verification precedes everything else that
 * reads a row, any exception yields fewer chunks and never more, and no document parser is on the class path. The threat
 * answered is a store that returns rows it should not, or rows that were planted.
 */
@NullMarked
package dev.weir.retrieve;

import org.jspecify.annotations.NullMarked;
