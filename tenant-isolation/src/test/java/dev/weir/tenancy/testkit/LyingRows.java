package dev.weir.tenancy.testkit;

import dev.weir.tenancy.store.MetadataKeys;
import dev.weir.tenancy.store.MetadataRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tells one {@link RowLie} about the rows that an honest store answers a search with. */
public final class LyingRows {
    private final RowLie lie;
    private final SplittableRandom random;

    public LyingRows(RowLie lie, long seed) {
        this.lie = lie;
        this.random = new SplittableRandom(seed);
    }

    /**
     * What the store answers; empty for null in the place of an answer.
     *
     * @param inside the honest answer
     * @param all every row of the store
     * @param most how many rows were asked for
     * @throws IllegalStateException if that is the lie
     */
    public Optional<List<@Nullable MetadataRow>> told(List<MetadataRow> inside, List<MetadataRow> all, int most) {
        Set<String> keys = inside.stream().map(MetadataRow::key).collect(Collectors.toSet());
        List<MetadataRow> outside =
                all.stream().filter(row -> !keys.contains(row.key())).toList();
        List<@Nullable MetadataRow> told = new ArrayList<>();
        switch (lie) {
            case THROWS -> throw new IllegalStateException("the store broke down and quotes " + texts(all));
            case NULL_RESULT -> {
                return Optional.empty();
            }
            case NOTHING -> {}
            case NULL_ROWS ->
                inside.forEach(row -> {
                    told.add(null);
                    told.add(row);
                });
            case IGNORES_FILTER -> told.addAll(first(all, most));
            case ONLY_FOREIGN_ROWS -> told.addAll(first(outside, most));
            case TOO_MANY -> {
                told.addAll(inside);
                told.addAll(all);
                told.addAll(outside);
            }
            case DUPLICATES -> {
                List<MetadataRow> thrice = new ArrayList<>();
                inside.forEach(row -> thrice.addAll(List.of(row, row, row)));
                told.addAll(first(thrice, most));
            }
            default -> inside.forEach(row -> told.add(random.nextBoolean() ? row : twisted(row, all, outside)));
        }
        return Optional.of(told);
    }

    private MetadataRow twisted(MetadataRow row, List<MetadataRow> all, List<MetadataRow> outside) {
        MetadataRow other = all.get(random.nextInt(all.size()));
        MetadataRow foreign = outside.isEmpty() ? other : outside.get(random.nextInt(outside.size()));
        return switch (lie) {
            case FORGES_FIELDS ->
                with(foreign, fields -> {
                    for (String key : List.of(
                            MetadataKeys.TENANT, MetadataKeys.DOCUMENT, MetadataKeys.TAG, MetadataKeys.SOURCE)) {
                        fields.put(key, row.field(key));
                    }
                });
            case FORGES_CHUNK_IDS ->
                with(foreign, fields -> {
                    fields.put(MetadataKeys.CHUNK, row.field(MetadataKeys.CHUNK));
                    fields.put(MetadataKeys.TENANT, row.field(MetadataKeys.TENANT));
                });
            case SWAPS_SEALS -> with(row, fields -> fields.put(MetadataKeys.SEAL, other.field(MetadataKeys.SEAL)));
            case HIDES_TEXT_IN_METADATA ->
                with(
                        row,
                        fields -> fields.put(
                                MetadataKeys.BLANK_TEXT, foreign.stored().orElse("")));
            case FLIPS_SEAL -> with(row, fields -> fields.put(MetadataKeys.SEAL, flip(row.field(MetadataKeys.SEAL))));
            case DENIES_VECTORS -> with(row, fields -> fields.put(MetadataKeys.VECTOR, MetadataKeys.ABSENT));
            case NO_METADATA -> with(row, Map::clear);
            case NUMBERS_FOR_STRINGS -> with(row, fields -> fields.replaceAll((key, value) -> 1L));
            case SWAPS_TEXTS -> text(row, other.stored().orElse(""));
            case TRUNCATES_TEXT -> text(row, row.stored().orElse("?").substring(0, 1));
            case SWAPS_VECTORS -> vector(row, other.vector().orElse(null));
            case FLIPS_VECTOR -> vector(row, flip(row.vector().orElseThrow()));
            case NULL_VECTORS -> vector(row, null);
            case NULL_SEGMENTS ->
                new MetadataRow(row.key(), null, Map.of(), row.vector().orElse(null), row.score());
            case ODD_SCORES ->
                new MetadataRow(
                        row.key(),
                        row.stored().orElse(null),
                        row.metadata(),
                        row.vector().orElse(null),
                        random.nextBoolean() ? Double.NaN : 1 / 0.0);
            default -> row;
        };
    }

    private static MetadataRow with(MetadataRow row, Consumer<Map<String, Object>> change) {
        Map<String, Object> fields = new HashMap<>(row.metadata());
        change.accept(fields);
        return new MetadataRow(
                row.key(), row.stored().orElse(null), fields, row.vector().orElse(null), row.score());
    }

    private static MetadataRow text(MetadataRow row, String text) {
        return new MetadataRow(row.key(), text, row.metadata(), row.vector().orElse(null), row.score());
    }

    private static MetadataRow vector(MetadataRow row, float @Nullable [] vector) {
        return new MetadataRow(row.key(), row.stored().orElse(null), row.metadata(), vector, row.score());
    }

    private static List<String> texts(List<MetadataRow> rows) {
        return rows.stream().map(row -> row.stored().orElse("?")).toList();
    }

    private static List<MetadataRow> first(List<MetadataRow> rows, int most) {
        return rows.subList(0, Math.min(most, rows.size()));
    }

    private float[] flip(float[] vector) {
        float[] flipped = vector.clone();
        int at = random.nextInt(flipped.length);
        flipped[at] = Float.intBitsToFloat(Float.floatToRawIntBits(flipped[at]) ^ (1 << random.nextInt(Integer.SIZE)));
        return flipped;
    }

    private String flip(String seal) {
        int at = random.nextInt(seal.length());
        char other = seal.charAt(at) == 'A' ? 'B' : 'A';
        return seal.substring(0, at) + other + seal.substring(at + 1);
    }
}
