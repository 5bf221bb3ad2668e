/**
 * Rows in, verified chunks out. Begin with {@link dev.weir.retrieve.verify.CandidateGate}, the one door between a store
 * and everything behind it; {@link dev.weir.retrieve.verify.WithholdCode} lists every reason for which something stays
 * outside.
 *
 * <p>The invariant: each row is checked, whatever the store says that it filtered, and what the caller is told of a
 * refused row depends only on rows that the caller may read. The threat answered is a store that returns rows of somebody
 * else, rows that were altered, or rows that no longer count.
 */
@NullMarked
package dev.weir.retrieve.verify;

import org.jspecify.annotations.NullMarked;
