/**
 * Content credentials in text (C2PA 2.3 A.7, 2.4 A.8): a signed manifest that is spelled with variation selectors behind
 * the text. {@link dev.weir.ingest.provenance.ContentCredentials} finds, verifies and takes out what smuggled text looks
 * like too.
 *
 * <p>Invariant: a credential that does not verify is hidden text, and so is judged; one that verifies is taken out of the
 * text and its own words are judged as metadata. Outcomes hold digests and codes, never words of the manifest.
 *
 * <p>Threat: text for a model is smuggled in the form of a credential, or in the parts of one that no signature covers.
 */
@NullMarked
package dev.weir.ingest.provenance;

import org.jspecify.annotations.NullMarked;
