/**
 * The seal: what binds a chunk's text to its tenant, provenance and verdict. Begin with
 * {@link dev.weir.tenancy.seal.Sealer} at ingestion and {@link dev.weir.tenancy.seal.SealVerifier} at query time; the
 * bytes are specified in {@code docs/formats/seal-v1.md}.
 *
 * <p>The invariant: only the verifier makes a {@link dev.weir.tenancy.seal.VerifiedChunk}, and only from a row whose
 * every sealed byte holds under the current head. The threat answered is the store that lies, is written to by others,
 * or is put back from an old copy.
 */
@NullMarked
package dev.weir.tenancy.seal;

import org.jspecify.annotations.NullMarked;
