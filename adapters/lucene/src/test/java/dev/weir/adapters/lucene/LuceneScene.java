package dev.weir.adapters.lucene;

import dev.weir.tenancy.AccessScope;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.chunk.EmbeddingBinding;
import dev.weir.tenancy.heads.DocumentHead;
import dev.weir.tenancy.seal.ChunkDraft;
import dev.weir.tenancy.seal.SealedDocument;
import dev.weir.tenancy.store.ApplicationFilter;
import dev.weir.tenancy.store.ScopedQuery;
import dev.weir.tenancy.testkit.SealedWorld;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** A store in a temporary directory and the world it belongs to. */
final class LuceneScene implements AutoCloseable {
    final SealedWorld world = SealedWorld.inMemory();
    final Path directory;
    private final int exactRows;
    private final int graphThreshold;
    private LuceneChunkStore store;

    LuceneScene() {
        this(VectorSearch.EXACT_ROWS, WideVectorCodec.GRAPH_THRESHOLD);
    }

    private LuceneScene(int exactRows, int graphThreshold) {
        try {
            this.directory = Files.createTempDirectory("weir-lucene");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.exactRows = exactRows;
        this.graphThreshold = graphThreshold;
        this.store = LuceneChunkStore.open(directory, world.clock(), exactRows, graphThreshold);
    }

    /** Every vector search goes through the graph, and every segment has one. */
    static LuceneScene ofGraphs() {
        return new LuceneScene(0, 0);
    }

    LuceneChunkStore store() {
        return store;
    }

    void reopen() {
        store.close();
        store = LuceneChunkStore.open(directory, world.clock(), exactRows, graphThreshold);
    }

    SealedDocument ingest(TenantId tenant, String document, long version, String... texts) {
        return ingest(tenant, document, version, Map.of(), texts);
    }

    SealedDocument ingest(
            TenantId tenant, String document, long version, Map<String, String> attributes, String... texts) {
        return world.ingest(
                store, world.grant(tenant, WriteAction.INGEST), world.draft(document, version, texts), attributes);
    }

    SealedDocument ingest(TenantId tenant, String document, List<float[]> vectors) {
        WriteGrant grant = world.grant(tenant, WriteAction.INGEST);
        SealedDocument sealed = seal(grant, document, vectors);
        store.write(grant, sealed, Map.of());
        world.publish(grant, sealed.head());
        return sealed;
    }

    SealedDocument seal(WriteGrant grant, String document, List<float[]> vectors) {
        List<ChunkDraft> chunks = new ArrayList<>();
        for (float[] vector : vectors) {
            String text = "chunk " + chunks.size() + " of " + document;
            EmbeddingBinding binding = vector.length == 0
                    ? new EmbeddingBinding.Absent()
                    : EmbeddingBinding.exact(SealedWorld.EMBEDDER, vector);
            chunks.add(new ChunkDraft(text, "body", 0, text.length(), List.of(), binding, vector));
        }
        return world.sealer()
                .seal(
                        grant,
                        world.draft(
                                document,
                                1,
                                "test:" + document,
                                "batch-1",
                                DocumentHead.NEVER,
                                SealedWorld.stamp(1),
                                chunks));
    }

    List<Candidate> byVector(AccessScope scope, float[] vector, int k) {
        return store.search(world.byVector(scope, vector, k)).rows();
    }

    List<Candidate> byText(AccessScope scope, String text, int k) {
        return store.search(world.byText(scope, text, k)).rows();
    }

    List<Candidate> hybrid(AccessScope scope, float[] vector, String text, int k) {
        return store.search(world.hybrid(scope, vector, text, k)).rows();
    }

    List<Candidate> filtered(AccessScope scope, ApplicationFilter filter) {
        ScopedQuery query = world.byVector(scope, SealedWorld.vectorOf("query"), ScopedQuery.MAX_K, filter);
        return store.search(query).rows();
    }

    List<Candidate> everything() {
        List<Candidate> rows = new ArrayList<>();
        store.forEach(SealedWorld.opening(), rows::add);
        return rows;
    }

    static List<String> ids(List<Candidate> rows) {
        return rows.stream().map(row -> row.id().orElse("?")).toList();
    }

    /** The next random vector, not of unit length. */
    static float[] vector(SplittableRandom random, int dimension) {
        float[] vector = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            vector[i] = (float) random.nextGaussian();
        }
        return vector;
    }

    @Override
    public void close() {
        store.close();
        delete(directory);
    }

    static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
