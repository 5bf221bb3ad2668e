/**
 * Figures with 95 % intervals. Begin with {@link dev.weir.benchmarks.interval.Share}: a proportion, Wilson's interval, and a
 * bootstrap for values that are not independent. The invariant: no figure without an interval, and of two intervals the
 * wider one.
 */
@NullMarked
package dev.weir.benchmarks.interval;

import org.jspecify.annotations.NullMarked;
