package dev.weir.ingest.admission;

import static java.util.Objects.requireNonNull;

import dev.weir.tenancy.TrustTier;

/**
 * When documents come too fast.
 *
 * @param limit standard deviations above the average of earlier windows, above 0
 * @param fewest documents in a window that may be a burst at all, at least 1
 * @param upTo the highest tier that is looked at
 * @param names uploaders, sources and pairs that are remembered for a tenant, at least 3; the longest silent goes
 */
public record BurstRules(double limit, int fewest, TrustTier upTo, int names) {
    /** @throws IllegalArgumentException if a value is out of its range */
    public BurstRules {
        requireNonNull(upTo, "upTo is null");
        if (!(limit > 0 && Double.isFinite(limit))) {
            throw new IllegalArgumentException("limit must be > 0, got " + limit);
        }
        if (fewest < 1) {
            throw new IllegalArgumentException("fewest must be >= 1, got " + fewest);
        }
        if (names < 3) {
            throw new IllegalArgumentException("names must be >= 3, got " + names);
        }
    }

    /** For sources that nobody in the house vouches for: 4 deviations, at least 20 documents, 4,096 names. */
    public static BurstRules standard() {
        return new BurstRules(4, 20, TrustTier.EXTERNAL, 4_096);
    }
}
