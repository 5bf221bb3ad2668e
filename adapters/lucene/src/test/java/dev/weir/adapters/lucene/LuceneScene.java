package dev.weir.adapters.lucene;

import dev.weir.tenancy.AccessScope;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.seal.SealedDocument;
import dev.weir.tenancy.store.ApplicationFilter;
import dev.weir.tenancy.store.ScopedQuery;
import dev.weir.tenancy.testkit.SealedWorld;
import dev.weir.tenancy.testkit.StoreScene;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** A store in a temporary directory and the world it belongs to. */
final class LuceneScene extends StoreScene<LuceneChunkStore> {
    final Path directory;
    private final int exactRows;
    private final int graphThreshold;

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
        store();
    }

    /** Every vector search goes through the graph, and every segment has one. */
    static LuceneScene ofGraphs() {
        return new LuceneScene(0, 0);
    }

    @Override
    protected LuceneChunkStore open() {
        return LuceneChunkStore.open(directory, world.clock(), exactRows, graphThreshold);
    }

    SealedDocument ingest(TenantId tenant, String document, long version, String... texts) {
        return ingest(tenant, document, version, Map.of(), texts);
    }

    SealedDocument ingest(
            TenantId tenant, String document, long version, Map<String, String> attributes, String... texts) {
        return world.ingest(
                store(), world.grant(tenant, WriteAction.INGEST), world.draft(document, version, texts), attributes);
    }

    List<Candidate> filtered(AccessScope scope, ApplicationFilter filter) {
        ScopedQuery query = world.byVector(scope, SealedWorld.vectorOf("query"), ScopedQuery.MAX_K, filter);
        return store().search(query).rows();
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
        super.close();
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
