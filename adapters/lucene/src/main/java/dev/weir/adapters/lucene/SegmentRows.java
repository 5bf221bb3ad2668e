package dev.weir.adapters.lucene;

import dev.weir.tenancy.chunk.Candidate;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.StoredFields;

/**
 * Reads the rows of one segment as candidates, in their order; neighbours share what is decompressed. Not thread-safe.
 */
final class SegmentRows {
    private static final Set<String> STORED = Set.of(Fields.TEXT, Fields.SEAL, Fields.ATTRIBUTES);

    private final SortedDocValues ids;
    private final StoredFields storedFields;
    private final SegmentVectors vectors;

    SegmentRows(LeafReader segment) throws IOException {
        this.ids = DocValues.getSorted(segment, Fields.ID);
        this.storedFields = segment.storedFields();
        this.vectors = new SegmentVectors(segment);
    }

    /** @param row within the segment, higher than in the call before */
    Candidate read(int row, double score) throws IOException {
        String id = ids.advanceExact(row) ? ids.lookupOrd(ids.ordValue()).utf8ToString() : null;
        Document stored = storedFields.document(row, STORED);
        Map<String, String> attributes = new HashMap<>();
        for (String attribute : stored.getValues(Fields.ATTRIBUTES)) {
            int border = attribute.indexOf('=');
            attributes.put(attribute.substring(0, border), attribute.substring(border + 1));
        }
        // A copy, because Lucene lends its own buffer.
        float[] vector = vectors.of(row).clone();
        return new Candidate(
                id, stored.get(Fields.TEXT), stored.get(Fields.SEAL), vector, Map.copyOf(attributes), score);
    }
}
