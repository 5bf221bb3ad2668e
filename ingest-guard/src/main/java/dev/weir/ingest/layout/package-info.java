/**
 * Structural passes: what a format's own library knows of each run of text, in place of a flat text. Each pass gives every
 * run its {@link dev.weir.models.detect.Channel}, the {@link dev.weir.ingest.layout.Concealment reasons} why a reader does
 * not see it, and its {@link dev.weir.ingest.layout.Place}. Each sub-package names its
 * parsers, which stand in for Tika's own, in a factory.
 *
 * <p>Invariants: a run that a reader does not see never goes to BODY; a part that a pass does not understand is a gap; a
 * place holds numbers, never document text. A pass runs in a worker process and nowhere else.
 *
 * <p>Threat: text written so that people do not see it and a model does; files built to crash or stall a reader.
 *
 * <p>Not guaranteed: that what is called visible was seen. Rendering has more ways to hide than there are codes.
 */
@NullMarked
package dev.weir.ingest.layout;

import org.jspecify.annotations.NullMarked;
