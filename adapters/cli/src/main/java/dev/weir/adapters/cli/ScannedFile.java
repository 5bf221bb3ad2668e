package dev.weir.adapters.cli;

import dev.weir.ingest.Concealments;
import dev.weir.ingest.DocumentReport;
import dev.weir.ingest.layout.Concealment;
import dev.weir.ingest.layout.Origin;
import dev.weir.ingest.provenance.Credential;
import dev.weir.ingest.provenance.LocatedCredential;
import dev.weir.ingest.verdict.CorpusSign;
import dev.weir.ingest.verdict.LocatedFinding;
import dev.weir.ingest.verdict.RationaleCode;
import dev.weir.ingest.verdict.Verdict;
import dev.weir.models.detect.Finding;
import dev.weir.models.detect.Gap;
import java.util.Collections;
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
 * @param signs of what it would do to the corpus; only an ingest sees those
 * @param concealed how many stretches were kept from the index because readers do not see them, by reason
 * @param stretches the first of them
 * @param credentials content credentials in its text, verified or not
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
        List<CorpusSign> signs,
        Map<String, Integer> concealed,
        List<ShownStretch> stretches,
        List<LocatedCredential> credentials,
        long bytes,
        long millis) {
    ScannedFile {
        rules = List.copyOf(rules);
        findings = List.copyOf(findings);
        gaps = List.copyOf(gaps);
        signs = List.copyOf(signs);
        concealed = Collections.unmodifiableMap(new LinkedHashMap<>(concealed));
        stretches = List.copyOf(stretches);
        credentials = List.copyOf(credentials);
    }

    /**
     * A report as it is shown. A document that is admitted without some of its chunks is not called {@code admit}: what
     * reaches the index is a redacted document.
     *
     * @param path as it was given or found
     */
    static ScannedFile of(DocumentReport report, String path, GlobalOptions options) {
        Map<String, Integer> concealed = new LinkedHashMap<>();
        report.concealed().counts().forEach((reason, count) -> concealed.put(reason.code(), count));
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
                report.verdict().rationale().signs(),
                concealed,
                report.concealed().first().stream().map(ShownStretch::of).toList(),
                report.credentials(),
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
                report.origin(located).map(origin -> origin.place().describe()).orElse(""),
                report.origin(located).map(ShownStretch::codes).orElse(List.of()),
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
        if (!signs.isEmpty()) {
            object.put("signs", signs.stream().map(Json::submittersSign).toList());
        }
        object.put("concealed", stretches.stream().map(ShownStretch::json).toList());
        object.put("concealedCounts", concealed);
        if (!credentials.isEmpty()) {
            object.put(
                    "credentials", credentials.stream().map(ScannedFile::json).toList());
        }
        object.put("millis", millis);
        return object;
    }

    /** Codes and digests only: what a manifest says in words is in the findings, if it says something. */
    private static Map<String, Object> json(LocatedCredential found) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("location", found.location());
        object.put("status", found.credential().code());
        switch (found.credential()) {
            case Credential.TrustedSigner trusted -> {
                signed(object, trusted.signed());
                object.put("anchor", trusted.anchor().hex());
            }
            case Credential.UnknownSigner unknown -> signed(object, unknown.signed());
            case Credential.NotVerified not -> object.put("reason", not.fault().code());
        }
        return object;
    }

    private static void signed(Map<String, Object> object, Credential.Signed signed) {
        object.put("algorithm", signed.algorithm().code());
        object.put("certificate", signed.certificate().hex());
        object.put("manifest", signed.manifest().hex());
    }

    /**
     * A finding and the part of the document its offsets are in.
     *
     * @param place where in that part it is, empty if the format does not say
     * @param concealed codes of the reasons why readers do not see it
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
            String place,
            List<String> concealed,
            String text) {
        ShownFinding {
            concealed = List.copyOf(concealed);
        }

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
            if (!place.isEmpty()) {
                object.put("place", place);
            }
            if (!concealed.isEmpty()) {
                object.put("concealed", concealed);
            }
            if (!text.isEmpty()) {
                object.put("text", text);
            }
            return object;
        }
    }

    /**
     * Text that was kept from the index because readers do not see it.
     *
     * @param location of the layer that its offsets are in
     * @param codes of the reasons
     */
    record ShownStretch(String location, String channel, String place, List<String> codes, int start, int end) {
        ShownStretch {
            codes = List.copyOf(codes);
        }

        static ShownStretch of(Concealments.Stretch stretch) {
            Origin origin = stretch.origin();
            return new ShownStretch(
                    stretch.location(),
                    stretch.channel().code(),
                    origin.place().describe(),
                    codes(origin),
                    origin.start(),
                    origin.end());
        }

        static List<String> codes(Origin origin) {
            return origin.concealments().stream().map(Concealment::code).toList();
        }

        Map<String, Object> json() {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("codes", codes);
            object.put("channel", channel);
            object.put("location", location);
            object.put("place", place);
            object.put("start", start);
            object.put("end", end);
            return object;
        }
    }
}
