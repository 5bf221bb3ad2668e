/**
 * The byte reader and writer that the seal and log formats of this module share. Not part of the API: it is public only
 * because Java packages have no friends, and the module does not export it.
 *
 * <p>The invariant: one value has one byte form, and the reader refuses every other. The threat answered is
 * malleability, two different byte strings that mean the same thing to a verifier.
 */
@NullMarked
package dev.weir.tenancy.internal;

import org.jspecify.annotations.NullMarked;
