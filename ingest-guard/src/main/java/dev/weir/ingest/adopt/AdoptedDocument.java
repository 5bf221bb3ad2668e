package dev.weir.ingest.adopt;

import static java.util.Objects.requireNonNull;

import dev.weir.ingest.verdict.RationaleCode;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.chunk.SourceRef;
import java.util.List;

/**
 * What became of the rows of one document, or would.
 *
 * @param rows how many of its rows were looked at
 * @param codes why it is held; empty if it is not
 * @param flagged keys of the rows that are flagged by themselves, of a document that is held
 */
public record AdoptedDocument(
        DocumentId document,
        SourceRef source,
        int rows,
        Outcome outcome,
        List<RationaleCode> codes,
        List<String> flagged) {
    public AdoptedDocument {
        requireNonNull(document, "document is null");
        requireNonNull(source, "source is null");
        requireNonNull(outcome, "outcome is null");
        codes = List.copyOf(codes);
        flagged = List.copyOf(flagged);
    }

    /** What became of it. The names are part of the command line's formats. */
    public enum Outcome {
        /** Clean: its rows count from now on, or would. */
        ADOPTED,
        /** Adopted before, and its rows are as they were. */
        UNCHANGED,
        /** Adopted before, scanned again by other rules, and clean. */
        RESTAMPED,
        /** Not clean, or not judged: none of its rows counts. */
        HELD,
        /** More rows or text than one document may have: it is not looked at. */
        TOO_LARGE,
        /** It came in by an ingest, or its audience was changed since: left as that made it. */
        KNOWN,
        /** It was erased or revoked, or, in a dry run, is withheld: none of its rows counts, however clean. */
        WITHDRAWN;

        /** Whether nothing of it counts that somebody may want to. */
        public boolean isStopped() {
            return this == HELD || this == TOO_LARGE;
        }
    }
}
