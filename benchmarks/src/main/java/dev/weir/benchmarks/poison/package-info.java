/**
 * How well the set screens keep poisoned passages out of answers, what they cost clean answers, and how published defences
 * do on the same sets.
 *
 * <p>{@link dev.weir.benchmarks.poison.PoisonCommand} is the entry point: it plants published and adaptive poison among clean
 * passages, retrieves with an embedder, screens with the product and writes one JSON file and one Markdown page. The
 * invariant: parameters are chosen on three tenths of the questions and every figure is of the others, with an interval. It
 * answers the threat that a screen is tuned to the attack it is shown with.
 */
@NullMarked
package dev.weir.benchmarks.poison;

import org.jspecify.annotations.NullMarked;
