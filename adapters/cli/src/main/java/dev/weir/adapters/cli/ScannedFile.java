package dev.weir.adapters.cli;

import dev.weir.ingest.DocumentReport;
import dev.weir.ingest.verdict.LocatedFinding;
import dev.weir.ingest.verdict.RationaleCode;
import dev.weir.ingest.verdict.Verdict;
import dev.weir.models.detect.Finding;
import dev.weir.models.detect.Gap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One file as the reports show it.
 *
 * @param path as it was given or found
 * @param sha256 of its bytes, empty if they could not be read
 * @param verdict {@code admit}, {@code redact}, {@code quarantine} or {@code reject}
 * @param risk the highest of any part, 0 to 1
 * @param chunks how many the document has for the index
 * @param rules codes of the rules that decided
 */
record ScannedFile(
        String path,
        String sha256,
        String mediaType,
        String verdict,
        double risk,
        int chunks,
        List<String> rules,
        List<ShownFinding> findings,
        List<Gap> gaps,
        long bytes,
        long millis) {
    ScannedFile {
        rules = List.copyOf(rules);
        findings = List.copyOf(findings);
        gaps = List.copyOf(gaps);
    }

    /**
     * A report as it is shown. A document that is admitted without some of its chunks is not called {@code admit}: what
     * reaches the index is a redacted document.
     *
     * @param path as it was given or found
     */
    static ScannedFile of(DocumentReport report, String path, GlobalOptions options) {
        String verdict = report.verdict() instanceof Verdict.Admit admit
                        && !admit.withheld().isEmpty()
                ? "redact"
                : report.verdict().code();
        return new ScannedFile(
                path,
                report.sha256(),
                report.mediaType(),
                verdict,
                report.risk().score().value(),
                report.chunks(),
                report.verdict().rationale().codes().stream()
                        .map(RationaleCode::code)
                        .toList(),
                report.findings().stream()
                        .map(finding -> located(report, finding, options))
                        .toList(),
                report.gaps(),
                report.bytes(),
                report.took().toMillis());
    }

    private static ShownFinding located(DocumentReport report, LocatedFinding located, GlobalOptions options) {
        Finding finding = located.finding();
        String text = options.showText
                ? report.excerpt(located)
                        .map(excerpt -> Json.printable(excerpt.text()))
                        .orElse("")
                : "";
        return new ShownFinding(
                finding.detector().value(),
                finding.technique().code(),
                finding.channel().code(),
                located.location(),
                finding.span().start(),
                finding.span().end(),
                finding.score().value(),
                finding.evidence().summary(),
                text);
    }

    boolean isStopped() {
        return !verdict.equals("admit");
    }

    /** The line of {@code scan --json}. */
    Map<String, Object> json() {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("path", path);
        object.put("sha256", sha256);
        object.put("mediaType", mediaType);
        object.put("verdict", verdict);
        object.put("risk", Json.score(risk));
        object.put("chunks", chunks);
        object.put("rules", rules);
        object.put("findings", findings.stream().map(ShownFinding::json).toList());
        object.put("gaps", gaps.stream().map(Json::gap).toList());
        object.put("millis", millis);
        return object;
    }

    /**
     * A finding and the part of the document its offsets are in.
     *
     * @param text what it stands for, printable; empty unless {@code --show-text}
     */
    record ShownFinding(
            String detector,
            String technique,
            String channel,
            String location,
            int start,
            int end,
            double score,
            String evidence,
            String text) {
        Map<String, Object> json() {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("detector", detector);
            object.put("technique", technique);
            object.put("channel", channel);
            object.put("location", location);
            object.put("start", start);
            object.put("end", end);
            object.put("score", Json.score(score));
            object.put("evidence", evidence);
            if (!text.isEmpty()) {
                object.put("text", text);
            }
            return object;
        }
    }
}
