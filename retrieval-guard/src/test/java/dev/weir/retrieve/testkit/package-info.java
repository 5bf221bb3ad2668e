/**
 * What guards over stores of others are tested with, published in the test-jar. Begin with
 * {@link dev.weir.retrieve.testkit.LyingRowsContract}.
 *
 * <p>The invariant: nothing here is a mock; verdicts come from the product's own gate. The threat answered is the store that
 * lies through a framework's own interface.
 */
@NullMarked
package dev.weir.retrieve.testkit;

import org.jspecify.annotations.NullMarked;
