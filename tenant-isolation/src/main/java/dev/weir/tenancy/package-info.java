/**
 * Who is asking and what they may see. Begin with {@link dev.weir.tenancy.ScopeResolver}: it asks an
 * {@link dev.weir.tenancy.AccessPolicy} and mints the two proofs that every door of Weir wants, an
 * {@link dev.weir.tenancy.AccessScope} to read and a {@link dev.weir.tenancy.WriteGrant} to write.
 *
 * <p>The invariant: no proof without a grant, and no value that means "every tenant". The threat answered is the
 * forgotten or injected tenant filter: a query that was never bound to a scope cannot be written down.
 */
@NullMarked
package dev.weir.tenancy;

import org.jspecify.annotations.NullMarked;
