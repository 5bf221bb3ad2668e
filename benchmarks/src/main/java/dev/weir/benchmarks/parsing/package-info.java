/**
 * What reading documents costs: plain Tika, Weir's passes, and the same passes in processes that may die, file by file and
 * side by side. {@link dev.weir.benchmarks.parsing.ParseCostCommand} is the entry point.
 *
 * <p>Each way of reading is a process of its own, so that none pays for another's compiler, collector or caches, and processor
 * time is what the operating system says of all threads of that process and its children.
 */
@NullMarked
package dev.weir.benchmarks.parsing;

import org.jspecify.annotations.NullMarked;
