package dev.weir.ingest;

import static dev.weir.ingest.testkit.IngestWorld.prose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.weir.ingest.testkit.IngestWorld;
import dev.weir.ingest.verdict.VerdictPolicies;
import dev.weir.models.embed.BudgetedEmbedder;
import dev.weir.models.embed.Embedder;
import dev.weir.models.embed.EmbedderContractException;
import dev.weir.models.embed.EmbedderLimits;
import dev.weir.models.embed.EmbedderPatience;
import dev.weir.models.embed.MissingVectorException;
import dev.weir.models.embed.OtherModelException;
import dev.weir.models.embed.PrecomputedEmbeddings;
import dev.weir.models.embed.TokenBudgetException;
import dev.weir.models.embed.Waiting;
import dev.weir.tenancy.chunk.Sha256;
import dev.weir.tenancy.seal.VerifiedChunk;
import dev.weir.tenancy.testkit.SealedWorld;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Vectors that come with a document, and embedders that cannot embed it whole. */
class PrecomputedIngestTest {
    private static final Embedder NO_EMBEDDER =
            PrecomputedEmbeddings.noEmbedder(SealedWorld.EMBEDDER, SealedWorld.DIMENSION);

    @TempDir
    Path root;

    private IngestWorld world;
    private Path file;
    /** How the document is cut. */
    private List<String> chunks;

    @BeforeEach
    void open() {
        world = new IngestWorld(root);
        file = world.file("a.txt", prose(5_000));
        IngestWorld other = new IngestWorld(root.resolve("other"));
        other.ingest(other.balanced(), other.file("a.txt", prose(5_000)));
        chunks = other.readable().stream().map(VerifiedChunk::text).toList();
        assertThat(chunks).hasSizeGreaterThan(3);
    }

    @Test
    void chunkWhenItsVectorWasBroughtThenItIsSealedAndTheOthersAreEmbedded() {
        PrecomputedEmbeddings brought = brought(SealedWorld.EMBEDDER, chunks.get(1));

        ingest(guard(IngestWorld.embedder()), brought);

        List<VerifiedChunk> readable = world.readable();
        assertThat(readable).hasSameSizeAs(chunks);
        for (VerifiedChunk chunk : readable) {
            float[] expected =
                    chunk.text().equals(chunks.get(1)) ? vector(chunk.text()) : SealedWorld.vectorOf(chunk.text());
            assertThat(chunk.vector().orElseThrow()).isEqualTo(expected);
        }
    }

    @Test
    void vectorWhenBroughtForAnotherTextThenNotUsed() {
        ingest(guard(IngestWorld.embedder()), brought(SealedWorld.EMBEDDER, "another text", chunks.getFirst() + " "));
        assertThat(world.readable())
                .allSatisfy(chunk ->
                        assertThat(chunk.vector().orElseThrow()).isEqualTo(SealedWorld.vectorOf(chunk.text())));
    }

    @Test
    void documentWhenAllVectorsWereBroughtThenNoEmbedderIsNeeded() {
        ingest(guard(NO_EMBEDDER), brought(SealedWorld.EMBEDDER, chunks.toArray(String[]::new)));
        assertThat(world.readable())
                .hasSameSizeAs(chunks)
                .allSatisfy(chunk -> assertThat(chunk.vector().orElseThrow()).isEqualTo(vector(chunk.text())));
    }

    @Test
    void chunkWhenItsVectorIsMissingAndThereIsNoEmbedderThenRefusedByIndexAndNothingIsWritten() {
        String[] allButTheThird =
                chunks.stream().filter(chunk -> !chunk.equals(chunks.get(2))).toArray(String[]::new);
        assertThatExceptionOfType(MissingVectorException.class)
                .isThrownBy(() -> ingest(guard(NO_EMBEDDER), brought(SealedWorld.EMBEDDER, allButTheThird)))
                .withMessageContaining("for chunk 2,");
        assertThat(world.rows()).isEmpty();
    }

    @Test
    void vectorsWhenOfAnotherModelThanTheIndexThenRefusedAndNothingIsWritten() {
        assertThatExceptionOfType(OtherModelException.class)
                .isThrownBy(() -> ingest(guard(IngestWorld.embedder()), brought("other/1", chunks.getFirst())))
                .withMessageContaining("vectors of two models cannot be compared");
        assertThat(world.rows()).isEmpty();
    }

    @Test
    void documentWhenItCostsMoreThanTheBudgetThenNothingOfItIsSentOrWritten() {
        BudgetedEmbedder budgeted = new BudgetedEmbedder(
                IngestWorld.embedder(),
                String::length,
                new EmbedderLimits(1, 10_000),
                new EmbedderPatience(1, Duration.ofSeconds(1)),
                4_000,
                world.sealed().clock(),
                Waiting.blocking());
        assertThatExceptionOfType(TokenBudgetException.class)
                .isThrownBy(() -> ingest(guard(budgeted), PrecomputedEmbeddings.none()));
        assertThat(budgeted.usage().texts()).isZero();
        assertThat(world.rows()).isEmpty();
    }

    @Test
    void vectorWhenTheEmbedderGivesNonsenseThenRefusedAndNothingIsWritten() {
        Embedder broken = new Embedder() {
            @Override
            public String modelId() {
                return "broken/1";
            }

            @Override
            public int dimension() {
                return 2;
            }

            @Override
            public List<float[]> embed(List<String> texts) {
                return texts.stream().map(text -> new float[] {1, Float.NaN}).toList();
            }
        };
        assertThatExceptionOfType(EmbedderContractException.class)
                .isThrownBy(() -> ingest(guard(broken), PrecomputedEmbeddings.none()))
                .withMessage(
                        "the embedder of model broken/1 gave a NaN or an infinity at index 1 of the vector for text 0");
        assertThat(world.rows()).isEmpty();
    }

    private IngestGuard guard(Embedder embedder) {
        return new IngestGuard(
                world.scanner(VerdictPolicies.balanced()),
                embedder,
                new IngestTargets(
                        world.chunks(),
                        world.sealed().heads(),
                        world.sealed().writer(),
                        world.sealed().digests(),
                        world.quarantine()),
                world.sealed().clock());
    }

    private void ingest(IngestGuard guard, PrecomputedEmbeddings brought) {
        IngestOutcome outcome = guard.ingest(world.submission(file).bringing(brought), world.grant(file));
        assertThat(outcome).isInstanceOf(IngestOutcome.Sealed.class);
    }

    private static PrecomputedEmbeddings brought(String model, String... texts) {
        Map<String, float[]> vectors = new HashMap<>();
        Arrays.stream(texts).forEach(text -> vectors.put(Sha256.ofText(text).hex(), vector(text)));
        return PrecomputedEmbeddings.of(model, SealedWorld.DIMENSION, vectors);
    }

    /** Another vector than the world's embedder gives. */
    private static float[] vector(String text) {
        float[] vector = new float[SealedWorld.DIMENSION];
        Arrays.fill(vector, 2);
        vector[0] = text.length();
        return vector;
    }
}
