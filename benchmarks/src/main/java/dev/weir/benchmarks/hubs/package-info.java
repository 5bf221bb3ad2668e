/**
 * How well screens of the corpus tell hubs, floods and lies from documents, and what that costs.
 *
 * <p>{@link dev.weir.benchmarks.hubs.HubsCommand} is the entry point: it embeds a clean corpus with the embedder in the process,
 * builds attacks against it, asks the product's own screens, and writes one JSON file and one Markdown page. The invariant is
 * that no clean document is scored by an index that holds it, and that what was chosen on one split is reported on another. It
 * answers the threat that a screen is praised for attacks that would have done nothing.
 */
@NullMarked
package dev.weir.benchmarks.hubs;

import org.jspecify.annotations.NullMarked;
