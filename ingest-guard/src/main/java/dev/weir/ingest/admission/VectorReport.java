package dev.weir.ingest.admission;

import dev.weir.tenancy.chunk.ChunkId;
import java.util.List;

/**
 * What an audit of vectors found.
 *
 * @param rows seen, of all tenants
 * @param unverified rows whose seals do not hold, or that the scope does not show: not audited
 * @param unaudited picked rows without a vector, or with one of another model
 * @param audited rows whose vector was made again
 * @param foreign chunks whose vector is not their text's
 */
public record VectorReport(long rows, long unverified, long unaudited, long audited, List<ChunkId> foreign) {
    public VectorReport {
        foreign = List.copyOf(foreign);
    }
}
