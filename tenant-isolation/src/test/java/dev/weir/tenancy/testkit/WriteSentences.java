package dev.weir.tenancy.testkit;

import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static dev.weir.tenancy.testkit.SealedWorld.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.tenancy.AccessScope;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.WriteRefusedException;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.chunk.EmbeddingBinding;
import dev.weir.tenancy.seal.ChunkDraft;
import dev.weir.tenancy.seal.SealedChunk;
import dev.weir.tenancy.seal.SealedDocument;
import dev.weir.tenancy.store.ApplicationFilter;
import dev.weir.tenancy.store.ScopedQuery;
import dev.weir.tenancy.store.SearchResult;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a store must do with what it is given. */
abstract class WriteSentences extends StoreSentences {
    @Test
    void writtenRowComesBackWithEverySentence() {
        SealedDocument document = ingest(ACME, "doc", 1, Map.of("lang", "en"), "one text", "another text");

        List<Candidate> rows = rows();

        assertThat(rows).hasSize(2);
        for (SealedChunk chunk : document.chunks()) {
            Candidate row = row(rows, chunk.id().toString());
            assertThat(row.text()).contains(chunk.text());
            assertThat(row.seal()).contains(chunk.seal());
            if (keepsVectors()) {
                assertThat(row.vector().orElseThrow()).isEqualTo(chunk.vector());
            }
            assertThat(row.attributes()).containsExactlyEntriesOf(Map.of("lang", "en"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " ",
                "a",
                "  leading and trailing  ",
                "line\nbreaks\r\nand\ttabs\u000b\u001f",
                "émoji 👩‍👩‍👧‍👦 🏴󠁧󠁢󠁥󠁮󠁧󠁿 𝕳𝖊𝖑𝖑𝖔 \uD83D\uDE00",
                "שלום עולם مرحبا \u202Eoverride\u202C \u2066isolate\u2069",
                "e\u0301 and \u00e9, n\u0303 and \u00f1, A\u030A and \u212B",
                "\u200B\uFEFF\u00AD\u2028\u2029\u0085\uE000\uFFFD\uFFFE\uFFFF",
                "'; DROP TABLE chunks; -- \" \\ % _ $ { } [ ] ( ) * ? ~ ^ : AND OR NOT TO",
                "{\"json\":[1,2,{\"tenant\":\"globex\"}]} <xml a='b'>&amp;</xml> \\u0041 %00"
            })
    void oddTextComesBackExactlyAndVerifies(String text) {
        ingest(ACME, "doc", 1, Map.of(), text);

        Candidate row = onlyRow();

        assertThat(row.text()).contains(text);
        assertIntact(row);
    }

    @Test
    void longTextComesBackExactlyAndVerifies() {
        String text = "Zażółć gęślą jaźń 👩🏽‍🚀 e\u0301 ".repeat(2_000);
        ingest(ACME, "doc", 1, Map.of(), text);

        assertThat(onlyRow().text()).contains(text);
        assertIntact(onlyRow());
    }

    @Test
    void longWordComesBackExactlyAndVerifies() {
        String text = "x".repeat(40_000);
        ingest(ACME, "doc", 1, Map.of(), text);

        assertThat(onlyRow().text()).contains(text);
        assertIntact(onlyRow());
    }

    @Test
    void vectorComesBackBitForBit() {
        SplittableRandom random = new SplittableRandom(SEED);
        List<ChunkDraft> chunks = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            float[] vector = SealedWorld.unitVector(random);
            vector[i % SealedWorld.DIMENSION] = i % 2 == 0 ? -0.0f : Float.MIN_VALUE;
            chunks.add(chunk("text " + i, binding(vector), vector));
        }
        ingest(ACME, WriteAction.INGEST, "doc", chunks);

        assertThat(rows()).hasSize(50).allSatisfy(this::assertIntact);
    }

    @Test
    void chunkWithoutVectorIsKeptAndFoundByItsWords() {
        ingest(
                ACME,
                WriteAction.INGEST,
                "doc",
                List.of(chunk("zanzibar", new EmbeddingBinding.Absent(), new float[0])));

        SearchResult result = store().search(world.byText(world.scope(ACME), "zanzibar", 5));

        assertThat(result.rows()).hasSize(1).allSatisfy(this::assertIntact);
    }

    @Test
    void sameVersionWrittenAgainReplacesAllItsRows() {
        WriteGrant grant = world.grant(ACME, WriteAction.INGEST);
        store().write(grant, sealed(grant, "doc", 1, "a", "b", "c"), Map.of("n", "1"));
        store().write(grant, sealed(grant, "doc", 1, "d"), Map.of());

        assertThat(onlyRow().text()).contains("d");
        assertThat(onlyRow().attributes()).isEmpty();
    }

    @Test
    void rowsOfOtherVersionsStayWhenAVersionIsWritten() {
        ingest(ACME, "doc", 1, Map.of(), "old one", "old two");
        ingest(ACME, "doc", 2, Map.of(), "new one");

        assertThat(rows()).hasSize(3);
    }

    @Test
    void sameDocumentIdOfAnotherTenantIsAnotherDocument() {
        ingest(ACME, "doc", 1, Map.of(), "same text");
        ingest(GLOBEX, "doc", 1, Map.of(), "same text");

        assertThat(rows()).hasSize(2);
        assertThat(keys(all(world.scope(ACME)))).containsExactly("acme/doc/1/0");
        assertThat(keys(all(world.scope(GLOBEX)))).containsExactly("globex/doc/1/0");
    }

    @Test
    void replacingOneVersionIsOneStepForReaders() throws Exception {
        WriteGrant grant = world.grant(ACME, WriteAction.INGEST);
        SealedDocument three = sealed(grant, "doc", 1, "a", "b", "c");
        SealedDocument five = sealed(grant, "doc", 1, "d", "e", "f", "g", "h");
        store().write(grant, three, Map.of());
        world.publish(grant, three.head());
        ScopedQuery query = near(world.scope(ACME), "a", 100);
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<?> writes = threads.submit(() -> {
                for (int i = 0; i < 20; i++) {
                    store().write(grant, i % 2 == 0 ? five : three, Map.of());
                }
            });
            Set<Set<String>> seen = new HashSet<>();
            while (!writes.isDone()) {
                Set<String> texts = new HashSet<>();
                store().search(query).rows().forEach(row -> texts.add(row.text().orElse("?")));
                seen.add(texts);
            }
            writes.get(60, TimeUnit.SECONDS);
            assertThat(Set.of(Set.of("a", "b", "c"), Set.of("d", "e", "f", "g", "h")))
                    .containsAll(seen);
        }
    }

    @Test
    void parallelWritersAndReadersLoseNothing() throws Exception {
        List<SealedDocument> documents = new ArrayList<>();
        WriteGrant grant = world.grant(ACME, WriteAction.INGEST);
        for (int i = 0; i < 24; i++) {
            documents.add(sealed(grant, "doc-" + i, 1, "text " + i, "more " + i));
        }
        documents.forEach(document -> world.writer().publish(grant, document.head()));
        world.heads().refresh(ACME);
        AccessScope scope = world.scope(ACME);
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<Future<?>> work = new ArrayList<>();
            for (SealedDocument document : documents) {
                work.add(threads.submit(() -> store().write(grant, document, Map.of())));
                work.add(threads.submit(() -> all(scope).forEach(this::assertIntact)));
            }
            for (Future<?> each : work) {
                each.get(60, TimeUnit.SECONDS);
            }
        }
        assertThat(keys(all(scope))).hasSize(48).doesNotHaveDuplicates();
    }

    @Test
    void writtenRowsSurviveReopeningIfTheStoreIsDurable() {
        ingest(ACME, "doc", 1, Map.of("lang", "en"), "one", "two");
        store().close();
        opened = open(world.clock());

        assertThat(rows()).hasSize(isDurable() ? 2 : 0).allSatisfy(this::assertIntact);
        assertThat(all(world.scope(ACME))).hasSize(isDurable() ? 2 : 0);
    }

    @Test
    void writeUnderAnotherTenantsGrantIsRefusedAndWritesNothing() {
        WriteGrant own = world.grant(ACME, WriteAction.INGEST);
        WriteGrant foreign = world.grant(GLOBEX, WriteAction.INGEST);

        assertThatThrownBy(() -> store().write(foreign, sealed(own, "doc", 1, "a"), Map.of()))
                .isInstanceOf(WriteRefusedException.class);
        assertThat(rows()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"RELABEL", "ERASE", "REVOKE"})
    void writeUnderAGrantForAnotherActionIsRefusedAndWritesNothing(String action) {
        WriteGrant own = world.grant(ACME, WriteAction.INGEST);
        WriteGrant other = world.grant(ACME, WriteAction.valueOf(action));

        assertThatThrownBy(() -> store().write(other, sealed(own, "doc", 1, "a"), Map.of()))
                .isInstanceOf(WriteRefusedException.class);
        assertThat(rows()).isEmpty();
    }

    @Test
    void writeUnderAnExpiredGrantIsRefusedAndWritesNothing() {
        WriteGrant grant = world.grant(ACME, WriteAction.INGEST);
        SealedDocument document = sealed(grant, "doc", 1, "a");
        world.clock().advance(SealedWorld.GRANT_LIFETIME);

        assertThatThrownBy(() -> store().write(grant, document, Map.of())).isInstanceOf(WriteRefusedException.class);
        assertThat(rows()).isEmpty();
    }

    @Test
    void writeUnderAReleaseGrantIsTaken() {
        WriteGrant grant = world.grant(ACME, WriteAction.RELEASE);
        store().write(grant, sealed(grant, "doc", 1, "a"), Map.of());

        assertThat(rows()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "weir.source", "_a", "1a", "a b", "a.b", "a'b", "a\"] != \"\" or metadata[\"x", "ä"})
    void attributeWithAnInvalidNameIsRefusedAndNothingIsWritten(String name) {
        WriteGrant grant = world.grant(ACME, WriteAction.INGEST);
        assertThatThrownBy(() -> store().write(grant, sealed(grant, "doc", 1, "a"), Map.of(name, "x")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(rows()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'",
                "\"",
                "\\",
                "$",
                "%",
                "]",
                "||",
                "or 1==1",
                ")",
                "*",
                "\u202E",
                "a/b",
                "acme",
                "globex",
                "x*",
                "[a TO z]",
                "NULL"
            })
    void attributeValueThatLooksLikeAQueryIsOnlyAValue(String value) {
        ingest(ACME, "doc", 1, Map.of("note", value), "hit");
        ingest(ACME, "other", 1, Map.of("note", "plain"), "miss");
        ingest(GLOBEX, "doc", 1, Map.of("note", value), "foreign");

        assertAnswer(new ApplicationFilter.AnyOf("note", Set.of(value)), "acme/doc/1/0");
        assertAnswer(new ApplicationFilter.AnyOf("note", Set.of("plain")), "acme/other/1/0");
    }
}
