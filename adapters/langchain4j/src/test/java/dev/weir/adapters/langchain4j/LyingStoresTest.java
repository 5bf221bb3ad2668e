package dev.weir.adapters.langchain4j;

import static dev.weir.adapters.langchain4j.FrameworkWorld.request;
import static dev.weir.adapters.langchain4j.FrameworkWorld.texts;
import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static dev.weir.tenancy.testkit.SealedWorld.GLOBEX;
import static dev.weir.tenancy.testkit.SealedWorld.HANDBOOK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.store.embedding.EmbeddingStore;
import dev.weir.retrieve.audit.AuditEvent;
import dev.weir.retrieve.screen.Mode;
import dev.weir.retrieve.verify.Refusal;
import dev.weir.retrieve.verify.WithholdCode;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.store.ChunkStore;
import dev.weir.tenancy.testkit.Lie;
import dev.weir.tenancy.testkit.LyingStore;
import dev.weir.tenancy.testkit.SealedWorld;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** I7 through the framework's interface: whatever the store does, what is served is a part of the honest answer. */
class LyingStoresTest {
    private static final long SEED = Long.getLong("test.seed", 20_260_101L);
    private static final int QUERIES = Integer.getInteger("test.lies", 40);

    @TempDir
    Path root;

    private FrameworkWorld world;
    private final Map<TenantId, Set<String>> readable = new HashMap<>();
    private final SplittableRandom random = new SplittableRandom(SEED);

    @BeforeEach
    void fill() {
        world = new FrameworkWorld(root);
        for (int i = 0; i < 36; i++) {
            TenantId tenant = List.of(ACME, GLOBEX, HANDBOOK).get(i % 3);
            String[] texts = new String[1 + random.nextInt(3)];
            for (int j = 0; j < texts.length; j++) {
                texts[j] = canary(tenant, i, j);
                readable.computeIfAbsent(tenant, key -> new HashSet<>()).add(texts[j]);
            }
            world.seal(tenant, "doc-" + i, texts);
        }
        Set<String> shared = readable.getOrDefault(HANDBOOK, Set.of());
        readable.forEach((tenant, texts) -> texts.addAll(shared));
    }

    private String canary(TenantId tenant, int document, int chunk) {
        StringBuilder text = new StringBuilder("Canary " + tenant + " " + document + " " + chunk);
        for (int i = 0; i < 8; i++) {
            text.append(' ').append(Long.toString(random.nextLong(), 36));
        }
        return text.toString();
    }

    @Test
    void storeWhenHonestThenServesExactlyTheNearestOfTheScope() {
        for (int i = 0; i < QUERIES; i++) {
            TenantId tenant = i % 2 == 0 ? ACME : GLOBEX;
            assertThat(asked(world.chunks, tenant, 200)).hasSameElementsAs(readable.get(tenant));
        }
    }

    @ParameterizedTest
    @EnumSource(EmbeddingLie.class)
    void storeWhenItLiesThenNothingOutsideTheScopeIsServed(EmbeddingLie lie) {
        for (Filtering filtering : Filtering.values()) {
            for (int i = 0; i < QUERIES; i++) {
                EmbeddingStore<TextSegment> lying = LyingEmbeddingStore.over(world.store, lie, random.nextLong());
                ask(
                        lie,
                        EmbeddingChunkStore.over(lying, SealedWorld.DIMENSION, filtering, 10_000, world.world.clock()));
            }
        }
        assertThat(codes()).as("seed %d, %s", SEED, lie).isSubsetOf(expected(lie));
        assertThat(codes().isEmpty())
                .as("seed %d, %s", SEED, lie)
                .isEqualTo(expected(lie).isEmpty());
    }

    @ParameterizedTest
    @EnumSource(Lie.class)
    void storeWhenTheChunkStoreOverItLiesThenNothingOutsideTheScopeIsServed(Lie lie) {
        for (int i = 0; i < QUERIES; i++) {
            ask(lie, new LyingStore(world.chunks, lie, random.nextLong(), SealedWorld.opening()));
        }
    }

    @Test
    void storeWhenItIgnoresFiltersAndSaidSoThenTheAnswerIsWhole() {
        EmbeddingStore<TextSegment> ignoring = LyingEmbeddingStore.over(world.store, EmbeddingLie.IGNORES_FILTER, SEED);
        ChunkStore here =
                EmbeddingChunkStore.over(ignoring, SealedWorld.DIMENSION, Filtering.HERE, 10_000, world.world.clock());

        assertThat(asked(here, ACME, 200)).hasSameElementsAs(readable.get(ACME));
        assertThat(asked(here, ACME, 3)).hasSize(3).isSubsetOf(readable.get(ACME));
    }

    @Test
    void storeWhenItIgnoresFiltersAndDidNotSayThenItsBreakerTrips() {
        EmbeddingStore<TextSegment> ignoring = LyingEmbeddingStore.over(world.store, EmbeddingLie.IGNORES_FILTER, SEED);

        assertThat(asked(EmbeddingChunkStore.over(ignoring, SealedWorld.DIMENSION, world.world.clock()), ACME, 50))
                .isEmpty();
        assertThat(world.events).anyMatch(AuditEvent.BreakerTripped.class::isInstance);
    }

    private void ask(Object lie, ChunkStore store) {
        TenantId tenant = random.nextBoolean() ? ACME : GLOBEX;
        int k = 1 + random.nextInt(60);
        List<String> served = asked(store, tenant, k);
        assertThat(served)
                .as("seed %d, %s", SEED, lie)
                .isSubsetOf(readable.get(tenant))
                .doesNotHaveDuplicates()
                .hasSizeLessThanOrEqualTo(k);
    }

    private List<String> asked(ChunkStore store, TenantId tenant, int k) {
        GuardedEmbeddingStore guarded = GuardedEmbeddingStore.builder(
                        world.firewall(store, Mode.OBSERVE), () -> world.world.scope(tenant))
                .build();
        return texts(guarded, request("query " + random.nextInt()).maxResults(k).build());
    }

    private Set<WithholdCode> codes() {
        Set<WithholdCode> codes = new HashSet<>();
        for (AuditEvent event : world.events) {
            switch (event) {
                case AuditEvent.Answered answered ->
                    answered.refusals().stream().map(Refusal::code).forEach(codes::add);
                case AuditEvent.Failed failed -> codes.add(failed.code());
                default -> {}
            }
        }
        return codes;
    }

    /** What the audit log may say of a lie; where this is not empty, it must say one of these. */
    private static Set<WithholdCode> expected(EmbeddingLie lie) {
        return switch (lie) {
            case IGNORES_FILTER -> Set.of(WithholdCode.STORE_BREAKER_OPEN);
            case ONLY_FOREIGN_ROWS, FORGES_FIELDS, TOO_MANY ->
                Set.of(WithholdCode.STORE_BREAKER_OPEN, WithholdCode.DUPLICATE_ROW);
            case FORGES_CHUNK_IDS, SWAPS_SEALS -> Set.of(WithholdCode.WRONG_ROW);
            case SWAPS_TEXTS, TRUNCATES_TEXT, HIDES_TEXT_IN_METADATA -> Set.of(WithholdCode.TEXT_ALTERED);
            case SWAPS_VECTORS, FLIPS_VECTOR, NULL_VECTORS, DENIES_VECTORS -> Set.of(WithholdCode.VECTOR_ALTERED);
            case FLIPS_SEAL ->
                Set.of(
                        WithholdCode.MALFORMED_SEAL,
                        WithholdCode.WRONG_ROW,
                        WithholdCode.TEXT_ALTERED,
                        WithholdCode.VECTOR_ALTERED,
                        WithholdCode.NOT_IN_DOCUMENT);
            case NO_METADATA, NUMBERS_FOR_STRINGS, NULL_SEGMENTS, NULL_ROWS -> Set.of(WithholdCode.UNSEALED);
            case NULL_RESULT, THROWS -> Set.of(WithholdCode.STORE_FAILED);
            case DUPLICATES -> Set.of(WithholdCode.DUPLICATE_ROW);
            case ODD_SCORES, NOTHING -> Set.of();
        };
    }
}
