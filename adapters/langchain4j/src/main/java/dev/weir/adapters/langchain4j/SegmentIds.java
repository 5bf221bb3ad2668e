package dev.weir.adapters.langchain4j;

import dev.weir.ingest.IngestOutcome;
import dev.weir.ingest.verdict.Verdict;
import dev.weir.tenancy.chunk.ChunkId;
import dev.weir.tenancy.heads.DocumentHead;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/** The ids that segments get: their chunks', or what says why they have none. */
final class SegmentIds {
    private SegmentIds() {}

    /** One id for each segment of a document, in order. */
    static List<String> of(IngestOutcome outcome, int segments) {
        return switch (outcome) {
            case IngestOutcome.Sealed sealed -> of(sealed, segments);
            case IngestOutcome.Quarantined quarantined -> Collections.nCopies(segments, held(quarantined));
            case IngestOutcome.Refused refused ->
                Collections.nCopies(segments, "refused:" + refused.code().code());
        };
    }

    private static List<String> of(IngestOutcome.Sealed sealed, int segments) {
        Set<Integer> withheld = withheld(sealed.report().verdict());
        DocumentHead head = sealed.head();
        if (segments - withheld.size() != head.treeSize()) {
            // A reviewer released another cut of the document, which stays.
            return Collections.nCopies(segments, "released:" + head.document() + "/" + head.version());
        }
        List<String> ids = new ArrayList<>();
        int ordinal = 0;
        for (int i = 0; i < segments; i++) {
            ids.add(
                    withheld.contains(i)
                            ? held(sealed)
                            : new ChunkId(head.tenant(), head.document(), head.version(), ordinal++).toString());
        }
        return ids;
    }

    private static Set<Integer> withheld(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Admit admit -> admit.withheld();
            case Verdict.Redact redact -> redact.withheld();
            case Verdict.Quarantine quarantine -> Set.of();
            case Verdict.Reject reject -> Set.of();
        };
    }

    private static String held(IngestOutcome outcome) {
        return "held:" + outcome.ticket().map(ticket -> ticket.id().toString()).orElse("");
    }
}
