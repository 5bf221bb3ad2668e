package dev.weir.ingest.verdict;

import static java.util.Objects.requireNonNull;

import dev.weir.models.detect.Gap;
import java.util.List;

/**
 * Why a verdict was given: codes, and the findings, gaps and signs they rest on. It never holds document text.
 *
 * @param policy the id of the policy that was in force
 * @param codes at least one, in the order in which the rules were tried
 * @param findings that decided; empty if none did
 * @param gaps that stood
 * @param signs of what the document would do to the corpus; empty until it is about to be sealed
 */
public record Rationale(
        String policy,
        List<RationaleCode> codes,
        List<LocatedFinding> findings,
        List<Gap> gaps,
        List<CorpusSign> signs) {
    /** @throws IllegalArgumentException if there is no code */
    public Rationale {
        requireNonNull(policy, "policy is null");
        codes = codes.stream().distinct().toList();
        findings = findings.stream().distinct().sorted(LocatedFinding.ORDER).toList();
        gaps = List.copyOf(gaps);
        signs = List.copyOf(signs);
        if (codes.isEmpty()) {
            throw new IllegalArgumentException("a rationale needs at least one code");
        }
    }

    /** Of a document by itself. */
    public Rationale(String policy, List<RationaleCode> codes, List<LocatedFinding> findings, List<Gap> gaps) {
        this(policy, codes, findings, gaps, List.of());
    }
}
