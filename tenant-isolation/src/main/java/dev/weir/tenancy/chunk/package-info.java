/**
 * The facts of a chunk: its name, its digest, where it came from and how it was scanned. Begin with
 * {@link dev.weir.tenancy.chunk.ChunkFacts}, what a seal binds, and {@link dev.weir.tenancy.chunk.Candidate}, what a
 * store gives back and nobody trusts.
 *
 * <p>The invariant: facts are immutable records that validate themselves, and text is well-formed Unicode with exactly
 * one UTF-8 form. The threat answered is ambiguity: two readings of one row.
 */
@NullMarked
package dev.weir.tenancy.chunk;

import org.jspecify.annotations.NullMarked;
