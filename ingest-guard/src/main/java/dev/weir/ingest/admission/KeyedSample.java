package dev.weir.ingest.admission;

import static java.util.Objects.requireNonNull;

import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.keys.TenantDigests;

/** Picks a share of things, which ones only the tenant's key says. */
record KeyedSample(TenantDigests digests, double share) {
    private static final int DIGITS = 12;

    KeyedSample {
        requireNonNull(digests, "digests is null");
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("share must be in (0, 1], got " + share);
        }
    }

    boolean picks(TenantId tenant, String thing) {
        String digest = digests.digest(tenant, TenantDigests.Purpose.PICK, "sample\n" + thing)
                .hex();
        return Long.parseLong(digest.substring(0, DIGITS), 16) < share * (1L << (4 * DIGITS));
    }
}
