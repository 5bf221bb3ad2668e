/**
 * Measurements of the guards and adapters.
 *
 * <p>Each main class or JMH benchmark is an entry point. Nothing here is product code and nothing depends on it. It answers
 * the question whether the guards are fast and sharp enough, with seeds that make each figure repeatable.
 */
@NullMarked
package dev.weir.benchmarks;

import org.jspecify.annotations.NullMarked;
