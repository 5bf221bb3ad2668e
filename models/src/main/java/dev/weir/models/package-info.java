/**
 * Judges text, and never knows whose it is.
 *
 * <p>The entry point is {@link dev.weir.models.Screener}: it runs all detectors over a passage and over
 * whatever can be decoded out of it, and returns an {@link dev.weir.models.Assessment}. The invariant is
 * that the same bytes under the same {@link dev.weir.models.ScreenerIdentity} get the same assessment on
 * every machine of one architecture, so that a signed stamp can be relied on later. The threat it answers is
 * an instruction hidden in a document that a language model will read as context.
 */
@NullMarked
package dev.weir.models;

import org.jspecify.annotations.NullMarked;
