/**
 * How well the screener tells attacks from documents, and what that costs.
 *
 * <p>{@link dev.weir.benchmarks.quality.QualityCommand} is the entry point: it judges labelled texts with the product itself
 * and writes one JSON file and one Markdown page. The invariant is that no figure mixes two sources, and that each proportion
 * stands with an interval that allows for texts which share a payload or a carrier. It answers the threat that a detector
 * looks good on the average of easy sets and misses the one attack that matters.
 */
@NullMarked
package dev.weir.benchmarks.quality;

import org.jspecify.annotations.NullMarked;
