package dev.weir.tenancy.store;

import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static dev.weir.tenancy.testkit.SealedWorld.GLOBEX;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.seal.SealedDocument;
import dev.weir.tenancy.testkit.MemoryRecords;
import dev.weir.tenancy.testkit.SealedWorld;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdoptedRowsTest {
    private final SealedWorld world = SealedWorld.inMemory();
    private final MemoryRecords records = new MemoryRecords();
    private final AdoptedRows rows = new AdoptedRows(records, "wiki", "owner");
    private final SealedDocument document = seal();

    private SealedDocument seal() {
        WriteGrant grant = world.grant(ACME, WriteAction.INGEST);
        return world.sealer().seal(grant, world.draft("doc", 1, "a text", "another text"));
    }

    private static MetadataRow row(String key, String text, Map<String, Object> metadata) {
        return new MetadataRow(key, text, metadata, null, 0.5);
    }

    private List<@Nullable MetadataRow> named(@Nullable MetadataRow... some) {
        return rows.named(new ArrayList<>(Arrays.asList(some)));
    }

    private static MetadataRow present(@Nullable MetadataRow row) {
        return requireNonNull(row, "a row is missing");
    }

    @Test
    void rowWhenKeptThenIsTheChunkThatItWasSealedAs() {
        rows.put(document, List.of("r1", "r2"));

        List<@Nullable MetadataRow> named = named(
                row("r2", "another text", Map.of("owner", "acme", "topic", "t")),
                row("r1", "a text", Map.of("owner", "acme")));

        Candidate candidate = present(named.getFirst()).candidate(0.5);
        assertThat(candidate.id()).contains("acme/doc/1/1");
        assertThat(candidate.text()).contains("another text");
        assertThat(candidate.seal()).contains(document.chunks().get(1).seal());
        assertThat(candidate.attributes()).containsOnly(Map.entry("owner", "acme"), Map.entry("topic", "t"));
        assertThat(present(named.getFirst()).isAdopted()).isTrue();
        assertThat(present(named.getLast()).candidate(0).id()).contains("acme/doc/1/0");
        assertThat(present(named.getLast()).field(MetadataKeys.TAG))
                .isEqualTo(document.head().tag().token());
    }

    @Test
    void rowWhenItNamesAnotherTenantThenIsNotKnown() {
        rows.put(document, List.of("r1", "r2"));
        assertThat(named(row("r1", "a text", Map.of("owner", "globex")))).isEmpty();
        assertThat(rows.find(GLOBEX, List.of("r1"))).isEmpty();
    }

    @Test
    void rowWhenItNamesNoTenantThenIsNotKnown() {
        rows.put(document, List.of("r1", "r2"));
        assertThat(named(
                        row("r1", "a text", Map.of()),
                        row("r1", "a text", Map.of("owner", 7)),
                        row("r1", "a text", Map.of("owner", "ACME"))))
                .isEmpty();
    }

    @Test
    void rowWhenNothingIsKeptOfItThenIsNotKnown() {
        rows.put(document, List.of("r1", "r2"));
        assertThat(named(row("r3", "a text", Map.of("owner", "acme")))).isEmpty();
    }

    @Test
    void rowWhenOfAnotherStoreThenIsNotKnown() {
        rows.put(document, List.of("r1", "r2"));
        assertThat(new AdoptedRows(records, "wiki2", "owner").find(ACME, List.of("r1", "r2")))
                .isEmpty();
    }

    @Test
    void rowWhenForgottenThenIsNotKnown() {
        rows.put(document, List.of("r1", "r2"));
        rows.remove(ACME, List.of("r1"));
        assertThat(rows.find(ACME, List.of("r1", "r2"))).containsOnlyKeys("r2");
    }

    @Test
    void rowWhenWeirWroteItThenStaysAsItIs() {
        MetadataRow own = row("r1", "a text", Map.of("owner", "acme", MetadataKeys.CHUNK, "acme/other/1/0"));
        rows.put(document, List.of("r1", "r2"));
        assertThat(named(own, null)).containsExactly(own, null);
    }

    @Test
    void rowWhenItSaysThingsOfItselfUnderKeysOfWeirThenTheyCountForNothing() {
        rows.put(document, List.of("r1", "r2"));
        MetadataRow named = present(named(row(
                        "r1",
                        "a text",
                        Map.of(
                                "owner",
                                "acme",
                                MetadataKeys.BLANK_TEXT,
                                "another text",
                                MetadataKeys.TENANT,
                                "globex")))
                .getFirst());
        assertThat(named.text()).contains("a text");
        assertThat(named.field(MetadataKeys.TENANT)).isEqualTo("acme");
    }

    @Test
    void rowWhenWhatIsKeptOfItIsNothingOfOursThenIsNotKnown() {
        rows.put(document, List.of("r1", "r2"));
        String name = records.list(ACME, "row ").keySet().iterator().next();
        for (byte[] content : List.of(new byte[0], new byte[] {0, 9}, new byte[10])) {
            records.change(ACME, changes -> {
                changes.put(name, content);
                return name;
            });
            assertThat(rows.find(ACME, List.of("r1", "r2"))).hasSize(1);
        }
    }

    @Test
    void rowWhenItsRecordIsAnothersTenantsThenIsNotKnown() {
        rows.put(document, List.of("r1", "r2"));
        records.list(ACME, "row ")
                .forEach((name, content) -> records.change(GLOBEX, changes -> {
                    changes.put(name, content);
                    return name;
                }));
        assertThat(rows.find(GLOBEX, List.of("r1", "r2"))).isEmpty();
    }

    @Test
    void keysWhenNotOneForEachChunkThenAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> rows.put(document, List.of("r1")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "weir_tenant", "a b", "1st"})
    void fieldWhenNoneThatCanBeFilteredByThenIsRefused(String field) {
        assertThatIllegalArgumentException().isThrownBy(() -> new AdoptedRows(records, "wiki", field));
    }

    @Test
    void storesNameWhenEmptyOrTooLongThenIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new AdoptedRows(records, "", "owner"));
        assertThatIllegalArgumentException().isThrownBy(() -> new AdoptedRows(records, "x".repeat(129), "owner"));
    }
}
