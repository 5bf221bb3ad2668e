package dev.weir.adapters.langchain4j;

import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.store.embedding.EmbeddingMatch;
import dev.langchain4j.store.embedding.EmbeddingSearchRequest;
import dev.langchain4j.store.embedding.EmbeddingSearchResult;
import dev.langchain4j.store.embedding.EmbeddingStore;
import dev.weir.tenancy.testkit.SealedWorld;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/** A store of the framework's that tells one {@link EmbeddingLie} when it is searched, over one that does not. */
final class LyingEmbeddingStore implements EmbeddingStore<TextSegment> {
    private final EmbeddingStore<TextSegment> honest;
    private final EmbeddingLie lie;
    private final SplittableRandom random;

    private LyingEmbeddingStore(EmbeddingStore<TextSegment> honest, EmbeddingLie lie, long seed) {
        this.honest = honest;
        this.lie = lie;
        this.random = new SplittableRandom(seed);
    }

    static LyingEmbeddingStore over(EmbeddingStore<TextSegment> honest, EmbeddingLie lie, long seed) {
        return new LyingEmbeddingStore(honest, lie, seed);
    }

    @Override
    public EmbeddingSearchResult<TextSegment> search(EmbeddingSearchRequest request) {
        List<EmbeddingMatch<TextSegment>> inside = honest.search(request).matches();
        List<EmbeddingMatch<TextSegment>> all = honest.search(EmbeddingSearchRequest.builder()
                        .queryEmbedding(request.queryEmbedding())
                        .maxResults(10_000)
                        .build())
                .matches();
        List<EmbeddingMatch<TextSegment>> outside = all.stream()
                .filter(row -> !ids(inside).contains(row.embeddingId()))
                .toList();
        return switch (lie) {
            case THROWS -> throw new IllegalStateException("the store broke down and quotes " + texts(all));
            case NULL_RESULT -> noResult();
            case NOTHING -> new EmbeddingSearchResult<>(List.of());
            case NULL_ROWS -> new EmbeddingSearchResult<>(withNulls(inside));
            case IGNORES_FILTER -> result(all, request.maxResults());
            case ONLY_FOREIGN_ROWS -> result(outside, request.maxResults());
            case TOO_MANY -> {
                List<EmbeddingMatch<TextSegment>> more = new ArrayList<>(inside);
                more.addAll(all);
                more.addAll(outside);
                yield new EmbeddingSearchResult<>(more);
            }
            case DUPLICATES -> {
                List<EmbeddingMatch<TextSegment>> twice = new ArrayList<>();
                inside.forEach(row -> twice.addAll(List.of(row, row, row)));
                yield result(twice, request.maxResults());
            }
            default -> {
                List<EmbeddingMatch<TextSegment>> told = new ArrayList<>();
                inside.forEach(row -> told.add(random.nextBoolean() ? row : row(row, all, outside)));
                yield new EmbeddingSearchResult<>(told);
            }
        };
    }

    private EmbeddingMatch<TextSegment> row(
            EmbeddingMatch<TextSegment> row,
            List<EmbeddingMatch<TextSegment>> all,
            List<EmbeddingMatch<TextSegment>> outside) {
        EmbeddingMatch<TextSegment> other = all.get(random.nextInt(all.size()));
        EmbeddingMatch<TextSegment> foreign = outside.isEmpty() ? other : outside.get(random.nextInt(outside.size()));
        return switch (lie) {
            case FORGES_FIELDS ->
                with(foreign, fields -> {
                    for (String key : List.of(RowKeys.TENANT, RowKeys.DOCUMENT, RowKeys.TAG, RowKeys.SOURCE)) {
                        fields.put(key, fields(row).getOrDefault(key, ""));
                    }
                    return fields;
                });
            case FORGES_CHUNK_IDS ->
                with(foreign, fields -> {
                    fields.put(RowKeys.CHUNK, fields(row).getOrDefault(RowKeys.CHUNK, ""));
                    fields.put(RowKeys.TENANT, fields(row).getOrDefault(RowKeys.TENANT, ""));
                    return fields;
                });
            case SWAPS_SEALS ->
                with(row, fields -> {
                    fields.put(RowKeys.SEAL, fields(other).getOrDefault(RowKeys.SEAL, ""));
                    return fields;
                });
            case HIDES_TEXT_IN_METADATA ->
                with(row, fields -> {
                    fields.put(RowKeys.BLANK_TEXT, foreign.embedded().text());
                    return fields;
                });
            case FLIPS_SEAL ->
                with(row, fields -> {
                    fields.put(RowKeys.SEAL, flip(String.valueOf(fields.get(RowKeys.SEAL))));
                    return fields;
                });
            case DENIES_VECTORS ->
                with(row, fields -> {
                    fields.put(RowKeys.VECTOR, RowKeys.ABSENT);
                    return fields;
                });
            case NO_METADATA -> with(row, fields -> Map.of());
            case NUMBERS_FOR_STRINGS ->
                with(row, fields -> {
                    fields.replaceAll((key, value) -> 1L);
                    return fields;
                });
            case SWAPS_TEXTS ->
                match(
                        row,
                        row.score(),
                        row.embedding(),
                        segment(other.embedded().text(), row));
            case TRUNCATES_TEXT ->
                match(
                        row,
                        row.score(),
                        row.embedding(),
                        segment(row.embedded().text().substring(0, 1), row));
            case SWAPS_VECTORS -> match(row, row.score(), other.embedding(), row.embedded());
            case FLIPS_VECTOR -> match(row, row.score(), flip(row.embedding()), row.embedded());
            case NULL_VECTORS -> match(row, row.score(), null, row.embedded());
            case NULL_SEGMENTS -> match(row, row.score(), row.embedding(), null);
            case ODD_SCORES -> match(row, random.nextBoolean() ? Double.NaN : 1 / 0.0, row.embedding(), row.embedded());
            default -> row;
        };
    }

    private static List<String> ids(List<EmbeddingMatch<TextSegment>> rows) {
        return rows.stream().map(EmbeddingMatch::embeddingId).toList();
    }

    private static List<String> texts(List<EmbeddingMatch<TextSegment>> rows) {
        return rows.stream().map(row -> row.embedded().text()).toList();
    }

    private static Map<String, Object> fields(EmbeddingMatch<TextSegment> row) {
        return new HashMap<>(row.embedded().metadata().toMap());
    }

    private static EmbeddingMatch<TextSegment> with(
            EmbeddingMatch<TextSegment> row, UnaryOperator<Map<String, Object>> change) {
        Metadata metadata = Metadata.from(change.apply(fields(row)));
        return match(
                row,
                row.score(),
                row.embedding(),
                TextSegment.from(row.embedded().text(), metadata));
    }

    private static TextSegment segment(String text, EmbeddingMatch<TextSegment> row) {
        return TextSegment.from(text, row.embedded().metadata());
    }

    @SuppressWarnings("NullAway") // a match may come without its parts
    private static EmbeddingMatch<TextSegment> match(
            EmbeddingMatch<TextSegment> row,
            double score,
            @org.jspecify.annotations.Nullable Embedding embedding,
            @org.jspecify.annotations.Nullable TextSegment segment) {
        return new EmbeddingMatch<>(score, row.embeddingId(), embedding, segment);
    }

    private static EmbeddingSearchResult<TextSegment> result(List<EmbeddingMatch<TextSegment>> rows, int most) {
        return new EmbeddingSearchResult<>(rows.subList(0, Math.min(most, rows.size())));
    }

    private Embedding flip(Embedding embedding) {
        float[] flipped = embedding.vector().clone();
        int at = random.nextInt(SealedWorld.DIMENSION);
        flipped[at] = Float.intBitsToFloat(Float.floatToRawIntBits(flipped[at]) ^ (1 << random.nextInt(Integer.SIZE)));
        return Embedding.from(flipped);
    }

    private String flip(String seal) {
        int at = random.nextInt(seal.length());
        char other = seal.charAt(at) == 'A' ? 'B' : 'A';
        return seal.substring(0, at) + other + seal.substring(at + 1);
    }

    @SuppressWarnings("NullAway") // that a store breaks its types as well is the point
    private static EmbeddingSearchResult<TextSegment> noResult() {
        return null;
    }

    @SuppressWarnings("NullAway") // as above
    private static List<EmbeddingMatch<TextSegment>> withNulls(List<EmbeddingMatch<TextSegment>> rows) {
        List<EmbeddingMatch<TextSegment>> mixed = new ArrayList<>();
        rows.forEach(row -> {
            mixed.add(null);
            mixed.add(row);
        });
        return mixed;
    }

    @Override
    public String add(Embedding embedding) {
        return honest.add(embedding);
    }

    @Override
    public void add(String id, Embedding embedding) {
        honest.add(id, embedding);
    }

    @Override
    public String add(Embedding embedding, TextSegment segment) {
        return honest.add(embedding, segment);
    }

    @Override
    public List<String> addAll(List<Embedding> embeddings) {
        return honest.addAll(embeddings);
    }
}
