package dev.weir.ingest.rescan;

import static java.util.Objects.requireNonNull;

import dev.weir.ingest.Rescreened;
import dev.weir.ingest.verdict.RationaleCode;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.chunk.DocumentId;
import java.util.List;
import java.util.Optional;

/**
 * What became of one document.
 *
 * @param screened what the rules say; empty if rows are missing or broken
 */
public record Rescanned(TenantId tenant, DocumentId document, Outcome outcome, Optional<Rescreened> screened) {
    /** @throws IllegalArgumentException if there is no judgement and the outcome rests on one */
    public Rescanned {
        requireNonNull(tenant, "tenant is null");
        requireNonNull(document, "document is null");
        requireNonNull(outcome, "outcome is null");
        requireNonNull(screened, "screened is null");
        if (screened.isEmpty() && outcome != Outcome.UNREADABLE) {
            throw new IllegalArgumentException(outcome + " needs a judgement");
        }
    }

    /** Why, as far as the rules say. */
    public List<RationaleCode> codes() {
        return screened.map(each -> each.rationale().codes()).orElse(List.of());
    }

    /** What became of it. */
    public enum Outcome {
        /** Clean, and stamped. */
        RESTAMPED,
        /** Not clean, and stamped: a reviewer released exactly this text. */
        KEPT,
        /** Not clean, and withheld until somebody reviews it. */
        SUSPENDED,
        /** Rows are missing or broken, or something was not judged: left as it was. */
        UNREADABLE
    }
}
