package dev.weir.ingest.verdict;

import static java.util.Objects.requireNonNull;

import dev.weir.models.detect.Gap;
import java.util.List;

/**
 * Why a verdict was given: codes, and the findings and gaps they rest on. It never holds document text.
 *
 * @param policy the id of the policy that was in force
 * @param codes at least one, in the order in which the rules were tried
 * @param findings that decided; empty if none did
 * @param gaps that stood
 */
public record Rationale(String policy, List<RationaleCode> codes, List<LocatedFinding> findings, List<Gap> gaps) {
    /** @throws IllegalArgumentException if there is no code */
    public Rationale {
        requireNonNull(policy, "policy is null");
        codes = codes.stream().distinct().toList();
        findings = findings.stream().distinct().sorted(LocatedFinding.ORDER).toList();
        gaps = List.copyOf(gaps);
        if (codes.isEmpty()) {
            throw new IllegalArgumentException("a rationale needs at least one code");
        }
    }
}
