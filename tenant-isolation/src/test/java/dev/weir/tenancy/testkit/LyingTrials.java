package dev.weir.tenancy.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.tenancy.AccessScope;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.seal.SealFault;
import dev.weir.tenancy.store.ChunkStore;
import dev.weir.tenancy.store.ScopedQuery;
import dev.weir.tenancy.store.SearchResult;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Lying stores over any store, in worlds where documents were replaced, relabelled, erased, suspended and revoked, keys
 * changed and checkpoints expired: of every row that a store returns, the verifier must say exactly what
 * {@link LifecycleModel} says, or which part of the row was twisted. A row whose seal was written by nobody may break at
 * any of several places, and never holds.
 */
public final class LyingTrials {
    private static final int STEPS = 30;
    private static final int TRIALS_PER_WORLD = 100;
    private static final int MOST_ROWS = 12;
    private static final int MAX_FINDINGS = 20;
    private static final List<Lie> LIES = List.of(Lie.values());
    private static final List<BiConsumer<LifecycleScene, Integer>> ACTIONS = List.of(
            LifecycleScene::ingest,
            LifecycleScene::ingest,
            LifecycleScene::ingest,
            LifecycleScene::ingest,
            LifecycleScene::crash,
            LifecycleScene::relabel,
            LifecycleScene::suspend,
            LifecycleScene::erase,
            LifecycleScene::revoke,
            LifecycleScene::compromise,
            LifecycleScene::restamp,
            LifecycleScene::raiseMinimum);

    /** Where a seal that nobody wrote may break. */
    private static final Set<String> TWISTED_SEAL = Set.of(
            SealFault.MALFORMED_SEAL.name(),
            SealFault.WRONG_ROW.name(),
            SealFault.TEXT_ALTERED.name(),
            SealFault.VECTOR_ALTERED.name(),
            SealFault.REVOKED.name(),
            SealFault.STALE_VERSION.name(),
            SealFault.NOT_IN_DOCUMENT.name());

    private final Function<InstantSource, ChunkStore> stores;
    private final SplittableRandom random;
    private final Map<String, Integer> verdicts = new TreeMap<>();
    private final List<String> foreign = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();

    private LyingTrials(Function<InstantSource, ChunkStore> stores, long seed) {
        this.stores = stores;
        this.random = new SplittableRandom(seed);
    }

    /**
     * What came of a run.
     *
     * @param verdicts how many rows each verdict was given to
     * @param foreign rows that held and that their reader must not see, in words
     * @param wrong rows that were refused with another code than the model's, in words
     */
    public record Report(
            long seed,
            int trials,
            int worlds,
            Map<String, Integer> verdicts,
            List<String> foreign,
            List<String> wrong) {
        public Report {
            verdicts = Map.copyOf(verdicts);
            foreign = List.copyOf(foreign);
            wrong = List.copyOf(wrong);
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "lying stores: seed %d, %,d trials over %d worlds, %d foreign rows, %d wrong codes; verdicts %s",
                    seed,
                    trials,
                    worlds,
                    foreign.size(),
                    wrong.size(),
                    new TreeMap<>(verdicts));
        }
    }

    /**
     * Runs that many trials, or fewer if twenty rows were judged wrongly before.
     *
     * @param stores opens an empty store; each is closed before the next is opened
     */
    public static Report run(Function<InstantSource, ChunkStore> stores, long seed, int trials) {
        LyingTrials suite = new LyingTrials(stores, seed);
        int worlds = 0;
        int done = 0;
        while (done < trials && suite.foreign.size() + suite.wrong.size() < MAX_FINDINGS) {
            int now = Math.min(TRIALS_PER_WORLD, trials - done);
            suite.world(now);
            done += now;
            worlds++;
        }
        return new Report(seed, done, worlds, suite.verdicts, suite.foreign, suite.wrong);
    }

    private void world(int trials) {
        LifecycleScene scene = new LifecycleScene(3 + random.nextInt(3), stores, List.of(SealedWorld.EMBEDDER));
        try (ChunkStore store = scene.store()) {
            for (int i = 0; i < STEPS; i++) {
                any(ACTIONS).accept(scene, random.nextInt(1 << 16));
            }
            if (random.nextInt(10) == 0) {
                scene.passTime(0);
            }
            scene.tenants().forEach(scene.world().heads()::refresh);
            for (int i = 0; i < trials; i++) {
                trial(scene, store);
            }
        }
    }

    private void trial(LifecycleScene scene, ChunkStore store) {
        TenantId reader = any(scene.tenants());
        Set<String> groups = any(LifecycleScene.GROUPS);
        Lie lie = any(LIES);
        AccessScope scope = scene.scope(reader, groups);
        ScopedQuery query =
                scene.world().byVector(scope, SealedWorld.unitVector(random), 1 + random.nextInt(MOST_ROWS));
        LyingStore lying = new LyingStore(store, scene.rows(), lie, random.nextLong());
        for (@Nullable Candidate row : ask(lying, lie, query)) {
            String said = LifecycleScene.said(scene.world().verifier().verify(row, scope));
            Set<String> expected = expected(scene, row, reader, groups);
            verdicts.merge(said, 1, Integer::sum);
            if (!expected.contains(said)) {
                String finding = lie + " to " + reader + " in " + groups + ": " + row + " was said to be " + said
                        + ", expected " + expected;
                (said.equals(LifecycleModel.INTACT) ? foreign : wrong).add(finding);
            }
        }
    }

    /** What may be said of a row; more than one thing only where nobody wrote its seal. */
    private static Set<String> expected(
            LifecycleScene scene, @Nullable Candidate row, TenantId reader, Set<String> groups) {
        String seal = row == null ? "" : row.seal().orElse("");
        if (row == null || seal.isEmpty()) {
            return Set.of(SealFault.UNSEALED.name());
        }
        Optional<Candidate> written = scene.written(seal);
        if (written.isEmpty()) {
            return twisted(scene, row, reader, groups);
        }
        if (!row.id().equals(written.get().id())) {
            return Set.of(SealFault.WRONG_ROW.name());
        }
        if (!row.text().equals(written.get().text())) {
            return Set.of(SealFault.TEXT_ALTERED.name());
        }
        if (!sameBits(row.vector(), written.get().vector())) {
            return Set.of(SealFault.VECTOR_ALTERED.name());
        }
        return Set.of(scene.expected(seal, reader, groups).orElseThrow());
    }

    private static Set<String> twisted(LifecycleScene scene, Candidate row, TenantId reader, Set<String> groups) {
        Set<String> expected = new HashSet<>(TWISTED_SEAL);
        // Whatever is wrong with the document as a whole comes before what is wrong with the chunk in it.
        for (Candidate written : scene.rows()) {
            if (written.id().equals(row.id())) {
                expected.add(scene.expected(written.seal().orElse(""), reader, groups)
                        .orElseThrow());
            }
        }
        expected.removeAll(Set.of(LifecycleModel.INTACT, LifecycleModel.OUT_OF_SCOPE, SealFault.STAMP_TOO_OLD.name()));
        return expected;
    }

    /** A store may break down; then it gave nothing. */
    private static List<Candidate> ask(LyingStore store, Lie lie, ScopedQuery query) {
        if (lie == Lie.THROWS) {
            // Every other query fails.
            assertThat(store.search(query).rows()).isNotNull();
            assertThatThrownBy(() -> store.search(query)).isInstanceOf(IllegalStateException.class);
            return List.of();
        }
        @Nullable SearchResult result = store.search(query);
        return result == null ? List.of() : result.rows();
    }

    private static boolean sameBits(Optional<float[]> one, Optional<float[]> other) {
        return Arrays.equals(bits(one), bits(other));
    }

    private static int[] bits(Optional<float[]> vector) {
        float[] floats = vector.orElse(new float[0]);
        int[] bits = new int[floats.length];
        Arrays.setAll(bits, i -> Float.floatToRawIntBits(floats[i]));
        return bits;
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
