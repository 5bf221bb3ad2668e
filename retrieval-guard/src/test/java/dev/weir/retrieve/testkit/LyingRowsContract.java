package dev.weir.retrieve.testkit;

import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static dev.weir.tenancy.testkit.SealedWorld.GLOBEX;
import static dev.weir.tenancy.testkit.SealedWorld.HANDBOOK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.retrieve.audit.AuditEvent;
import dev.weir.retrieve.verify.Refusal;
import dev.weir.retrieve.verify.WithholdCode;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.store.ChunkStore;
import dev.weir.tenancy.store.Filtering;
import dev.weir.tenancy.testkit.Lie;
import dev.weir.tenancy.testkit.LyingStore;
import dev.weir.tenancy.testkit.RowLie;
import dev.weir.tenancy.testkit.SealedWorld;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * I7 through a framework's interface, with two tenants and one shared corpus in one store: whatever the store does, what is
 * served is a part of the honest answer, and the audit log names the reason. Extend it and open a scene.
 */
public abstract class LyingRowsContract {
    private static final long SEED = Long.getLong("test.seed", 20_260_101L);
    private static final int QUERIES = Integer.getInteger("test.lies", 10);
    private static final int DOCUMENTS = 30;

    /** A guarded store of the framework's over an honest plain one. */
    public interface Scene {
        /** The honest store. */
        ChunkStore chunks();

        /** Seals, writes and publishes a document of the default label. */
        void seal(TenantId tenant, String document, String... texts);

        /** A chunk store over the plain one, which lies. */
        ChunkStore lying(RowLie lie, long seed, Filtering filtering);

        /** The texts that a guarded store before the one given serves, whatever the set screens say of them. */
        List<String> served(ChunkStore store, TenantId reader, String question, int k);

        /** What was recorded. */
        List<AuditEvent> events();
    }

    /** A scene whose store is empty. */
    protected abstract Scene newScene();

    /** The lies that the framework's interface can tell. */
    protected abstract Set<RowLie> lies();

    /** A scene with documents, and who may read which of their texts. */
    private static final class Filled {
        final Scene scene;
        final Map<TenantId, Set<String>> readable = new HashMap<>();
        final SplittableRandom random = new SplittableRandom(SEED);

        Filled(Scene scene) {
            this.scene = scene;
            for (int i = 0; i < DOCUMENTS; i++) {
                TenantId tenant = List.of(ACME, GLOBEX, HANDBOOK).get(i % 3);
                String[] texts = new String[1 + random.nextInt(3)];
                for (int j = 0; j < texts.length; j++) {
                    texts[j] = canary(tenant, i, j);
                    readable.computeIfAbsent(tenant, key -> new HashSet<>()).add(texts[j]);
                }
                scene.seal(tenant, "doc-" + i, texts);
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

        List<String> asked(ChunkStore store, TenantId tenant, int k) {
            return scene.served(store, tenant, "Canary " + random.nextInt(DOCUMENTS), k);
        }

        void ask(Object lie, ChunkStore store) {
            TenantId tenant = random.nextBoolean() ? ACME : GLOBEX;
            int k = 1 + random.nextInt(60);
            assertThat(asked(store, tenant, k))
                    .as("seed %d, %s", SEED, lie)
                    .isSubsetOf(readable.get(tenant))
                    .doesNotHaveDuplicates()
                    .hasSizeLessThanOrEqualTo(k);
        }

        Set<WithholdCode> codes() {
            Set<WithholdCode> codes = new HashSet<>();
            for (AuditEvent event : scene.events()) {
                switch (event) {
                    case AuditEvent.Answered answered ->
                        answered.refusals().stream().map(Refusal::code).forEach(codes::add);
                    case AuditEvent.Failed failed -> codes.add(failed.code());
                    default -> {}
                }
            }
            return codes;
        }
    }

    @Test
    void storeWhenHonestThenServesAllOfTheScopeAndNothingElse() {
        Filled filled = new Filled(newScene());
        for (TenantId tenant : List.of(ACME, GLOBEX)) {
            assertThat(filled.asked(filled.scene.chunks(), tenant, 200)).hasSameElementsAs(filled.readable.get(tenant));
            for (int k = 1; k < 5; k++) {
                assertThat(filled.asked(filled.scene.chunks(), tenant, k))
                        .hasSize(k)
                        .isSubsetOf(filled.readable.get(tenant));
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> storeWhenItLiesThenNothingOutsideTheScopeIsServed() {
        return lies().stream().sorted().map(lie -> DynamicTest.dynamicTest(lie.name(), () -> tell(lie)));
    }

    private void tell(RowLie lie) {
        Filled filled = new Filled(newScene());
        for (Filtering filtering : Filtering.values()) {
            for (int i = 0; i < QUERIES; i++) {
                filled.ask(lie, filled.scene.lying(lie, filled.random.nextLong(), filtering));
            }
        }
        Set<WithholdCode> codes = filled.codes();
        assertThat(codes).as("seed %d, %s", SEED, lie).isSubsetOf(expected(lie));
        assertThat(codes.isEmpty())
                .as("seed %d, %s", SEED, lie)
                .isEqualTo(expected(lie).isEmpty());
    }

    @ParameterizedTest
    @EnumSource(Lie.class)
    void storeWhenTheChunkStoreOverItLiesThenNothingOutsideTheScopeIsServed(Lie lie) {
        Filled filled = new Filled(newScene());
        for (int i = 0; i < QUERIES; i++) {
            filled.ask(
                    lie, new LyingStore(filled.scene.chunks(), lie, filled.random.nextLong(), SealedWorld.opening()));
        }
    }

    @Test
    void storeWhenItIgnoresFiltersAndSaidSoThenTheAnswerIsWhole() {
        Filled filled = new Filled(newScene());
        ChunkStore here = filled.scene.lying(RowLie.IGNORES_FILTER, SEED, Filtering.HERE);

        assertThat(filled.asked(here, ACME, 200)).hasSameElementsAs(filled.readable.get(ACME));
        assertThat(filled.asked(here, ACME, 3)).hasSize(3).isSubsetOf(filled.readable.get(ACME));
    }

    @Test
    void storeWhenItIgnoresFiltersAndDidNotSayThenItsBreakerTrips() {
        Filled filled = new Filled(newScene());
        ChunkStore store = filled.scene.lying(RowLie.IGNORES_FILTER, SEED, Filtering.IN_STORE);

        assertThat(filled.asked(store, ACME, 50)).isEmpty();
        assertThat(filled.scene.events()).anyMatch(AuditEvent.BreakerTripped.class::isInstance);
    }

    /** What the audit log may say of a lie; where this is not empty, it must say one of these. */
    private static Set<WithholdCode> expected(RowLie lie) {
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
