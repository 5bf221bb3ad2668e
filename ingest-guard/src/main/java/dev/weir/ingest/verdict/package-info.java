/**
 * From what was seen and what was not read to one decision. {@link dev.weir.ingest.verdict.Judge} is the entry point; a
 * {@link dev.weir.ingest.verdict.VerdictPolicy} proposes, the judge decides.
 *
 * <p>Invariant: a blocking gap is judged before any policy is asked, and no policy can admit it; a document of which
 * nothing may be indexed is never admitted. A rationale holds codes, places and numbers, never text.
 *
 * <p>Threat: a document that is waved through because it could not be read, because one rule fell silent, or because the
 * policy in force was nobody's in particular.
 */
@NullMarked
package dev.weir.ingest.verdict;

import org.jspecify.annotations.NullMarked;
