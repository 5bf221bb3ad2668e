package dev.weir.ingest.adopt;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What a run came to.
 *
 * @param documents how many ended how; none that is not there
 * @param rows of those documents, likewise
 * @param heldRows rows that are of no document or could not be sealed
 */
public record AdoptionSummary(
        Map<AdoptedDocument.Outcome, Long> documents, Map<AdoptedDocument.Outcome, Long> rows, long heldRows) {
    public AdoptionSummary {
        documents = copy(documents);
        rows = copy(rows);
    }

    private static Map<AdoptedDocument.Outcome, Long> copy(Map<AdoptedDocument.Outcome, Long> counts) {
        Map<AdoptedDocument.Outcome, Long> copy = new EnumMap<>(AdoptedDocument.Outcome.class);
        copy.putAll(counts);
        return Collections.unmodifiableMap(copy);
    }

    /** Documents that ended so. */
    public long documents(AdoptedDocument.Outcome outcome) {
        return documents.getOrDefault(outcome, 0L);
    }

    /** Rows of documents that ended so. */
    public long rows(AdoptedDocument.Outcome outcome) {
        return rows.getOrDefault(outcome, 0L);
    }
}
