package dev.weir.tenancy.testkit;

import dev.weir.tenancy.AccessTag;
import dev.weir.tenancy.BreakGlass;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.chunk.ChunkId;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.chunk.EmbeddingBinding;
import dev.weir.tenancy.seal.SealedDocument;
import dev.weir.tenancy.store.ChunkStore;
import dev.weir.tenancy.store.Erasure;
import dev.weir.tenancy.store.Pushdown;
import dev.weir.tenancy.store.ScopedQuery;
import dev.weir.tenancy.store.SearchResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A store that tells one {@link Lie}, over any store that does not. It remembers every row it was ever given, replaced
 * and erased ones too, and always claims to have enforced everything. Which rows it lies about comes from the seed; with
 * lies about single rows about half stay honest. Not thread-safe.
 */
public final class LyingStore implements ChunkStore {
    private final ChunkStore honest;
    private final List<Candidate> memory;
    private final Lie lie;
    private final SplittableRandom random;
    private int queries;

    /** @param opening to learn the rows that {@code honest} holds already */
    public LyingStore(ChunkStore honest, Lie lie, long seed, BreakGlass opening) {
        this(honest, rowsOf(honest, opening), lie, seed);
    }

    /** @param memory rows that the store was given earlier */
    public LyingStore(ChunkStore honest, List<Candidate> memory, Lie lie, long seed) {
        this.honest = honest;
        this.memory = new ArrayList<>(memory);
        this.lie = lie;
        this.random = new SplittableRandom(seed);
    }

    /** Every row of a store. */
    public static List<Candidate> rowsOf(ChunkStore store, BreakGlass opening) {
        List<Candidate> rows = new ArrayList<>();
        store.forEach(opening, rows::add);
        return rows;
    }

    @Override
    public EmbeddingBinding binding(String model, float[] vector) {
        return honest.binding(model, vector);
    }

    @Override
    public void write(WriteGrant grant, SealedDocument document, Map<String, String> attributes) {
        honest.write(grant, document, attributes);
        document.chunks().forEach(chunk -> memory.add(SealedWorld.row(chunk)));
    }

    @Override
    public SearchResult search(ScopedQuery query) {
        queries++;
        if (lie == Lie.THROWS && queries % 2 == 0) {
            throw new IllegalStateException("the store broke down");
        }
        return lie == Lie.NULL_RESULT ? noAnswer() : new SearchResult(answer(query), Pushdown.everything());
    }

    @Override
    public long erase(WriteGrant grant, Erasure what) {
        return honest.erase(grant, what);
    }

    @Override
    public long relabel(WriteGrant grant, DocumentId document, AccessTag tag) {
        return honest.relabel(grant, document, tag);
    }

    @Override
    public void forEach(WriteGrant grant, Erasure what, Consumer<Candidate> action) {
        honest.forEach(grant, what, action);
    }

    @Override
    public void forEach(BreakGlass opening, Consumer<Candidate> action) {
        honest.forEach(opening, action);
    }

    @Override
    public void close() {
        honest.close();
    }

    private List<Candidate> answer(ScopedQuery query) {
        List<Candidate> rows = honest.search(query).rows();
        return switch (lie) {
            case THROWS, NULL_RESULT -> rows;
            case NOTHING -> List.of();
            case IGNORES_FILTER -> some(memory, query.k());
            case ONLY_FOREIGN_ROWS -> some(outside(query), query.k());
            case REPLAYS_OLD_ROWS -> some(gone(), query.k());
            case TOO_MANY ->
                Stream.concat(rows.stream(), some(memory, 2 * query.k() + 1).stream())
                        .toList();
            case DUPLICATES ->
                rows.stream().flatMap(row -> Stream.of(row, row, row)).toList();
            case NULL_ROWS -> withNulls(rows);
            case SWAPS_SEALS,
                    SWAPS_TEXTS,
                    SWAPS_VECTORS,
                    FOREIGN_TEXT_UNDER_OWN_SEAL,
                    FOREIGN_ROW_UNDER_OWN_KEY,
                    FOREIGN_ROW_UNDER_FORGED_TENANT,
                    FLIPS_TEXT,
                    TRUNCATES_TEXT,
                    FLIPS_SEAL,
                    FLIPS_VECTOR,
                    ODD_KEYS,
                    NULL_KEYS,
                    NULL_TEXTS,
                    NULL_SEALS,
                    NULL_VECTORS,
                    ODD_SCORES -> {
                List<Candidate> outside = outside(query);
                yield rows.stream()
                        .map(row -> random.nextBoolean() ? row : twist(row, outside))
                        .toList();
            }
        };
    }

    private Candidate twist(Candidate row, List<Candidate> outside) {
        String id = row.id().orElse("");
        String text = row.text().orElse("");
        String seal = row.seal().orElse("");
        float[] vector = row.vector().orElse(new float[0]);
        Candidate other = any(memory, row);
        Candidate foreign = any(outside, row);
        return switch (lie) {
            case SWAPS_SEALS -> row(row, id, text, other.seal().orElse(""), vector);
            case SWAPS_TEXTS -> row(row, id, other.text().orElse(""), seal, vector);
            case SWAPS_VECTORS -> row(row, id, text, seal, other.vector().orElse(new float[0]));
            case FOREIGN_TEXT_UNDER_OWN_SEAL -> row(row, id, foreign.text().orElse(""), seal, vector);
            case FOREIGN_ROW_UNDER_OWN_KEY ->
                row(
                        row,
                        id,
                        foreign.text().orElse(""),
                        foreign.seal().orElse(""),
                        foreign.vector().orElse(vector));
            case FOREIGN_ROW_UNDER_FORGED_TENANT ->
                row(
                        row,
                        id.substring(0, id.indexOf('/'))
                                + foreign.id().orElse("").replaceFirst("^[^/]*", ""),
                        foreign.text().orElse(""),
                        foreign.seal().orElse(""),
                        foreign.vector().orElse(vector));
            case FLIPS_TEXT -> row(row, id, flip(text), seal, vector);
            case TRUNCATES_TEXT -> row(row, id, text.substring(0, random.nextInt(text.length())), seal, vector);
            case FLIPS_SEAL -> row(row, id, text, another(seal), vector);
            case FLIPS_VECTOR -> row(row, id, text, seal, flip(vector));
            case ODD_KEYS -> row(row, odd(id), text, seal, vector);
            case NULL_KEYS -> row(row, null, text, seal, vector);
            case NULL_TEXTS -> row(row, id, null, seal, vector);
            case NULL_SEALS -> row(row, id, text, random.nextBoolean() ? null : "", vector);
            case NULL_VECTORS -> row(row, id, text, seal, null);
            case ODD_SCORES ->
                new Candidate(id, text, seal, vector, row.attributes(), random.nextBoolean() ? Double.NaN : 1 / 0.0);
            case THROWS,
                    NULL_RESULT,
                    NOTHING,
                    IGNORES_FILTER,
                    ONLY_FOREIGN_ROWS,
                    REPLAYS_OLD_ROWS,
                    TOO_MANY,
                    DUPLICATES,
                    NULL_ROWS -> row;
        };
    }

    private static Candidate row(
            Candidate from,
            @Nullable String id,
            @Nullable String text,
            @Nullable String seal,
            float @Nullable [] vector) {
        return new Candidate(id, text, seal, vector, from.attributes(), from.score());
    }

    private List<Candidate> some(List<Candidate> rows, int count) {
        List<Candidate> drawn = new ArrayList<>();
        for (int i = 0; i < Math.min(count, rows.size()); i++) {
            drawn.add(rows.get(random.nextInt(rows.size())));
        }
        return drawn;
    }

    /** A row that is not {@code row}, or that one if there is no other. */
    private Candidate any(List<Candidate> rows, Candidate row) {
        for (int tries = 0; tries < 20 && !rows.isEmpty(); tries++) {
            Candidate other = rows.get(random.nextInt(rows.size()));
            if (!other.id().equals(row.id())) {
                return other;
            }
        }
        return row;
    }

    /** Rows that the honest store would not have returned, however large k. */
    private List<Candidate> outside(ScopedQuery query) {
        Set<String> inside = new HashSet<>();
        for (Candidate row : honest.search(query.withK(ScopedQuery.MAX_K)).rows()) {
            inside.add(row.id().orElse(""));
        }
        return memory.stream()
                .filter(row -> !inside.contains(row.id().orElse("")))
                .toList();
    }

    /** Rows that were given once and are not the newest version that was. */
    private List<Candidate> gone() {
        Map<String, Long> newest = new HashMap<>();
        memory.forEach(row -> row.id()
                .flatMap(ChunkId::parse)
                .ifPresent(id -> newest.merge(id.tenant() + "/" + id.document(), id.version(), Math::max)));
        List<Candidate> old = memory.stream()
                .filter(row -> row.id()
                        .flatMap(ChunkId::parse)
                        .filter(id -> !Long.valueOf(id.version()).equals(newest.get(id.tenant() + "/" + id.document())))
                        .isPresent())
                .toList();
        return old.isEmpty() ? memory : old;
    }

    private String flip(String text) {
        int at = random.nextInt(text.length());
        char flipped = (char) (text.charAt(at) ^ (1 << random.nextInt(Character.SIZE)));
        return text.substring(0, at) + flipped + text.substring(at + 1);
    }

    private float[] flip(float[] vector) {
        float[] flipped = vector.clone();
        if (flipped.length > 0) {
            int at = random.nextInt(flipped.length);
            flipped[at] =
                    Float.intBitsToFloat(Float.floatToRawIntBits(flipped[at]) ^ (1 << random.nextInt(Integer.SIZE)));
        }
        return flipped;
    }

    private String another(String seal) {
        String letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=+/ ";
        int at = random.nextInt(seal.length());
        char letter = letters.charAt(random.nextInt(letters.length()));
        return seal.substring(0, at) + (letter == seal.charAt(at) ? "!" : letter) + seal.substring(at + 1);
    }

    private String odd(String id) {
        String tenant = id.substring(0, id.indexOf('/'));
        String rest = id.substring(id.indexOf('/'));
        return switch (random.nextInt(9)) {
            case 0 -> rest;
            case 1 -> " " + rest;
            case 2 -> "[\"" + tenant + "\",\"globex\"]" + rest;
            case 3 -> tenant.toUpperCase(Locale.ROOT) + rest;
            case 4 -> tenant + " " + rest;
            case 5 -> tenant + "1" + rest;
            case 6 -> "null" + rest;
            case 7 -> "*" + rest;
            default -> "";
        };
    }

    @SuppressWarnings("NullAway") // that a store breaks its types as well is the point
    private static SearchResult noAnswer() {
        return null;
    }

    @SuppressWarnings("NullAway") // as above
    private static List<Candidate> withNulls(List<Candidate> rows) {
        List<Candidate> mixed = new ArrayList<>();
        for (Candidate row : rows) {
            mixed.add(null);
            mixed.add(row);
        }
        return mixed;
    }
}
