package dev.weir.retrieve.verify;

import dev.weir.tenancy.chunk.ChunkId;
import java.util.List;

/**
 * What became of the rows of one search.
 *
 * @param chunks verified, in the store's order, each once
 * @param withheld what the caller may know of the rest
 * @param refusals everything about the rest, for the audit log
 * @param foreign intact rows that the store's own claim rules out: a failure of the store, if there are any
 */
public record GateResult(
        List<GatedChunk> chunks, List<Withheld> withheld, List<Refusal> refusals, List<ChunkId> foreign) {
    public GateResult {
        chunks = List.copyOf(chunks);
        withheld = List.copyOf(withheld);
        refusals = List.copyOf(refusals);
        foreign = List.copyOf(foreign);
    }
}
