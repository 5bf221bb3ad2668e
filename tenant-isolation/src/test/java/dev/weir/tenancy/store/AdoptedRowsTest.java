package dev.weir.tenancy.store;

import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static dev.weir.tenancy.testkit.SealedWorld.GLOBEX;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.chunk.SourceRef;
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
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdoptedRowsTest {
    private final SealedWorld world = SealedWorld.inMemory();
    private final MemoryRecords records = new MemoryRecords();
    private final AdoptedRows rows = new AdoptedRows(records, "wiki", "owner");
    private final SealedDocument document = seal("doc");

    private SealedDocument seal(String name) {
        WriteGrant grant = world.grant(ACME, WriteAction.INGEST);
        return world.sealer()
                .seal(grant, world.draft(name, 1, "test:" + name, "batch-" + name, List.of("a text", "another text")));
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
    void documentWhenForgottenThenNoRowOfItIsKnownAndNothingIsLeft() {
        rows.put(document, List.of("r1", "r2"));
        rows.forget(ACME, document.head().document(), List.of());
        assertThat(rows.find(ACME, List.of("r1", "r2"))).isEmpty();
        assertThat(records.list(ACME, "")).isEmpty();
    }

    @Test
    void rowWhenNamedBesideAForgottenDocumentThenIsForgottenToo() {
        rows.put(document, List.of("r1", "r2"));
        rows.put(seal("other"), List.of("r3", "r4"));
        rows.forget(ACME, document.head().document(), List.of("r3"));
        assertThat(rows.find(ACME, List.of("r1", "r2", "r3", "r4"))).containsOnlyKeys("r4");
    }

    @Test
    void rowWhenItsDocumentIsKeptAgainWithoutItThenIsNotKnown() {
        rows.put(document, List.of("r1", "r2"));
        rows.put(document, List.of("r2", "r3"));
        assertThat(rows.find(ACME, List.of("r1", "r2", "r3"))).containsOnlyKeys("r2", "r3");
    }

    @Test
    void rowWhenItIsAnotherDocumentsByNowThenOutlivesTheFirst() {
        rows.put(document, List.of("r1", "r2"));
        rows.put(seal("other"), List.of("r2", "r3"));
        rows.erase(ACME, new Erasure.ByDocument(document.head().document()));
        assertThat(rows.find(ACME, List.of("r1", "r2", "r3"))).containsOnlyKeys("r2", "r3");
    }

    static List<Erasure> erasures() {
        DocumentId id = new DocumentId("doc");
        return List.of(
                new Erasure.ByDocument(id),
                new Erasure.BySource(new SourceRef("test:doc")),
                new Erasure.ByBatch("batch-doc"),
                new Erasure.OtherVersions(id, 2));
    }

    @ParameterizedTest
    @MethodSource("erasures")
    void documentWhenErasedThenNothingIsKeptOfItAndOthersStay(Erasure what) {
        rows.put(document, List.of("r1", "r2"));
        rows.put(seal("other"), List.of("r3", "r4"));
        int all = records.list(ACME, "").size();

        assertThat(rows.isKept(ACME, what)).isTrue();
        rows.erase(ACME, what);

        assertThat(rows.isKept(ACME, what)).isFalse();
        assertThat(rows.find(ACME, List.of("r1", "r2", "r3", "r4"))).containsOnlyKeys("r3", "r4");
        assertThat(records.list(ACME, "")).hasSize(all / 2);
    }

    static List<Erasure> others() {
        DocumentId id = new DocumentId("elsewhere");
        return List.of(
                new Erasure.ByDocument(id),
                new Erasure.BySource(new SourceRef("test:elsewhere")),
                new Erasure.ByBatch("batch-elsewhere"),
                new Erasure.OtherVersions(id, 1));
    }

    @ParameterizedTest
    @MethodSource("others")
    void erasureWhenItNamesNothingThatIsKeptThenChangesNothing(Erasure what) {
        rows.put(document, List.of("r1", "r2"));
        Map<String, byte[]> before = records.list(ACME, "");
        assertThat(rows.isKept(ACME, what)).isFalse();
        rows.erase(ACME, what);
        assertThat(records.list(ACME, "")).containsOnlyKeys(before.keySet());
    }

    @Test
    void versionWhenItIsTheOneToKeepThenStays() {
        rows.put(document, List.of("r1", "r2"));
        rows.erase(ACME, new Erasure.OtherVersions(document.head().document(), 1));
        assertThat(rows.find(ACME, List.of("r1", "r2"))).hasSize(2);
    }

    @Test
    void erasureWhenOfAnotherTenantOrAnotherStoreThenChangesNothing() {
        rows.put(document, List.of("r1", "r2"));
        Erasure what = new Erasure.ByDocument(document.head().document());
        rows.erase(GLOBEX, what);
        new AdoptedRows(records, "wiki2", "owner").erase(ACME, what);
        assertThat(rows.find(ACME, List.of("r1", "r2"))).hasSize(2);
    }

    @Test
    void recordOfADocumentWhenItIsNothingOfOursThenNamesNothing() {
        rows.put(document, List.of("r1", "r2"));
        String name = records.list(ACME, "doc ").keySet().iterator().next();
        for (byte[] content : List.of(new byte[0], new byte[] {0, 9}, new byte[40])) {
            records.change(ACME, changes -> {
                changes.put(name, content);
                return name;
            });
            assertThat(rows.isKept(ACME, new Erasure.BySource(new SourceRef("test:doc"))))
                    .isFalse();
        }
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
