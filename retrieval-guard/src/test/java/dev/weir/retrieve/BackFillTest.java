package dev.weir.retrieve;

import static dev.weir.retrieve.GuardWorld.ids;
import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static dev.weir.tenancy.testkit.SealedWorld.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.retrieve.GuardWorld.ScriptedStore;
import dev.weir.retrieve.screen.Mode;
import dev.weir.tenancy.AccessScope;
import dev.weir.tenancy.Label;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.store.ScopedQuery;
import dev.weir.tenancy.store.SearchResult;
import dev.weir.tenancy.testkit.SealedWorld;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import org.junit.jupiter.api.Test;

/** I5 and I7 for the whole path: an honest store gives the oracle's answer, and planted rows cost nothing. */
class BackFillTest {
    private static final AtomicInteger TRIES = new AtomicInteger();
    private static final AtomicInteger NON_EMPTY = new AtomicInteger();

    // Signing a world takes longer than a hundred questions, so a few worlds serve all tries.
    private static final List<GuardWorld> WORLDS = List.of(
            randomWorld(new SplittableRandom(1), 3),
            randomWorld(new SplittableRandom(2), 12),
            randomWorld(new SplittableRandom(3), 40));

    @Property
    void answerWhenRowsAreBrokenThenIsTheOraclesAnswerOverTheOthers(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int k) {
        SplittableRandom random = new SplittableRandom(seed);
        GuardWorld guard = WORLDS.get(random.nextInt(WORLDS.size()));
        AccessScope scope = guard.world.scope(
                random.nextInt(4) == 0
                        ? SealedWorld.reader(ACME, "chief", "finance")
                        : SealedWorld.reader(ACME, "reader"));
        String question = "question " + random.nextInt();
        ScriptedStore store = new ScriptedStore(guard.store, (inner, query) -> {
            SearchResult honest = inner.search(query);
            List<Candidate> rows = honest.rows().stream()
                    .map(row -> breaks(row.id().orElse(""), seed) ? GuardWorld.withText(row, "altered") : row)
                    .toList();
            return new SearchResult(rows, honest.pushdown());
        });
        List<String> answered =
                ids(guard.before(store).mode(Mode.OBSERVE).build().retrieve(guard.request(scope, question, k)));
        ScopedQuery everything = guard.world.hybrid(scope, SealedWorld.vectorOf(question), question, ScopedQuery.MAX_K);
        List<String> expected = guard.store.search(everything).rows().stream()
                .map(row -> row.id().orElse(""))
                .filter(id -> !breaks(id, seed))
                .limit(k)
                .toList();
        assertThat(answered).as("seed %d", seed).isEqualTo(expected);
        TRIES.incrementAndGet();
        if (!expected.isEmpty()) {
            NON_EMPTY.incrementAndGet();
        }
    }

    @AfterContainer
    static void answersWereMostlyNotEmpty() {
        // An empty answer proves nothing.
        assertThat(NON_EMPTY.get() * 5).isGreaterThanOrEqualTo(TRIES.get() * 4);
    }

    @Test
    void storeWhenNothingIsDroppedThenIsAskedOnce() {
        GuardWorld guard = randomWorld(new SplittableRandom(1), 30);
        ScriptedStore store = new ScriptedStore(guard.store, (inner, query) -> inner.search(query));
        guard.before(store).build().retrieve(guard.request(ACME, "a question", 3));
        assertThat(store.asked).containsExactly(3 * RetrievalFirewall.OVERFETCH);
    }

    @Test
    void storeWhenRowsAreDroppedThenIsAskedForTwiceAsManyUntilThereAreEnough() {
        GuardWorld guard = new GuardWorld();
        for (int i = 0; i < 30; i++) {
            guard.ingest(ACME, "d" + i, "text " + i);
        }
        Candidate planted = new Candidate("acme/x/1/0", "x", null, null, Map.of(), 1);
        ScriptedStore store = ScriptedStore.planting(guard.store, Collections.nCopies(13, planted));
        assertThat(ids(guard.before(store).build().retrieve(guard.request(ACME, "a question", 3))))
                .hasSize(3);
        assertThat(store.asked).containsExactly(9, 18, 36);
    }

    @Test
    void storeWhenItHasNoMoreThenIsNotAskedAgain() {
        GuardWorld guard = new GuardWorld();
        guard.ingest(ACME, "only", "text");
        ScriptedStore store = new ScriptedStore(guard.store, (inner, query) -> inner.search(query));
        assertThat(ids(guard.before(store).build().retrieve(guard.request(ACME, "a question", 10))))
                .hasSize(1);
        assertThat(store.asked).containsExactly(30);
    }

    @Test
    void storeWhenItNeverReturnsAnythingGoodThenIsAskedUpToTheLimit() {
        GuardWorld guard = new GuardWorld();
        Candidate planted = new Candidate("acme/x/1/0", "x", null, null, Map.of(), 1);
        ScriptedStore store = ScriptedStore.planting(guard.store, Collections.nCopies(ScopedQuery.MAX_K + 1, planted));
        assertThat(ids(guard.before(store).build().retrieve(guard.request(ACME, "a question", 200))))
                .isEmpty();
        assertThat(store.asked).containsExactly(600, 1200, 2400, 4800, 9600, ScopedQuery.MAX_K);
    }

    private static boolean breaks(String id, long seed) {
        return Math.floorMod(id.hashCode() ^ seed, 3) == 0;
    }

    private static GuardWorld randomWorld(SplittableRandom random, int documents) {
        GuardWorld guard = new GuardWorld();
        for (int i = 0; i < documents; i++) {
            boolean ours = random.nextInt(3) > 0;
            boolean finance = random.nextInt(4) == 0;
            WriteGrant grant = guard.world.grant(
                    ours ? ACME : GLOBEX,
                    WriteAction.INGEST,
                    finance ? Set.of(new Label("group:finance")) : Set.of(),
                    Set.of());
            String[] texts = new String[1 + random.nextInt(3)];
            for (int j = 0; j < texts.length; j++) {
                texts[j] = "document " + i + " part " + j + " number " + random.nextInt();
            }
            guard.world.ingest(guard.store, grant, guard.world.draft("doc-" + i, 1, texts));
        }
        return guard;
    }
}
