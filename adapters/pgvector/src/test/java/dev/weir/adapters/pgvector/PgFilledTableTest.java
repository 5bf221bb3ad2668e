package dev.weir.adapters.pgvector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.tenancy.store.FilledTable;
import dev.weir.tenancy.store.StoreException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PgFilledTableTest {
    private static final String FIRST = "00000000-0000-4000-8000-000000000001";
    private static final String SECOND = "00000000-0000-4000-8000-000000000002";

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\"b", "1a", "a.b.c", "a;b", "a.\"b", "ä"})
    void tableWhenItsNameIsNoneThenIsRefused(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> PgFilledTable.Columns.ofSpringAi(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\"b", "a'b", "a.b"})
    void columnWhenItsNameIsNoneThenIsRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PgFilledTable.Columns("t", name, "text", Optional.of("metadata"), Set.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PgFilledTable.Columns("t", "id", name, Optional.of("metadata"), Set.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PgFilledTable.Columns("t", "id", "text", Optional.of(name), Set.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PgFilledTable.Columns("t", "id", "text", Optional.empty(), Set.of(name)));
    }

    @Test
    void columnsWhenThereIsNeitherMetadataNorAFieldOrBothThenAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PgFilledTable.Columns("t", "id", "text", Optional.empty(), Set.of()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PgFilledTable.Columns("t", "id", "text", Optional.of("m"), Set.of("a")));
    }

    @Test
    @Tag("postgres")
    void rowsWhenReadThenAreThereExactlyWithNullsAndOddText() {
        create("id uuid PRIMARY KEY, content text, metadata json");
        execute("INSERT INTO public.filled VALUES ('" + FIRST + "', 'tab\t ''quote'' \"ü😀',"
                + " '{\"a\": \"\\u0000\", \"a\": 2}'), ('" + SECOND + "', NULL, NULL)");
        try (FilledTable table = open(PgFilledTable.Columns.ofSpringAi("public.filled"))) {
            assertThat(survey(table)).containsOnlyKeys(FIRST, SECOND).containsEntry(SECOND, "none");
            assertThat(survey(table).get(FIRST)).isEqualTo("{\"a\": \"\\u0000\", \"a\": 2}");
            assertThat(table.read(List.of(FIRST)))
                    .containsExactly(
                            new FilledTable.Row(FIRST, "tab\t 'quote' \"ü😀", "{\"a\": \"\\u0000\", \"a\": 2}"));
            assertThat(table.read(List.of(SECOND))).containsExactly(new FilledTable.Row(SECOND, null, null));
            assertThat(table.read(List.of("00000000-0000-4000-8000-000000000003")))
                    .isEmpty();
            assertThat(table.read(List.of())).isEmpty();
        }
    }

    @Test
    @Tag("postgres")
    void rowsWhenThereAreMoreThanAreFetchedAtOnceThenAllAreShown() {
        create("id uuid PRIMARY KEY, content text, metadata jsonb");
        execute("INSERT INTO public.filled SELECT gen_random_uuid(), 'text ' || i, '{}'"
                + " FROM generate_series(1, 2500) AS i");
        try (FilledTable table = open(PgFilledTable.Columns.ofSpringAi("filled"))) {
            assertThat(survey(table)).hasSize(2_500);
        }
    }

    @Test
    @Tag("postgres")
    void rowWhenItIsTooLongThenIsShownByItsLengthAndNotRead() {
        create("id uuid PRIMARY KEY, content text, metadata json");
        execute("INSERT INTO public.filled SELECT '" + FIRST + "', repeat('ü', " + FilledTable.MAX_TEXT_BYTES
                + " / 2 + 1), json_build_object('a', repeat('x', " + FilledTable.MAX_METADATA_BYTES + "))");
        execute("INSERT INTO public.filled SELECT '" + SECOND + "', repeat('ü', " + FilledTable.MAX_TEXT_BYTES
                + " / 2), '{}'");
        try (FilledTable table = open(PgFilledTable.Columns.ofSpringAi("public.filled"))) {
            Map<String, Long> bytes = new TreeMap<>();
            table.forEach((String key, @Nullable String metadata, long length) -> bytes.put(key, length));
            assertThat(bytes)
                    .containsEntry(FIRST, FilledTable.MAX_TEXT_BYTES + 2L)
                    .containsEntry(SECOND, (long) FilledTable.MAX_TEXT_BYTES);
            assertThat(survey(table)).containsEntry(FIRST, "none").containsEntry(SECOND, "{}");
            assertThat(table.read(List.of(FIRST, SECOND)))
                    .extracting(FilledTable.Row::key)
                    .containsExactly(SECOND);
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {"bigint, 7", "integer, 7", "text, k'1", "varchar(20), k\"2"})
    @Tag("postgres")
    void rowsWhenFieldsAreColumnsThenAreReadAsOneObject(String type, String key) {
        create("id " + type + " PRIMARY KEY, body text, \"Owner\" text, page integer");
        execute("INSERT INTO public.filled VALUES ('" + key.replace("'", "''") + "', 'a text', 'ac\"me', NULL)");
        PgFilledTable.Columns columns =
                new PgFilledTable.Columns("filled", "id", "body", Optional.empty(), Set.of("Owner", "page"));
        try (FilledTable table = open(columns)) {
            assertThat(survey(table)).containsOnly(Map.entry(key, "{\"Owner\" : \"ac\\\"me\", \"page\" : null}"));
            assertThat(table.read(List.of(key)))
                    .extracting(FilledTable.Row::text)
                    .containsExactly("a text");
        }
    }

    @Test
    @Tag("postgres")
    void tableWhenItIsNotThereThenSaysSo() {
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> open(PgFilledTable.Columns.ofSpringAi("public.nowhere")))
                .withMessageContaining("no table public.nowhere");
    }

    @Test
    @Tag("postgres")
    void columnWhenItIsNotThereThenIsNamed() {
        create("id uuid PRIMARY KEY, content text");
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> open(PgFilledTable.Columns.ofSpringAi("public.filled")))
                .withMessageContaining("no column metadata");
    }

    @Test
    @Tag("postgres")
    void keyWhenOfAnotherTypeThenIsRefused() {
        create("id date PRIMARY KEY, content text, metadata json");
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> open(PgFilledTable.Columns.ofSpringAi("public.filled")))
                .withMessageContaining("must be of type");
    }

    private static FilledTable open(PgFilledTable.Columns columns) {
        return PgFilledTable.open(PostgresServer.running().connections("owner"), columns);
    }

    /** Metadata by key; the word none where there is none. */
    private static Map<String, String> survey(FilledTable table) {
        Map<String, String> seen = new TreeMap<>();
        table.forEach((String key, @Nullable String metadata, long bytes) ->
                seen.put(key, metadata == null ? "none" : metadata));
        return seen;
    }

    private static void create(String columns) {
        execute("DROP TABLE IF EXISTS public.filled");
        execute("CREATE TABLE public.filled (" + columns + ")");
    }

    private static void execute(String sql) {
        PostgresServer.running().sql(sql);
    }
}
