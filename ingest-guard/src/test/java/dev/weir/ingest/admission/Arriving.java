package dev.weir.ingest.admission;

import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.TrustTier;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.chunk.SourceRef;
import dev.weir.tenancy.testkit.SealedWorld;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Writes arrivals down.
 *
 * @param replaced what stands there, if something does
 */
record Arriving(
        TenantId tenant,
        String document,
        String uploader,
        String source,
        TrustTier trust,
        Instant at,
        Optional<Replaced> replaced) {
    /** A new document of alice's at ACME, from outside. */
    static Arriving document(String id) {
        return new Arriving(
                SealedWorld.ACME, id, "alice", "test:a", TrustTier.EXTERNAL, SealedWorld.START, Optional.empty());
    }

    Arriving of(TenantId other) {
        return new Arriving(other, document, uploader, source, trust, at, replaced);
    }

    Arriving by(String other) {
        return new Arriving(tenant, document, other, source, trust, at, replaced);
    }

    Arriving from(String other) {
        return new Arriving(tenant, document, uploader, other, trust, at, replaced);
    }

    Arriving trusted(TrustTier other) {
        return new Arriving(tenant, document, uploader, source, other, at, replaced);
    }

    Arriving after(Duration time) {
        return new Arriving(tenant, document, uploader, source, trust, SealedWorld.START.plus(time), replaced);
    }

    /** In place of texts that somebody vouched for. */
    Arriving replacing(String voucher, String... texts) {
        return new Arriving(
                tenant,
                document,
                uploader,
                source,
                trust,
                at,
                Optional.of(new Replaced(Set.of(voucher), () -> List.of(texts))));
    }

    Arrival saying(String... texts) {
        return with(Arrays.stream(texts)
                .map(text -> new ArrivingChunk(text, WordEmbedder.vectorOf(text), ArrivingChunk.Origin.EMBEDDED))
                .toList());
    }

    Arrival at(float[]... vectors) {
        return with(Arrays.stream(vectors)
                .map(vector -> new ArrivingChunk("text", vector, ArrivingChunk.Origin.EMBEDDED))
                .toList());
    }

    Arrival with(List<ArrivingChunk> chunks) {
        return new Arrival(
                tenant,
                new DocumentId(document),
                uploader,
                new SourceRef(source),
                trust,
                at,
                WordEmbedder.MODEL,
                chunks,
                replaced);
    }
}
