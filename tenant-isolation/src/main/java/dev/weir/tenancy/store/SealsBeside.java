package dev.weir.tenancy.store;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.chunk.ChunkId;
import dev.weir.tenancy.seal.SealedChunk;
import dev.weir.tenancy.seal.SealedDocument;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Seals of chunks whose rows lie in a store that cannot hold them, by chunk id. Believed no more than the rows. */
final class SealsBeside {
    private final SharedRecords records;

    SealsBeside(SharedRecords records) {
        this.records = records;
    }

    /** Puts the seals of a version in the place of those that it had. */
    void replace(SealedDocument document) {
        String version =
                document.head().document().value() + "/" + document.head().version() + "/";
        records.change(document.tenant(), changes -> {
            changes.removeAll(version);
            for (SealedChunk chunk : document.chunks()) {
                changes.put(name(chunk.id()), chunk.seal().getBytes(US_ASCII));
            }
            return version;
        });
    }

    /** Removes the seals of chunks. */
    void remove(TenantId tenant, Set<ChunkId> chunks) {
        if (!chunks.isEmpty()) {
            records.change(tenant, changes -> {
                chunks.forEach(id -> changes.remove(name(id)));
                return tenant;
            });
        }
    }

    /** The same rows, each that came without a seal with the one that its chunk id has here. */
    List<Candidate> sealed(List<Candidate> rows) {
        Map<TenantId, Set<String>> wanted = new HashMap<>();
        for (Candidate row : rows) {
            unsealed(row)
                    .ifPresent(id -> wanted.computeIfAbsent(id.tenant(), tenant -> new HashSet<>())
                            .add(name(id)));
        }
        if (wanted.isEmpty()) {
            return List.copyOf(rows);
        }
        Map<TenantId, Map<String, byte[]>> found = records.findAll(wanted);
        List<Candidate> sealed = new ArrayList<>();
        for (Candidate row : rows) {
            Optional<byte[]> seal = unsealed(row)
                    .flatMap(id -> Optional.ofNullable(
                            found.getOrDefault(id.tenant(), Map.of()).get(name(id))));
            sealed.add(seal.map(bytes -> sealed(row, bytes)).orElse(row));
        }
        return sealed;
    }

    private static Candidate sealed(Candidate row, byte[] seal) {
        return new Candidate(
                row.id().orElse(null),
                row.text().orElse(null),
                new String(seal, US_ASCII),
                row.vector().orElse(null),
                row.attributes(),
                row.score());
    }

    private static Optional<ChunkId> unsealed(Candidate row) {
        return row.seal().isPresent() ? Optional.empty() : row.id().flatMap(ChunkId::parse);
    }

    private static String name(ChunkId id) {
        return id.document() + "/" + id.version() + "/" + id.ordinal();
    }
}
