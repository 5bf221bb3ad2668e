package dev.weir.ingest;

import dev.weir.ingest.quarantine.HeldFinding;
import dev.weir.ingest.verdict.CorpusSign;
import dev.weir.ingest.verdict.Judge;
import dev.weir.ingest.verdict.OnHeldSuccessor;
import dev.weir.ingest.verdict.Verdict;
import dev.weir.ingest.verdict.VerdictPolicy;
import dev.weir.models.detect.GapCode;
import dev.weir.tenancy.chunk.ScanStamp;
import dev.weir.tenancy.chunk.Sha256;
import java.util.List;

/** A document that was read, screened and judged, with the text that may be sealed. */
final class Assessed {
    private final DocumentReport report;
    private final DocumentScanner.Reading reading;
    private final VerdictPolicy policy;
    private final ScanRules rules;
    private final List<HeldFinding> findings;
    private final List<ReadySegment> admitted;

    Assessed(
            DocumentReport report,
            DocumentScanner.Reading reading,
            VerdictPolicy policy,
            ScanRules rules,
            List<HeldFinding> findings,
            List<ReadySegment> admitted) {
        this.report = report;
        this.reading = reading;
        this.policy = policy;
        this.rules = rules;
        this.findings = List.copyOf(findings);
        this.admitted = List.copyOf(admitted);
    }

    DocumentReport report() {
        return report;
    }

    /** What may be embedded and sealed; empty unless the verdict admits or redacts. */
    List<ReadySegment> admitted() {
        return admitted;
    }

    List<HeldFinding> findings() {
        return findings;
    }

    /** Digest of the bytes. Only documents with one are admitted or held. */
    Sha256 bytes() {
        return Sha256.fromHex(reading.parsed().sha256());
    }

    /** Digest of everything that was extracted. */
    Sha256 text() {
        return TextDigest.ofLayers(reading.parsed().layers());
    }

    String pipeline() {
        return reading.pipeline();
    }

    /** UTF-16 code units of everything that was extracted. */
    long textLength() {
        return reading.parsed().layers().stream()
                .mapToLong(layer -> layer.text().length())
                .sum();
    }

    /** What the policy in force says of a version that is held. */
    OnHeldSuccessor onHeldSuccessor() {
        return policy.onHeldSuccessor();
    }

    /** The same in a batch that is held whole: nothing is admitted. */
    Assessed heldWithBatch() {
        return new Assessed(
                report.withVerdict(Judge.heldWithBatch(report.verdict())), reading, policy, rules, findings, List.of());
    }

    /** The same with what it would do to the corpus: a sign that holds leaves nothing admitted. */
    Assessed with(List<CorpusSign> signs) {
        Verdict verdict = Judge.admission(report.verdict(), signs);
        List<ReadySegment> left = verdict instanceof Verdict.Quarantine ? List.of() : admitted;
        return new Assessed(report.withVerdict(verdict), reading, policy, rules, findings, left);
    }

    /** What is replaced in the admitted segments; several findings may name one span. */
    List<Verdict.Cut> cuts() {
        return switch (report.verdict()) {
            case Verdict.Redact redact -> redact.cuts().stream().distinct().toList();
            case Verdict.Admit admit -> List.of();
            case Verdict.Quarantine quarantine -> List.of();
            case Verdict.Reject reject -> List.of();
        };
    }

    /** Whether all of the text may be sealed, as it was read. */
    boolean isWhole() {
        return withheld() == 0 && cuts().isEmpty();
    }

    int withheld() {
        return report.chunks() - admitted.size();
    }

    /** What a seal of the admitted segments says of the scan. */
    ScanStamp admittedStamp() {
        boolean partial = withheld() > 0
                || report.gaps().stream().anyMatch(gap -> gap.code().effect() == GapCode.Effect.UNINDEXED);
        return stamp(
                !cuts().isEmpty()
                        ? ScanStamp.Outcome.REDACTED
                        : partial ? ScanStamp.Outcome.PARTIAL : ScanStamp.Outcome.ADMITTED);
    }

    /** What a seal of the whole document says after a release. */
    ScanStamp releasedStamp() {
        return stamp(ScanStamp.Outcome.RELEASED);
    }

    private ScanStamp stamp(ScanStamp.Outcome outcome) {
        return rules.stamp(policy, outcome, report.risk().score().value());
    }
}
