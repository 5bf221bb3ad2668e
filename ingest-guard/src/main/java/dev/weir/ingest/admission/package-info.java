/**
 * What a document does to the corpus that it would join. {@link dev.weir.ingest.admission.AdmissionScreens} is the entry
 * point: {@code IngestGuard} asks it about every document that was admitted and embedded, before anything of it is sealed.
 *
 * <p>Invariants: a document is measured whole, all its chunks together; nothing that one tenant's documents, questions or
 * state say is looked at for another's; a screen that fails holds the document; what a screen knows is bounded, in memory
 * only, and holds no text beyond the call.
 *
 * <p>Threat: a document whose every sentence is harmless and that is found by everybody's question, comes in a flood, takes
 * the place of somebody else's, or says otherwise than what is known.
 */
@NullMarked
package dev.weir.ingest.admission;

import org.jspecify.annotations.NullMarked;
