package dev.weir.ingest.admission;

/**
 * When a document is found by too many questions.
 *
 * @param neighbours how many chunks answer a question: a document hits a sentinel if it would be among so many, at least 1
 * @param noteAt robust z-score from which on it is noted
 * @param holdAt robust z-score from which on it is held, at least {@code noteAt}
 * @param noteBudget share of the tenant's own documents that may at most be noted, in (0, 1)
 * @param holdBudget share of them that may at most be held, in (0, {@code noteBudget}]
 * @param fewestDocuments with fewer there is nothing to compare with, at least 1
 */
public record HubRules(
        int neighbours, double noteAt, double holdAt, double noteBudget, double holdBudget, int fewestDocuments) {
    /** @throws IllegalArgumentException if a value is out of its range */
    public HubRules {
        if (neighbours < 1) {
            throw new IllegalArgumentException("neighbours must be >= 1, got " + neighbours);
        }
        if (!(noteAt > 0 && holdAt >= noteAt && Double.isFinite(holdAt))) {
            throw new IllegalArgumentException("noteAt must be > 0 and <= holdAt, got " + noteAt + " and " + holdAt);
        }
        if (!(holdBudget > 0 && noteBudget >= holdBudget && noteBudget < 1)) {
            throw new IllegalArgumentException(
                    "budgets must be 0 < holdBudget <= noteBudget < 1, got " + holdBudget + " and " + noteBudget);
        }
        if (fewestDocuments < 1) {
            throw new IllegalArgumentException("fewestDocuments must be >= 1, got " + fewestDocuments);
        }
    }

    /** The rules whose figures are in {@code benchmarks/hubs}. */
    public static HubRules standard() {
        return new HubRules(10, 3, 6, 0.02, 0.004, 200);
    }
}
