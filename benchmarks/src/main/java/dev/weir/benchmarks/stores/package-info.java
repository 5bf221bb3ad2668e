/**
 * What a guarded store costs beside a bare one, in one run on one server. Begin with
 * {@link dev.weir.benchmarks.stores.StoresCommand}.
 *
 * <p>The invariant: both sides hold the same texts and vectors, are asked the same questions in turn, and are compared with the
 * same exact answer. The threat answered is the figure that was measured on two machines, or against nothing.
 */
@NullMarked
package dev.weir.benchmarks.stores;

import org.jspecify.annotations.NullMarked;
