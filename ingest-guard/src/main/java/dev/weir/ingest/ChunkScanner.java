package dev.weir.ingest;

import static java.util.Objects.requireNonNull;

import dev.weir.ingest.parse.DocumentLimits;
import dev.weir.ingest.quarantine.HeldFinding;
import dev.weir.ingest.verdict.Judge;
import dev.weir.ingest.verdict.RationaleCode;
import dev.weir.ingest.verdict.ScreenedDocument;
import dev.weir.ingest.verdict.Verdict;
import dev.weir.ingest.verdict.VerdictPolicies;
import dev.weir.ingest.verdict.VerdictPolicy;
import dev.weir.models.Screener;
import dev.weir.models.ScreenerIdentity;
import dev.weir.tenancy.TrustTier;
import dev.weir.tenancy.chunk.ScanStamp;
import dev.weir.tenancy.chunk.SourceRef;
import java.util.List;
import java.util.function.Predicate;

/**
 * Judges the text of sealed chunks again, without the document they were cut from. Thread-safe; does not own the screener.
 *
 * <h2>Guarantees</h2>
 *
 * <p>Chunks are judged as an ingest judges segments: every location's text whole, across the cuts, and chunk by chunk
 * where that comes near its threshold; by the policy for the source; findings that somebody accepted left out.
 *
 * <h2>Not guaranteed</h2>
 *
 * <p>A look at what was never indexed, such as hidden text: that takes the document's bytes, and an ingest.
 */
public final class ChunkScanner {
    private static final String PIPELINE = "rescan/1";

    private final Screener screener;
    private final VerdictPolicies policies;
    private final ScanRules rules;

    /**
     * @param epoch of rules and model, that documents found clean are stamped with
     * @throws IllegalArgumentException if the identity of the screener does not fit into a stamp
     */
    public ChunkScanner(Screener screener, VerdictPolicies policies, int epoch) {
        this.screener = requireNonNull(screener, "screener is null");
        this.policies = requireNonNull(policies, "policies is null");
        this.rules = new ScanRules(PIPELINE, DocumentLimits.defaults(), policies.id(), screener.identity(), epoch);
        requireNonNull(rules.stamp(policies.otherwise(), ScanStamp.Outcome.ADMITTED, 0.0));
    }

    /** The epoch that documents found clean are stamped with. */
    public int epoch() {
        return rules.epoch();
    }

    /**
     * Whether a stamp is of these detectors, model, tokenizer and calibration. Policy and runtime do not count: one store
     * may have many policies, and machines of several kinds.
     */
    public boolean gave(ScanStamp stamp) {
        ScreenerIdentity identity = rules.screener();
        return stamp.ruleset().startsWith(identity.rulesetId() + ";")
                && stamp.model().hex().equals(identity.modelDigest())
                && stamp.tokenizer().hex().equals(identity.tokenizerDigest())
                && stamp.calibration().equals(identity.calibrationId());
    }

    /**
     * Judges the chunks of one document.
     *
     * @param outcome of the scan that let it in; the new stamp keeps it
     * @param chunks all of them, in the order of their ordinals
     * @param accepted findings that count towards no risk
     */
    public Rescreened rescreen(
            SourceRef source,
            TrustTier trust,
            ScanStamp.Outcome outcome,
            List<SealedText> chunks,
            Predicate<HeldFinding> accepted) {
        VerdictPolicy policy = policies.policyFor(source, trust);
        DocumentScreen screen = new DocumentScreen(screener, policy, accepted);
        screen.screen(new JoinedChunks(chunks).layers());
        Verdict verdict = Judge.judge(
                policy,
                new ScreenedDocument(
                        source,
                        trust,
                        rules.limits(),
                        screen.layers(),
                        screen.segments(),
                        screen.findings().stream().map(HeldFinding::found).toList(),
                        screen.accepted(),
                        screen.gaps()));
        return new Rescreened(
                judgement(verdict),
                verdict.rationale(),
                screen.worst(),
                rules.stamp(policy, outcome, screen.worst().score().value()));
    }

    private static Rescreened.Judgement judgement(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Admit admit -> admit.isWhole() ? Rescreened.Judgement.CLEAN : Rescreened.Judgement.FLAGGED;
            case Verdict.Redact redact -> Rescreened.Judgement.FLAGGED;
            case Verdict.Quarantine quarantine ->
                isBlocked(quarantine) ? Rescreened.Judgement.UNJUDGED : Rescreened.Judgement.FLAGGED;
            case Verdict.Reject reject -> Rescreened.Judgement.UNJUDGED;
        };
    }

    private static boolean isBlocked(Verdict.Quarantine quarantine) {
        List<RationaleCode> codes = quarantine.rationale().codes();
        return codes.contains(RationaleCode.BLOCKING_GAP) || codes.contains(RationaleCode.LIMIT_BROKEN);
    }
}
