package dev.weir.ingest.adopt;

import static java.util.Objects.requireNonNull;

import dev.weir.tenancy.heads.DocumentHead;
import java.util.List;

/**
 * What a run would come to.
 *
 * @param heads of what would be adopted, all expiring at the deadline: what a snapshot is made of
 */
public record Rehearsal(AdoptionSummary summary, List<DocumentHead> heads) {
    public Rehearsal {
        requireNonNull(summary, "summary is null");
        heads = List.copyOf(heads);
    }
}
