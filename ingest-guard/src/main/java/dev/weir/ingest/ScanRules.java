package dev.weir.ingest;

import static java.util.Objects.requireNonNull;

import dev.weir.ingest.parse.DocumentLimits;
import dev.weir.ingest.verdict.VerdictPolicy;
import dev.weir.models.ScreenerIdentity;
import dev.weir.tenancy.chunk.ScanStamp;
import dev.weir.tenancy.chunk.Sha256;

/**
 * Everything that a verdict depends on besides the document: by it a ledger knows whether an earlier verdict still says
 * something.
 *
 * @param pipeline what extracts text and cuts it
 * @param limits what a document may cost
 * @param policies id of the policies in force
 * @param screener what judges text
 * @param epoch of rules and model; raised when documents are to be scanned again
 */
public record ScanRules(String pipeline, DocumentLimits limits, String policies, ScreenerIdentity screener, int epoch) {
    public ScanRules {
        requireNonNull(pipeline, "pipeline is null");
        requireNonNull(limits, "limits is null");
        requireNonNull(policies, "policies is null");
        requireNonNull(screener, "screener is null");
    }

    /** The digest of all of it. */
    public Sha256 digest() {
        return Sha256.ofText(String.join(
                "\n",
                pipeline,
                limits.toString(),
                policies,
                screener.rulesetId(),
                screener.modelDigest(),
                screener.tokenizerDigest(),
                screener.calibrationId(),
                screener.runtime(),
                Integer.toString(epoch)));
    }

    /** What a seal says of a scan by these rules. */
    ScanStamp stamp(VerdictPolicy policy, ScanStamp.Outcome outcome, double worst) {
        return new ScanStamp(
                epoch,
                screener.rulesetId() + ";" + policy.id(),
                Sha256.fromHex(screener.modelDigest()),
                Sha256.fromHex(screener.tokenizerDigest()),
                screener.calibrationId(),
                screener.runtime(),
                outcome,
                (int) Math.round(worst * 10_000));
    }
}
