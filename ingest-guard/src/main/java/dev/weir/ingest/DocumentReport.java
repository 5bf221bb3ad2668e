package dev.weir.ingest;

import static java.util.Objects.requireNonNull;

import dev.weir.ingest.layout.Origin;
import dev.weir.ingest.provenance.LocatedCredential;
import dev.weir.ingest.verdict.LocatedFinding;
import dev.weir.ingest.verdict.Verdict;
import dev.weir.models.calibration.Risk;
import dev.weir.models.detect.Gap;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a scan says of one document. Printing it prints no document text.
 *
 * @param name as the document was submitted
 * @param sha256 digest of the bytes, 64 lower-case hexadecimal digits; empty if they could not all be read
 * @param bytes size of the file; 0 if unknown
 * @param mediaType the type found in the content
 * @param verdict what becomes of the document
 * @param risk of the part that is furthest above or least below its operating point
 * @param chunks how many the whole document has, withheld ones included
 * @param findings everything that was seen
 * @param gaps everything that was not read or not judged
 * @param concealed what readers do not see and the index does not get
 * @param credentials content credentials in the text, verified or not; those are out of the text that is indexed
 * @param origins where the text of findings came from, by finding; empty where the format does not say
 * @param excerpts text of findings, by finding; not all have one
 * @param took from the start of reading to the verdict
 */
public record DocumentReport(
        String name,
        String sha256,
        long bytes,
        String mediaType,
        Verdict verdict,
        Risk risk,
        int chunks,
        List<LocatedFinding> findings,
        List<Gap> gaps,
        Concealments concealed,
        List<LocatedCredential> credentials,
        Map<LocatedFinding, Origin> origins,
        Map<LocatedFinding, Excerpt> excerpts,
        Duration took) {
    public DocumentReport {
        requireNonNull(name, "name is null");
        requireNonNull(sha256, "sha256 is null");
        requireNonNull(mediaType, "mediaType is null");
        requireNonNull(verdict, "verdict is null");
        requireNonNull(risk, "risk is null");
        requireNonNull(concealed, "concealed is null");
        requireNonNull(took, "took is null");
        findings = List.copyOf(findings);
        gaps = List.copyOf(gaps);
        credentials = List.copyOf(credentials);
        origins = Map.copyOf(origins);
        excerpts = Map.copyOf(excerpts);
    }

    /** How many chunks may be indexed: none unless the verdict admits or redacts. */
    public int admitted() {
        return switch (verdict) {
            case Verdict.Admit admit -> chunks - admit.withheld().size();
            case Verdict.Redact redact -> chunks - redact.withheld().size();
            case Verdict.Quarantine quarantine -> 0;
            case Verdict.Reject reject -> 0;
        };
    }

    /** Whether anything of the document is kept from the index. */
    public boolean isStopped() {
        return !verdict.isWhole();
    }

    DocumentReport withVerdict(Verdict other) {
        return new DocumentReport(
                name,
                sha256,
                bytes,
                mediaType,
                other,
                risk,
                chunks,
                findings,
                gaps,
                concealed,
                credentials,
                origins,
                excerpts,
                took);
    }

    /** Where the text of a finding came from, if the format says so. */
    public Optional<Origin> origin(LocatedFinding finding) {
        return Optional.ofNullable(origins.get(finding));
    }

    /** The text of a finding, for somebody who asked for it. */
    public Optional<Excerpt> excerpt(LocatedFinding finding) {
        return Optional.ofNullable(excerpts.get(finding));
    }
}
