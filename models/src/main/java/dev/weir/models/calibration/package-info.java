/**
 * Gives numbers their meaning: from a model's raw output and a rule's hit to one risk and one decision.
 *
 * <p>The entry point is {@link dev.weir.models.calibration.Ensemble}, which turns a screening into a {@link
 * dev.weir.models.calibration.Risk}. The invariant is that a score is only ever compared with a threshold
 * of the same calibration, and that every threshold says which rate of false alarms it was chosen for. The
 * threat it answers is the shipped default threshold that nobody measured: a decision here always names its
 * {@link dev.weir.models.calibration.OperatingPoint}.
 */
@NullMarked
package dev.weir.models.calibration;

import org.jspecify.annotations.NullMarked;
