/**
 * Screened chunks in, a prompt's context out. Begin with {@link dev.weir.retrieve.context.ContextAssembler}, the only mint
 * of {@link dev.weir.retrieve.context.GuardedContext}; {@link dev.weir.retrieve.context.Fence} is how passages are kept
 * apart from instructions.
 *
 * <p>The invariant: a context is built of screened chunks only, everything said about a chunk is read from its seal and
 * its document's head, and nothing else that a store returned reaches the text. The threat answered is a passage that
 * pretends to end and to go on as an instruction, or as another, better trusted passage.
 */
@NullMarked
package dev.weir.retrieve.context;

import org.jspecify.annotations.NullMarked;
