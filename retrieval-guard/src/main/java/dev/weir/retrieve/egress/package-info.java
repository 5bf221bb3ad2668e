/**
 * Answer in, answer out: the last look at what a model wrote before a person reads it. Begin with
 * {@link dev.weir.retrieve.egress.ResponseGuard}.
 *
 * <p>The invariant: nothing that a policy cuts or blocks leaves, neither whole nor in parts, and how an answer was cut into
 * tokens changes nothing. The threat answered is text that reached the model on a way round the firewall, and a model that
 * was talked into carrying data out in the address of a picture.
 */
@NullMarked
package dev.weir.retrieve.egress;

import org.jspecify.annotations.NullMarked;
