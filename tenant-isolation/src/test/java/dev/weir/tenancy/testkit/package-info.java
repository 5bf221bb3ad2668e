/**
 * The kit that stores and guards are tested with, published in the test-jar. Begin with
 * {@link dev.weir.tenancy.testkit.SealedWorld}, real keys, logs and seals in miniature;
 * {@link dev.weir.tenancy.testkit.ChunkStoreContract} and {@link dev.weir.tenancy.testkit.LifecycleContract} are what every
 * store must pass, and {@link dev.weir.tenancy.testkit.LyingStore} is a store that breaks one promise at a time.
 *
 * <p>The invariant: nothing here is a mock; every seal, head and signature is made by the product's own code. The
 * threat answered is the test that only ever met an honest store. Everything random comes from a printed seed.
 */
@NullMarked
package dev.weir.tenancy.testkit;

import org.jspecify.annotations.NullMarked;
