package dev.weir.retrieve.behaviour;

import dev.weir.tenancy.Principal;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.chunk.ChunkId;
import dev.weir.tenancy.chunk.Sha256;
import dev.weir.tenancy.keys.TenantDigests;
import dev.weir.tenancy.keys.TenantDigests.Purpose;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * A principal without a name: the keys of his states and of his tenant's, and a secret that chunks and words are known by.
 * All three are digests under the tenant's key.
 *
 * @param corpora the tenants that he may read
 */
record Subject(String key, String tenantKey, Sha256 salt, Set<TenantId> corpora) {
    static Subject of(Principal principal, Set<TenantId> corpora, TenantDigests digests) {
        TenantId tenant = principal.tenant();
        // A subject holds no line feed, so that none is the tenant.
        return new Subject(
                digests.digest(tenant, Purpose.BEHAVIOUR, "subject\n" + principal.subject())
                        .hex(),
                digests.digest(tenant, Purpose.BEHAVIOUR, "tenant\n").hex(),
                digests.digest(tenant, Purpose.BEHAVIOUR, "salt\n"),
                Set.copyOf(corpora));
    }

    /** What a chunk is counted as; a later version of a document holds the same places. */
    long hash(ChunkId chunk) {
        String place = chunk.tenant() + "/" + chunk.document().value() + "/" + chunk.ordinal();
        return Sha256.of(salt.bytes(), place.getBytes(StandardCharsets.US_ASCII))
                .w0();
    }

    /** The region of a chunk's vector, -1 if there is none. */
    int region(float[] vector) {
        return vector.length == 0 ? -1 : Regions.of(vector, salt.w2());
    }
}
