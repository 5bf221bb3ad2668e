/**
 * What a set of passages tries to do together. Begin with {@link dev.weir.retrieve.screen.SetScreens}, which runs the
 * screens and is the only mint of {@link dev.weir.retrieve.screen.ScreenedChunk};
 * {@link dev.weir.retrieve.screen.SetScreen} is what a third party implements.
 * {@link dev.weir.retrieve.screen.PassageScreen} judges, one by one, chunks whose scan is too old to count.
 *
 * <p>The invariant: a screen proposes and the policy disposes; no screen can add a passage or change one, and whatever it
 * does, no passage comes out that did not go in. The threat answered is the poisoned set: passages that are each
 * well-sealed and harmless to a scanner and that repeat the question to be found, say the same thing many times, or crowd
 * out every other source. Texts are compared by words, without a model, in a millisecond or two.
 */
@NullMarked
package dev.weir.retrieve.screen;

import org.jspecify.annotations.NullMarked;
