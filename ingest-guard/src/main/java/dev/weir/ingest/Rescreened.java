package dev.weir.ingest;

import static java.util.Objects.requireNonNull;

import dev.weir.ingest.verdict.Rationale;
import dev.weir.models.calibration.Risk;
import dev.weir.tenancy.chunk.ScanStamp;

/**
 * What the rules say of a document's sealed chunks.
 *
 * @param rationale why
 * @param risk the worst of any part
 * @param stamp what a seal says of this scan
 */
public record Rescreened(Judgement judgement, Rationale rationale, Risk risk, ScanStamp stamp) {
    public Rescreened {
        requireNonNull(judgement, "judgement is null");
        requireNonNull(rationale, "rationale is null");
        requireNonNull(risk, "risk is null");
        requireNonNull(stamp, "stamp is null");
    }

    /** How it ended. */
    public enum Judgement {
        /** An ingest would admit all of it as it is. */
        CLEAN,
        /** An ingest would withhold, cut or hold some of it. */
        FLAGGED,
        /** Something was not judged. */
        UNJUDGED
    }
}
