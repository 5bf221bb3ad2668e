package dev.weir.ingest.reembed;

import dev.weir.tenancy.AccessScope;
import dev.weir.tenancy.BreakGlass;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.seal.SealCheck;
import dev.weir.tenancy.seal.SealVerifier;

/** Sees every row and verifies each. A stamp that is too old is kept as it is, so it does not matter here. */
record Eyes(BreakGlass opening, SealVerifier verifier, AccessScope scope) {
    SealCheck check(Candidate row) {
        return verifier.verifyAnyStamp(row, scope);
    }
}
