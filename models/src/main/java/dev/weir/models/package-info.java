/**
 * What a text tries to do.
 *
 * <p>Detectors are the entry point: they read a passage and report findings and gaps. Nothing here knows whose text it
 * reads, and what was not read is reported as a gap, never as clean. It answers the threat that a document carries
 * instructions for the model that will read it.
 */
@NullMarked
package dev.weir.models;

import org.jspecify.annotations.NullMarked;
