/**
 * Fixed rules about the form of a text: what is invisible in it, imitated, encoded or addressed to a model.
 *
 * <p>The entry points are {@link dev.weir.models.lexical.LexicalDetectors}, the detectors in their fixed
 * order, {@link dev.weir.models.lexical.NormalizedText}, which folds a text for matching, and {@link
 * dev.weir.models.lexical.DecodedViews}, which hands on whatever can be decoded out of a text so that every
 * detector judges that too. The invariant is that a match found in folded text maps back to the exact range
 * of the original that produced it. The threat it answers is an attack in a form that a classifier does not
 * see: other characters, other encodings, or none that are shown. Rules about wording alone score below
 * one half, because texts about attacks use the same words; rules about smuggling score above it.
 */
@NullMarked
package dev.weir.models.lexical;

import org.jspecify.annotations.NullMarked;
