package dev.weir.ingest.admission;

import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.TrustTier;
import java.util.List;

/**
 * Finds what a tenant knows already: an SPI. Implementations verify what a store gives them, hand over nothing that does not
 * count, and must be thread-safe.
 */
@FunctionalInterface
public interface NeighbourLookup {
    /**
     * The nearest chunks of the tenant that are trusted enough.
     *
     * @param vector not to be changed
     * @param atLeast the lowest tier that counts
     * @param k how many at most
     * @throws dev.weir.tenancy.store.StoreException if the store cannot be read
     */
    List<Neighbour> nearest(TenantId tenant, float[] vector, TrustTier atLeast, int k);
}
