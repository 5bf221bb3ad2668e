package dev.weir.tenancy.testkit;

import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static dev.weir.tenancy.testkit.SealedWorld.GLOBEX;
import static dev.weir.tenancy.testkit.SealedWorld.HANDBOOK;
import static dev.weir.tenancy.testkit.SealedWorld.RESTRICTED;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.tenancy.AccessScope;
import dev.weir.tenancy.AccessTag;
import dev.weir.tenancy.Label;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.WriteRefusedException;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.chunk.EmbeddingBinding;
import dev.weir.tenancy.chunk.SourceRef;
import dev.weir.tenancy.heads.DocumentHead;
import dev.weir.tenancy.seal.ChunkDraft;
import dev.weir.tenancy.seal.DocumentDraft;
import dev.weir.tenancy.seal.SealCheck;
import dev.weir.tenancy.seal.SealedChunk;
import dev.weir.tenancy.seal.SealedDocument;
import dev.weir.tenancy.store.ApplicationFilter;
import dev.weir.tenancy.store.ChunkStore;
import dev.weir.tenancy.store.Erasure;
import dev.weir.tenancy.store.Pushdown;
import dev.weir.tenancy.store.ScopedQuery;
import dev.weir.tenancy.store.SearchResult;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every {@link ChunkStore} must do, sentence by sentence. Extend it, open a store, and all of it runs. Vectors have
 * {@link SealedWorld#DIMENSION} floats and unit length.
 */
public abstract class ChunkStoreContract {
    private static final long SEED = Long.getLong("test.seed", 20_260_101L);
    private static final int ALL = 1_000;

    /** The world whose documents the store is given. */
    protected final SealedWorld world = SealedWorld.inMemory();

    private @Nullable ChunkStore opened;

    /** Opens the store under test; a second call after {@code close} opens what the first one left. */
    protected abstract ChunkStore open(InstantSource clock);

    /** Whether what was written survives closing and opening again. A store in memory says no. */
    protected boolean isDurable() {
        return true;
    }

    /**
     * Whether rows come back with their vectors, bit for bit, and can be searched by one. A store that embeds texts itself says
     * no: its seals bind no vector, and it is asked by words.
     */
    protected boolean keepsVectors() {
        return true;
    }

    @BeforeEach
    void openStore() {
        opened = open(world.clock());
    }

    @AfterEach
    void closeStore() {
        store().close();
    }

    private ChunkStore store() {
        return requireNonNull(opened, "the store is not open");
    }

    // --- write

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

    // --- search

    @Test
    void searchFindsTheNearestFirstAndNeverMoreThanK() {
        for (int i = 0; i < 30; i++) {
            ingest(ACME, "doc-" + i, 1, Map.of(), "text " + i);
        }
        for (int k : new int[] {1, 2, 7, 29, 30, 31, ScopedQuery.MAX_K}) {
            List<Candidate> rows =
                    store().search(near(world.scope(ACME), "text 17", k)).rows();
            assertThat(rows).hasSize(Math.min(k, 30));
            assertThat(rows.getFirst().id()).contains("acme/doc-17/1/0");
            assertThat(rows).isSortedAccordingTo((a, b) -> Double.compare(b.score(), a.score()));
            assertThat(rows).allMatch(row -> Double.isFinite(row.score()));
        }
    }

    @Test
    void searchByWordsPutsTheRowThatHoldsThemFirst() {
        ingest(ACME, "doc-1", 1, Map.of(), "the annual budget of the marketing department");
        ingest(ACME, "doc-2", 1, Map.of(), "how to water a ficus");
        ingest(GLOBEX, "doc-3", 1, Map.of(), "how to water a ficus");

        List<Candidate> rows = store().search(world.byText(world.scope(ACME), "water ficus", 10))
                .rows();

        assertThat(rows.getFirst().id()).contains("acme/doc-2/1/0");
        assertThat(keys(rows)).doesNotContain("globex/doc-3/1/0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "!!!", "AND", "*", "text:*", "\"", "(", "a\\", "\uD83D\uDE00", "tenant:globex OR 1"})
    void searchByOddWordsStaysInsideTheScope(String words) {
        ingest(ACME, "doc", 1, Map.of(), "own text");
        ingest(GLOBEX, "doc", 1, Map.of(), "foreign text");

        assertThat(keys(store().search(world.byText(world.scope(ACME), words, 10))
                        .rows()))
                .isSubsetOf("acme/doc/1/0");
        assertThat(keys(store().search(world.hybrid(world.scope(ACME), SealedWorld.vectorOf("q"), words, 10))
                        .rows()))
                .isSubsetOf("acme/doc/1/0");
    }

    @Test
    void hybridSearchStaysInsideTheScopeAndFindsByEither() {
        ingest(ACME, "words", 1, Map.of(), "quokka");
        ingest(ACME, "vector", 1, Map.of(), "something else");
        ingest(GLOBEX, "doc", 1, Map.of(), "quokka");

        List<Candidate> rows = store().search(
                        world.hybrid(world.scope(ACME), SealedWorld.vectorOf("something else"), "quokka", 10))
                .rows();

        assertThat(keys(rows)).containsExactlyInAnyOrder("acme/words/1/0", "acme/vector/1/0");
    }

    @Test
    void emptyScopeFilterMatchesNothing() {
        ingest(GLOBEX, "doc", 1, Map.of(), "foreign");

        ScopedQuery query = near(world.scope(ACME), "foreign", ALL);

        assertThat(query.filter().isEmpty()).isTrue();
        assertThat(store().search(query).rows()).isEmpty();
        assertThat(store().search(world.byText(world.scope(ACME), "foreign", ALL))
                        .rows())
                .isEmpty();
    }

    @Test
    void expiredScopeMatchesNothing() {
        ingest(ACME, "doc", 1, Map.of(), "own");
        AccessScope scope = world.scope(ACME);
        world.clock().advance(SealedWorld.GRANT_LIFETIME);

        assertThat(all(scope)).isEmpty();
    }

    @Test
    void scopeFilterMatchesExactlyTheOraclesRows() {
        SplittableRandom random = new SplittableRandom(SEED);
        Map<String, AccessTag> tags = new HashMap<>();
        for (int i = 0; i < 40; i++) {
            TenantId tenant = pick(random, List.of(ACME, GLOBEX, HANDBOOK));
            WriteGrant grant = world.grant(
                    tenant,
                    WriteAction.INGEST,
                    pick(
                            random,
                            List.of(
                                    Set.<Label>of(),
                                    Set.of(Label.ofGroup("finance")),
                                    Set.of(Label.ofGroup("legal"), Label.ofGroup("support")))),
                    pick(random, List.of(Set.<Label>of(), Set.of(RESTRICTED))));
            SealedDocument document = world.ingest(store(), grant, draft("doc-" + i, 1, "a " + i, "b " + i));
            document.chunks().forEach(chunk -> tags.put(chunk.id().toString(), grant.tag()));
        }
        for (String subject : List.of("reader", "chief")) {
            for (TenantId tenant : List.of(ACME, GLOBEX, HANDBOOK)) {
                for (List<String> groups :
                        List.of(List.<String>of(), List.of("finance"), List.of("support", "legal"))) {
                    AccessScope scope = world.scope(SealedWorld.reader(tenant, subject, groups.toArray(String[]::new)));
                    Set<String> expected = new HashSet<>();
                    tags.forEach((key, tag) -> {
                        if (mayRead(tenant, subject, groups, tag)) {
                            expected.add(key);
                        }
                    });
                    assertThat(keys(all(scope)))
                            .as("seed %d: %s of %s in %s", SEED, subject, tenant, groups)
                            .containsExactlyInAnyOrderElementsOf(expected);
                }
            }
        }
    }

    @Test
    void applicationFilterMatchesExactlyTheOraclesRows() {
        SplittableRandom random = new SplittableRandom(SEED);
        Map<String, Map<String, String>> fields = new HashMap<>();
        for (int i = 0; i < 40; i++) {
            TenantId tenant = i % 4 == 0 ? GLOBEX : ACME;
            Map<String, String> attributes = new HashMap<>();
            if (random.nextBoolean()) {
                attributes.put("lang", pick(random, List.of("en", "de", "EN", "e")));
            }
            if (random.nextBoolean()) {
                attributes.put("team", pick(random, List.of("a", "b")));
            }
            String source = "test:source-" + i % 5;
            String batch = "batch-" + i % 3;
            world.ingest(
                    store(),
                    world.grant(tenant, WriteAction.INGEST),
                    draft("doc-" + i, 1, source, batch, List.of("text " + i)),
                    attributes);
            if (tenant.equals(ACME)) {
                Map<String, String> known = new HashMap<>(attributes);
                known.put(ApplicationFilter.SOURCE, source);
                known.put(ApplicationFilter.BATCH, batch);
                known.put(ApplicationFilter.DOCUMENT, "doc-" + i);
                fields.put("acme/doc-" + i + "/1/0", known);
            }
        }
        for (int i = 0; i < 200; i++) {
            ApplicationFilter filter = randomFilter(random, 3);
            Set<String> expected = new HashSet<>();
            fields.forEach((key, known) -> {
                if (matches(filter, known)) {
                    expected.add(key);
                }
            });
            assertAnswer(filter, expected.toArray(String[]::new));
        }
    }

    // --- erase

    @Test
    void erasingADocumentRemovesEveryVersionOfItAndNothingElse() {
        eraseScene();

        assertThat(store().erase(world.grant(ACME, WriteAction.ERASE), new Erasure.ByDocument(new DocumentId("one"))))
                .isEqualTo(3);
        assertThat(keys(rows())).containsExactlyInAnyOrder("acme/two/1/0", "globex/one/1/0", "globex/one/1/1");
    }

    @Test
    void erasingASourceRemovesAllOfItAndNothingElse() {
        eraseScene();

        assertThat(store().erase(world.grant(ACME, WriteAction.ERASE), new Erasure.BySource(new SourceRef("test:s"))))
                .isEqualTo(2);
        assertThat(keys(rows()))
                .containsExactlyInAnyOrder("acme/one/1/0", "acme/one/1/1", "globex/one/1/0", "globex/one/1/1");
    }

    @Test
    void erasingABatchRemovesAllOfItAndNothingElse() {
        eraseScene();

        assertThat(store().erase(world.grant(ACME, WriteAction.ERASE), new Erasure.ByBatch("b1")))
                .isEqualTo(3);
        assertThat(keys(rows())).containsExactlyInAnyOrder("acme/one/2/0", "globex/one/1/0", "globex/one/1/1");
    }

    @Test
    void erasingSeveralDocumentsRemovesEachAndNothingElse() {
        eraseScene();

        assertThat(store().erase(
                                world.grant(ACME, WriteAction.ERASE),
                                new Erasure.ByDocument(Set.of(new DocumentId("one"), new DocumentId("two")))))
                .isEqualTo(4);
        assertThat(keys(rows())).containsExactlyInAnyOrder("globex/one/1/0", "globex/one/1/1");
    }

    @Test
    void erasingNoDocumentRemovesNothing() {
        eraseScene();

        assertThat(store().erase(world.grant(ACME, WriteAction.ERASE), new Erasure.ByDocument(Set.of())))
                .isZero();
        assertThat(rows()).hasSize(6);
    }

    @Test
    void rowsOfAnErasureAreShownWithTheirVectorsAndNothingElse() {
        eraseScene();

        assertThat(shown(new Erasure.ByDocument(new DocumentId("one"))))
                .containsExactlyInAnyOrder("acme/one/1/0", "acme/one/1/1", "acme/one/2/0");
        assertThat(shown(new Erasure.BySource(new SourceRef("test:s"))))
                .containsExactlyInAnyOrder("acme/one/2/0", "acme/two/1/0");
        assertThat(shown(new Erasure.ByBatch("b1")))
                .containsExactlyInAnyOrder("acme/one/1/0", "acme/one/1/1", "acme/two/1/0");
        assertThat(shown(new Erasure.OtherVersions(new DocumentId("one"), 2)))
                .containsExactlyInAnyOrder("acme/one/1/0", "acme/one/1/1");
        assertThat(shown(new Erasure.ByBatch("b"))).isEmpty();
        assertThat(rows()).hasSize(6);
    }

    private List<String> shown(Erasure what) {
        List<Candidate> shown = new ArrayList<>();
        store().forEach(world.grant(ACME, what.action()), what, shown::add);
        if (keepsVectors()) {
            assertThat(shown)
                    .allSatisfy(row -> assertThat(row.vector().orElseThrow()).hasSize(SealedWorld.DIMENSION));
        }
        return keys(shown);
    }

    @Test
    void rowsOfAnErasureWithoutTheRightGrantAreNotShown() {
        eraseScene();
        WriteGrant ingest = world.grant(ACME, WriteAction.INGEST);
        WriteGrant erase = world.grant(ACME, WriteAction.ERASE);
        List<Candidate> shown = new ArrayList<>();

        assertRefused(() -> store().forEach(ingest, new Erasure.ByDocument(new DocumentId("one")), shown::add));
        assertRefused(() -> store().forEach(erase, new Erasure.OtherVersions(new DocumentId("one"), 2), shown::add));
        assertThat(shown).isEmpty();
    }

    @Test
    void erasingOtherVersionsKeepsTheOneNamed() {
        eraseScene();

        assertThat(store().erase(
                                world.grant(ACME, WriteAction.INGEST),
                                new Erasure.OtherVersions(new DocumentId("one"), 2)))
                .isEqualTo(2);
        assertThat(keys(rows()))
                .containsExactlyInAnyOrder("acme/one/2/0", "acme/two/1/0", "globex/one/1/0", "globex/one/1/1");
    }

    @Test
    void erasingWhatIsNotThereRemovesNothing() {
        eraseScene();

        assertThat(store().erase(world.grant(ACME, WriteAction.ERASE), new Erasure.ByBatch("b")))
                .isZero();
        assertThat(rows()).hasSize(6);
    }

    @Test
    void erasedRowsAreFoundNoMore() {
        eraseScene();
        store().erase(world.grant(ACME, WriteAction.ERASE), new Erasure.ByDocument(new DocumentId("one")));

        assertThat(keys(all(world.scope(ACME)))).containsExactly("acme/two/1/0");
        assertThat(keys(store().search(world.byText(world.scope(ACME), "one", ALL))
                        .rows()))
                .isSubsetOf("acme/two/1/0");
    }

    @Test
    void eraseWithoutTheRightGrantIsRefusedAndRemovesNothing() {
        eraseScene();
        WriteGrant ingest = world.grant(ACME, WriteAction.INGEST);
        WriteGrant erase = world.grant(ACME, WriteAction.ERASE);
        DocumentId one = new DocumentId("one");

        assertRefused(() -> store().erase(ingest, new Erasure.ByDocument(one)));
        assertRefused(() -> store().erase(ingest, new Erasure.BySource(new SourceRef("test:s"))));
        assertRefused(() -> store().erase(ingest, new Erasure.ByBatch("b1")));
        assertRefused(() -> store().erase(erase, new Erasure.OtherVersions(one, 2)));
        world.clock().advance(SealedWorld.GRANT_LIFETIME);
        assertRefused(() -> store().erase(erase, new Erasure.ByDocument(one)));
        assertRefused(() -> store().erase(ingest, new Erasure.OtherVersions(one, 2)));
        assertThat(rows()).hasSize(6);
    }

    // --- relabel

    @Test
    void relabelledDocumentIsFoundUnderItsNewTagOnly() {
        SealedDocument document = ingest(ACME, "doc", 1, Map.of(), "one", "two");
        ingest(GLOBEX, "doc", 1, Map.of(), "foreign");
        Label finance = Label.ofGroup("finance");
        WriteGrant grant = world.grant(ACME, WriteAction.RELABEL, Set.of(finance), Set.of());
        world.publish(grant, relabelled(document.head(), grant.tag()));

        assertThat(store().relabel(grant, new DocumentId("doc"), grant.tag())).isEqualTo(2);

        AccessScope member = world.scope(SealedWorld.reader(ACME, "reader", "finance"));
        assertThat(keys(all(member))).containsExactlyInAnyOrder("acme/doc/1/0", "acme/doc/1/1");
        assertThat(all(world.scope(ACME))).isEmpty();
        assertThat(keys(all(world.scope(GLOBEX)))).containsExactly("globex/doc/1/0");
        assertThat(rows()).hasSize(3);
    }

    @Test
    void relabelledRowsStillHoldWhatWasSealed() {
        SealedDocument document = ingest(ACME, "doc", 1, Map.of("lang", "en"), "e\u0301 👩🏽‍🚀");
        WriteGrant grant = world.grant(ACME, WriteAction.RELABEL, Set.of(Label.ofGroup("finance")), Set.of());
        world.publish(grant, relabelled(document.head(), grant.tag()));
        store().relabel(grant, new DocumentId("doc"), grant.tag());

        Candidate row = onlyRow();

        assertThat(row.attributes()).containsExactlyEntriesOf(Map.of("lang", "en"));
        assertThat(world.verifier().verify(row, world.scope(SealedWorld.reader(ACME, "reader", "finance"))))
                .isInstanceOf(SealCheck.Intact.class);
        assertAnswerFor(
                world.scope(SealedWorld.reader(ACME, "reader", "finance")),
                new ApplicationFilter.AnyOf("lang", Set.of("en")),
                "acme/doc/1/0");
    }

    @Test
    void relabellingAnUnknownDocumentTellsNoRow() {
        WriteGrant grant = world.grant(ACME, WriteAction.RELABEL);

        assertThat(store().relabel(grant, new DocumentId("doc"), grant.tag())).isZero();
    }

    @Test
    void relabelWithoutTheRightGrantIsRefused() {
        ingest(ACME, "doc", 1, Map.of(), "own");
        WriteGrant grant = world.grant(ACME, WriteAction.RELABEL);
        AccessTag foreign = new AccessTag(GLOBEX, grant.tag().labels(), Set.of());
        DocumentId doc = new DocumentId("doc");

        assertRefused(() -> store().relabel(grant, doc, foreign));
        assertRefused(() -> store().relabel(world.grant(ACME, WriteAction.INGEST), doc, grant.tag()));
        assertRefused(() -> store().relabel(world.grant(GLOBEX, WriteAction.RELABEL), doc, grant.tag()));
        world.clock().advance(SealedWorld.GRANT_LIFETIME);
        assertRefused(() -> store().relabel(grant, doc, grant.tag()));
    }

    // --- forEach, seals

    @Test
    void forEachShowsEveryRowOfEveryTenantOnce() {
        ingest(ACME, "doc", 1, Map.of(), "a", "b");
        ingest(ACME, "doc", 2, Map.of(), "c");
        ingest(GLOBEX, "doc", 1, Map.of(), "d");

        assertThat(keys(rows()))
                .containsExactlyInAnyOrder("acme/doc/1/0", "acme/doc/1/1", "acme/doc/2/0", "globex/doc/1/0");
    }

    @Test
    void everyRowOfManyDocumentsVerifies() {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < 30; i++) {
            String[] texts = new String[1 + random.nextInt(9)];
            for (int j = 0; j < texts.length; j++) {
                texts[j] = "document " + i + " chunk " + j + " of seed " + random.nextLong();
            }
            ingest(i % 3 == 0 ? GLOBEX : ACME, "doc-" + i, 1, Map.of(), texts);
        }

        assertThat(all(world.scope(ACME))).isNotEmpty().allSatisfy(this::assertIntact);
        assertThat(all(world.scope(GLOBEX)))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(world.verifier().verify(row, world.scope(GLOBEX)))
                        .isInstanceOf(SealCheck.Intact.class));
    }

    // --- the scene and the oracle

    private void eraseScene() {
        WriteGrant acme = world.grant(ACME, WriteAction.INGEST);
        world.ingest(store(), acme, draft("one", 1, "test:r", "b1", List.of("one a", "one b")));
        world.ingest(store(), acme, draft("one", 2, "test:s", "b2", List.of("one c")));
        world.ingest(store(), acme, draft("two", 1, "test:s", "b1", List.of("two a")));
        world.ingest(
                store(),
                world.grant(GLOBEX, WriteAction.INGEST),
                draft("one", 1, "test:s", "b1", List.of("one d", "one e")));
    }

    /** Who may read what under {@link SealedWorld#twoTenants()}, said once more in other words. */
    private static boolean mayRead(TenantId tenant, String subject, List<String> groups, AccessTag tag) {
        boolean cleared = tag.clearances().isEmpty() || subject.equals("chief");
        boolean open = tag.labels().contains(new Label("tenant"));
        if (!tag.tenant().equals(tenant)) {
            return tag.tenant().equals(HANDBOOK) && open && tag.clearances().isEmpty();
        }
        return cleared
                && (open || groups.stream().anyMatch(group -> tag.labels().contains(new Label("group:" + group))));
    }

    private static boolean matches(ApplicationFilter filter, Map<String, String> fields) {
        return switch (filter) {
            case ApplicationFilter.AnyOf anyOf ->
                fields.containsKey(anyOf.field()) && anyOf.values().contains(fields.get(anyOf.field()));
            case ApplicationFilter.And and -> and.filters().stream().allMatch(each -> matches(each, fields));
            case ApplicationFilter.Or or -> or.filters().stream().anyMatch(each -> matches(each, fields));
            case ApplicationFilter.Not not -> !matches(not.filter(), fields);
        };
    }

    private static ApplicationFilter randomFilter(SplittableRandom random, int depth) {
        return switch (depth == 0 ? 0 : random.nextInt(5)) {
            case 1 ->
                new ApplicationFilter.And(List.of(randomFilter(random, depth - 1), randomFilter(random, depth - 1)));
            case 2 ->
                new ApplicationFilter.Or(List.of(randomFilter(random, depth - 1), randomFilter(random, depth - 1)));
            case 3 -> new ApplicationFilter.Not(randomFilter(random, depth - 1));
            default ->
                pick(
                        random,
                        List.of(
                                new ApplicationFilter.AnyOf("lang", Set.of("en")),
                                new ApplicationFilter.AnyOf("lang", Set.of("de", "EN")),
                                new ApplicationFilter.AnyOf("team", Set.of("a", "nobody")),
                                new ApplicationFilter.AnyOf("absent", Set.of("en")),
                                new ApplicationFilter.AnyOf(ApplicationFilter.SOURCE, Set.of("test:source-1")),
                                new ApplicationFilter.AnyOf(ApplicationFilter.BATCH, Set.of("batch-0", "batch-2")),
                                new ApplicationFilter.AnyOf(
                                        ApplicationFilter.DOCUMENT, Set.of("doc-3", "doc-7", "doc-8")),
                                ApplicationFilter.everything()));
        };
    }

    private static <T> T pick(SplittableRandom random, List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    // --- short names

    private SealedDocument sealed(WriteGrant grant, String document, long version, String... texts) {
        return world.sealer().seal(grant, draft(document, version, texts));
    }

    private SealedDocument ingest(
            TenantId tenant, String document, long version, Map<String, String> attributes, String... texts) {
        return world.ingest(
                store(), world.grant(tenant, WriteAction.INGEST), draft(document, version, texts), attributes);
    }

    private SealedDocument ingest(TenantId tenant, WriteAction action, String document, List<ChunkDraft> chunks) {
        return world.ingest(
                store(),
                world.grant(tenant, action),
                world.draft(
                        document, 1, "test:" + document, "batch-1", DocumentHead.NEVER, SealedWorld.stamp(1), chunks));
    }

    private EmbeddingBinding binding(float[] vector) {
        return keepsVectors() ? EmbeddingBinding.exact(SealedWorld.EMBEDDER, vector) : new EmbeddingBinding.Absent();
    }

    private DocumentDraft draft(String document, long version, String... texts) {
        return draft(document, version, "test:" + document, "batch-1", List.of(texts));
    }

    private DocumentDraft draft(String document, long version, String source, String batch, List<String> texts) {
        List<ChunkDraft> chunks = texts.stream()
                .map(text -> {
                    float[] vector = SealedWorld.vectorOf(text);
                    return chunk(text, binding(vector), vector);
                })
                .toList();
        return world.draft(document, version, source, batch, DocumentHead.NEVER, SealedWorld.stamp(1), chunks);
    }

    private ScopedQuery near(AccessScope scope, String text, int k) {
        return near(scope, text, k, ApplicationFilter.everything());
    }

    /** The nearest rows to a text, by its vector where the store keeps vectors. */
    private ScopedQuery near(AccessScope scope, String text, int k, ApplicationFilter filter) {
        return keepsVectors()
                ? world.byVector(scope, SealedWorld.vectorOf(text), k, filter)
                : ScopedQuery.byText(scope, world.heads(), world.clock().instant(), text, k, filter);
    }

    private static ChunkDraft chunk(String text, EmbeddingBinding binding, float[] vector) {
        return new ChunkDraft(text, "body", 0, text.length(), List.of(), binding, vector);
    }

    private static DocumentHead relabelled(DocumentHead head, AccessTag tag) {
        return new DocumentHead(
                tag,
                head.document(),
                head.version(),
                head.treeSize(),
                head.root(),
                head.trust(),
                head.attester(),
                head.expiresAt(),
                head.stamp());
    }

    /** Everything that a scope reaches. */
    private List<Candidate> all(AccessScope scope) {
        return store().search(near(scope, "query", ALL)).rows();
    }

    private List<Candidate> rows() {
        return LyingStore.rowsOf(store(), SealedWorld.opening());
    }

    private Candidate onlyRow() {
        assertThat(rows()).hasSize(1);
        return rows().getFirst();
    }

    private static Candidate row(List<Candidate> rows, String key) {
        return rows.stream()
                .filter(row -> row.id().filter(key::equals).isPresent())
                .findFirst()
                .orElseThrow();
    }

    private static List<String> keys(List<Candidate> rows) {
        return rows.stream().map(row -> row.id().orElse("?")).toList();
    }

    /** What an ordinary reader of {@link SealedWorld#ACME} gets under a filter, if the store enforces all of it. */
    private void assertAnswer(ApplicationFilter filter, String... expected) {
        assertAnswerFor(world.scope(ACME), filter, expected);
    }

    private void assertAnswerFor(AccessScope scope, ApplicationFilter filter, String... expected) {
        SearchResult result = store().search(near(scope, "query", ALL, filter));
        if (result.pushdown().residual().isEmpty()) {
            assertThat(keys(result.rows())).as("filter %s", filter).containsExactlyInAnyOrder(expected);
        } else {
            assertThat(keys(result.rows())).as("filter %s", filter).contains(expected);
            assertThat(result.pushdown().enforced()).contains(Pushdown.Part.TENANT);
        }
    }

    private void assertIntact(Candidate row) {
        assertThat(world.verifier().verify(row, world.scope(ACME))).isInstanceOf(SealCheck.Intact.class);
    }

    private static void assertRefused(ThrowingCallable write) {
        assertThatThrownBy(write).isInstanceOf(WriteRefusedException.class);
    }
}
