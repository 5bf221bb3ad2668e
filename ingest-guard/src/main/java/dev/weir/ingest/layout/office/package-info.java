/**
 * What the passes over office documents share: how runs become lines, which colours cannot be told apart, what a number
 * format shows, what a field holds.
 *
 * <p>Invariants: nothing here reads a file; a colour that is not known hides nothing.
 *
 * <p>Threat: none of its own; see the packages of the formats.
 */
@NullMarked
package dev.weir.ingest.layout.office;

import org.jspecify.annotations.NullMarked;
