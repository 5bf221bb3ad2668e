/**
 * The language in which detectors speak: passages in, findings and gaps out.
 *
 * <p>The entry points are {@link dev.weir.models.detect.Detector}, the one interface a third party
 * implements, and {@link dev.weir.models.detect.Detectors#union(java.util.List)}, the only way in which
 * Weir runs several of them. The invariant is that silence is never permission: a detector that throws, a
 * channel nobody screens and a text that could not be covered each become a {@link
 * dev.weir.models.detect.Gap}, and no detector is spared because an earlier one found nothing. The threat
 * it answers is a scanner that reports "clean" about text it never looked at. Nothing in this package holds
 * document text: findings carry offsets, rules and numbers, so that they may be logged, signed and shown.
 */
@NullMarked
package dev.weir.models.detect;

import org.jspecify.annotations.NullMarked;
