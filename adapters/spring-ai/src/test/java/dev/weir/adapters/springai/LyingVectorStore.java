package dev.weir.adapters.springai;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.springframework.ai.document.Document;
import org.springframework.ai.vectorstore.SearchRequest;
import org.springframework.ai.vectorstore.VectorStore;
import org.springframework.ai.vectorstore.filter.Filter;

/** A store of the framework's that tells one {@link VectorStoreLie} when it is searched, over one that does not. */
final class LyingVectorStore implements VectorStore {
    private final VectorStore honest;
    private final VectorStoreLie lie;
    private final SplittableRandom random;

    LyingVectorStore(VectorStore honest, VectorStoreLie lie, long seed) {
        this.honest = honest;
        this.lie = lie;
        this.random = new SplittableRandom(seed);
    }

    @Override
    public List<Document> similaritySearch(SearchRequest request) {
        List<Document> inside = honest.similaritySearch(request);
        List<Document> all = honest.similaritySearch(new Everything(request.getQuery()));
        List<String> insideIds = inside.stream().map(Document::getId).toList();
        List<Document> outside =
                all.stream().filter(row -> !insideIds.contains(row.getId())).toList();
        return switch (lie) {
            case THROWS -> throw new IllegalStateException("the store broke down and quotes " + SpringWorld.texts(all));
            case NULL_RESULT -> noResult();
            case NOTHING -> List.of();
            case NULL_ROWS -> withNulls(inside);
            case IGNORES_FILTER -> first(all, request.getTopK());
            case ONLY_FOREIGN_ROWS -> first(outside, request.getTopK());
            case TOO_MANY -> {
                List<Document> more = new ArrayList<>(inside);
                more.addAll(all);
                more.addAll(outside);
                yield more;
            }
            case DUPLICATES -> {
                List<Document> twice = new ArrayList<>();
                inside.forEach(row -> twice.addAll(List.of(row, row, row)));
                yield first(twice, request.getTopK());
            }
            default -> {
                List<Document> told = new ArrayList<>();
                inside.forEach(row -> told.add(random.nextBoolean() ? row : twisted(row, all, outside)));
                yield told;
            }
        };
    }

    /** Every row, those of a negative cosine too. */
    private static final class Everything extends SearchRequest {
        Everything(String query) {
            super(SearchRequest.builder().query(query).topK(10_000).build());
        }

        @Override
        public double getSimilarityThreshold() {
            return -2;
        }
    }

    private Document twisted(Document row, List<Document> all, List<Document> outside) {
        Document other = all.get(random.nextInt(all.size()));
        Document foreign = outside.isEmpty() ? other : outside.get(random.nextInt(outside.size()));
        return switch (lie) {
            case FORGES_FIELDS ->
                with(foreign, fields -> {
                    for (String key : List.of(RowKeys.TENANT, RowKeys.DOCUMENT, RowKeys.TAG, RowKeys.SOURCE)) {
                        fields.put(key, field(row, key));
                    }
                    return fields;
                });
            case FORGES_CHUNK_IDS ->
                with(foreign, fields -> {
                    fields.put(RowKeys.CHUNK, field(row, RowKeys.CHUNK));
                    fields.put(RowKeys.TENANT, field(row, RowKeys.TENANT));
                    return fields;
                });
            case SWAPS_SEALS ->
                with(row, fields -> {
                    fields.put(RowKeys.SEAL, field(other, RowKeys.SEAL));
                    return fields;
                });
            case HIDES_TEXT_IN_METADATA ->
                with(row, fields -> {
                    fields.put(RowKeys.BLANK_TEXT, text(foreign));
                    return fields;
                });
            case FLIPS_SEAL ->
                with(row, fields -> {
                    fields.put(RowKeys.SEAL, flip(field(row, RowKeys.SEAL)));
                    return fields;
                });
            case NO_METADATA -> with(row, fields -> Map.of());
            case NUMBERS_FOR_STRINGS ->
                with(row, fields -> {
                    fields.replaceAll((key, value) -> 1L);
                    return fields;
                });
            case SWAPS_TEXTS -> row.mutate().text(text(other)).build();
            case TRUNCATES_TEXT -> row.mutate().text(text(row).substring(0, 1)).build();
            case ODD_SCORES ->
                row.mutate()
                        .score(random.nextBoolean() ? null : random.nextBoolean() ? Double.NaN : 1 / 0.0)
                        .build();
            default -> row;
        };
    }

    private static Document with(Document row, UnaryOperator<Map<String, Object>> change) {
        return row.mutate()
                .metadata(change.apply(new HashMap<>(row.getMetadata())))
                .build();
    }

    private static String field(Document row, String key) {
        return String.valueOf(row.getMetadata().getOrDefault(key, ""));
    }

    private static String text(Document row) {
        return String.valueOf(row.getText());
    }

    private static List<Document> first(List<Document> rows, int most) {
        return rows.subList(0, Math.min(most, rows.size()));
    }

    private String flip(String seal) {
        int at = random.nextInt(seal.length());
        char other = seal.charAt(at) == 'A' ? 'B' : 'A';
        return seal.substring(0, at) + other + seal.substring(at + 1);
    }

    @SuppressWarnings("NullAway") // that a store breaks its types as well is the point
    private static List<Document> noResult() {
        return null;
    }

    @SuppressWarnings("NullAway") // as above
    private static List<Document> withNulls(List<Document> rows) {
        List<Document> mixed = new ArrayList<>();
        rows.forEach(row -> {
            mixed.add(null);
            mixed.add(row);
        });
        return mixed;
    }

    @Override
    public void add(List<Document> documents) {
        honest.add(documents);
    }

    @Override
    public void delete(List<String> ids) {
        honest.delete(ids);
    }

    @Override
    public void delete(Filter.Expression filter) {
        honest.delete(filter);
    }
}
