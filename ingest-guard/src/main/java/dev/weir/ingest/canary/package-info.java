/**
 * Plants canaries: {@link dev.weir.ingest.canary.CanaryPlanting}. The invariant: a canary goes in by the same door as any
 * document, judged, sealed and published, and under a label that no honest reader holds.
 */
@NullMarked
package dev.weir.ingest.canary;

import org.jspecify.annotations.NullMarked;
