package dev.weir.tenancy.testkit;

import dev.weir.tenancy.store.ChunkStore;
import dev.weir.tenancy.store.InMemoryChunkStore;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * Asks a query path random questions over random worlds, honest stores and lying ones, and compares every answer with
 * the oracle: from an honest store exactly its answer, from a lying one never anything outside it.
 */
public final class LeakSuite {
    private static final int QUERIES_PER_WORLD = 600;
    private static final int MAX_FINDINGS = 20;
    private static final List<Lie> LIES = List.of(Lie.values());

    private final GuardedSearch.Factory factory;
    private final long seed;
    private final Function<InstantSource, ChunkStore> stores;
    private final BiPredicate<List<GuardedSearch.Served>, List<GuardedSearch.Served>> wordsAgree;

    /** Over stores in memory, whose every answer must be the oracle's. */
    public LeakSuite(GuardedSearch.Factory factory, long seed) {
        this(factory, seed, InMemoryChunkStore::new, List::equals);
    }

    private LeakSuite(
            GuardedSearch.Factory factory,
            long seed,
            Function<InstantSource, ChunkStore> stores,
            BiPredicate<List<GuardedSearch.Served>, List<GuardedSearch.Served>> wordsAgree) {
        this.factory = factory;
        this.seed = seed;
        this.stores = stores;
        this.wordsAgree = wordsAgree;
    }

    /**
     * Over another kind of store. Its answers by vector must be the oracle's, row by row; by words it may rank as it likes,
     * and must give as many rows.
     *
     * @param stores opens an empty store; the suite closes it before it opens the next
     */
    public static LeakSuite over(Function<InstantSource, ChunkStore> stores, GuardedSearch.Factory factory, long seed) {
        return new LeakSuite(factory, seed, stores, (answer, expected) -> answer.size() == expected.size());
    }

    /** The seed in the system property {@code test.seed}, or a fresh one. */
    public static long seed() {
        return Optional.ofNullable(Long.getLong("test.seed"))
                .orElseGet(() -> new java.security.SecureRandom().nextLong());
    }

    /**
     * What came of a run.
     *
     * @param honest queries to honest stores
     * @param nonEmpty those of them whose answer was not empty
     * @param exposed queries, of all, for which a store without a filter would have returned a foreign row
     * @param leaks answers that held something outside the oracle's readable set, in words
     * @param differences answers of honest stores that were not the oracle's
     */
    public record Report(
            long seed,
            int queries,
            int worlds,
            int honest,
            int nonEmpty,
            int exposed,
            List<String> leaks,
            List<String> differences) {
        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "leak suite: seed %d, %,d queries over %d worlds, %,d to honest stores of which %.1f %% were not"
                            + " empty, %,d to lying stores, %.1f %% had foreign rows to leak: %d leaks, %d differences",
                    seed,
                    queries,
                    worlds,
                    honest,
                    100.0 * nonEmpty / Math.max(1, honest),
                    queries - honest,
                    100.0 * exposed / Math.max(1, queries),
                    leaks.size(),
                    differences.size());
        }
    }

    /** Runs that many queries, or fewer if twenty answers were wrong before. */
    public Report run(int queries) {
        SplittableRandom random = new SplittableRandom(seed);
        List<String> leaks = new ArrayList<>();
        List<String> differences = new ArrayList<>();
        int asked = 0;
        int worlds = 0;
        int honest = 0;
        int nonEmpty = 0;
        int exposed = 0;
        while (asked < queries && leaks.size() + differences.size() < MAX_FINDINGS) {
            long worldSeed = random.nextLong();
            RandomWorld world = new RandomWorld(worldSeed, stores);
            GuardedSearch path = factory.over(world.world());
            worlds++;
            for (int i = 0; i < QUERIES_PER_WORLD && asked < queries; i++) {
                LeakQuery query = world.nextQuery();
                String name = "world " + worldSeed + ", query " + i;
                asked++;
                exposed += world.hasForeignRows(query) ? 1 : 0;
                if (random.nextInt(5) < 2) {
                    honest++;
                    List<GuardedSearch.Served> answer = path.search(query, world.store());
                    nonEmpty += answer.isEmpty() ? 0 : 1;
                    if (!agrees(query, answer, world.expected(query))) {
                        differences.add(name + ": got " + keys(answer) + ", expected " + keys(world.expected(query)));
                    }
                    leakIn(world, query, answer).ifPresent(leak -> leaks.add(name + ", honest: " + leak));
                } else {
                    Lie lie = LIES.get(random.nextInt(LIES.size()));
                    ChunkStore store = new LyingStore(world.store(), world.everything(), lie, random.nextLong());
                    leakIn(world, query, path.search(query, store))
                            .ifPresent(leak -> leaks.add(name + ", " + lie + ": " + leak));
                }
            }
            world.store().close();
        }
        return new Report(seed, asked, worlds, honest, nonEmpty, exposed, leaks, differences);
    }

    private boolean agrees(LeakQuery query, List<GuardedSearch.Served> answer, List<GuardedSearch.Served> expected) {
        return query.text().isPresent() ? wordsAgree.test(answer, expected) : answer.equals(expected);
    }

    private static Optional<String> leakIn(RandomWorld world, LeakQuery query, List<GuardedSearch.Served> answer) {
        Map<String, String> readable = world.readable(query);
        if (answer.size() > query.k()) {
            return Optional.of("more than k rows");
        }
        if (keys(answer).stream().distinct().count() < answer.size()) {
            return Optional.of("a row twice");
        }
        return answer.stream()
                .filter(served -> !served.text().equals(readable.get(served.key())))
                .findFirst()
                .map(served -> "served " + served.key() + " to " + query.principal());
    }

    private static List<String> keys(List<GuardedSearch.Served> answer) {
        return answer.stream().map(GuardedSearch.Served::key).toList();
    }
}
