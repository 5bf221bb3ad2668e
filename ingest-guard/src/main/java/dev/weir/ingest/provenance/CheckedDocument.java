package dev.weir.ingest.provenance;

import static java.util.Objects.requireNonNull;

import dev.weir.ingest.parse.ParsedDocument;
import java.util.List;

/**
 * A document without the credentials that its visible text held.
 *
 * @param document what is to be screened and indexed
 * @param credentials what was found, in document order; empty if there was none
 */
public record CheckedDocument(ParsedDocument document, List<LocatedCredential> credentials) {
    public CheckedDocument {
        requireNonNull(document, "document is null");
        credentials = List.copyOf(credentials);
    }
}
