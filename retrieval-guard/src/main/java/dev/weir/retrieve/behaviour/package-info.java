/**
 * Who reads a corpus out, one polite question at a time. Begin with
 * {@link dev.weir.retrieve.behaviour.BehaviourGuard}, which a firewall asks before it searches and tells what it found;
 * {@link dev.weir.retrieve.behaviour.BehaviourPolicy} says what is done about which
 * {@link dev.weir.retrieve.behaviour.Sign}, and {@link dev.weir.retrieve.behaviour.BehaviourStates} keeps what is known.
 *
 * <p>The invariant: it can only take away. What is kept are sketches, counters and keyed digests, never a name or a word;
 * a state that is lost makes answers smaller. The threat answered is the patient thief whose every question is
 * harmless.
 */
@NullMarked
package dev.weir.retrieve.behaviour;

import org.jspecify.annotations.NullMarked;
