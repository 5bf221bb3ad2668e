/**
 * How much of a corpus a thief gets before he is stopped, and how many honest readers are. Begin with
 * {@link dev.weir.benchmarks.behaviour.BehaviourCommand}, which writes {@code behaviour.json} and {@code behaviour.md}.
 *
 * <p>The monitors, the ladder and the states are the product's; the index holds real texts under the product's embedder and
 * is searched exhaustively. Readers and thieves are simulated from seeds.
 */
@NullMarked
package dev.weir.benchmarks.behaviour;

import org.jspecify.annotations.NullMarked;
