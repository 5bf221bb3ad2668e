package dev.weir.tenancy.seal;

import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.heads.DocumentHead;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of the documents that a reviewer named.
 *
 * @param endorsed the heads that were published again, by document
 * @param refused the documents that were not endorsed, and why
 */
public record EndorsementReport(List<DocumentHead> endorsed, Map<DocumentId, EndorsementRefusal> refused) {
    public EndorsementReport {
        endorsed = List.copyOf(endorsed);
        refused = Collections.unmodifiableMap(new TreeMap<>(refused));
    }
}
