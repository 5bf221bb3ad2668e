package dev.weir.adapters.langchain4j;

import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static dev.weir.tenancy.testkit.SealedWorld.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.store.embedding.filter.Filter;
import dev.langchain4j.store.embedding.filter.logical.And;
import dev.langchain4j.store.embedding.filter.logical.Not;
import dev.langchain4j.store.embedding.filter.logical.Or;
import dev.langchain4j.store.embedding.inmemory.InMemoryEmbeddingStore;
import dev.weir.tenancy.Label;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.chunk.EmbeddingBinding;
import dev.weir.tenancy.heads.DocumentHead;
import dev.weir.tenancy.seal.ChunkDraft;
import dev.weir.tenancy.store.ApplicationFilter;
import dev.weir.tenancy.store.ChunkStore;
import dev.weir.tenancy.store.Erasure;
import dev.weir.tenancy.store.Filtering;
import dev.weir.tenancy.store.ScopedQuery;
import dev.weir.tenancy.store.StoreException;
import dev.weir.tenancy.testkit.LyingStore;
import dev.weir.tenancy.testkit.SealedWorld;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FragileStoreTest {
    private static final DocumentId DOC = new DocumentId("doc");

    private final SealedWorld world = SealedWorld.inMemory();
    private final InMemoryEmbeddingStore<TextSegment> plain = new InMemoryEmbeddingStore<>();
    private final FragileStore fragile = new FragileStore(plain);
    private final ChunkStore store = EmbeddingChunkStore.over(fragile, SealedWorld.DIMENSION, world.clock());

    private void ingest(String document, String... texts) {
        world.ingest(store, world.grant(ACME, WriteAction.INGEST), world.draft(document, 1, texts));
    }

    private List<String> texts() {
        return LyingStore.rowsOf(store, SealedWorld.opening()).stream()
                .map(row -> row.text().orElse("?"))
                .toList();
    }

    private static String[] many(int count) {
        return IntStream.range(0, count).mapToObj(i -> "text " + i).toArray(String[]::new);
    }

    @Test
    void writeWhenItFailsHalfWayThenTheOldVersionIsWhole() {
        ingest("doc", "old one", "old two");
        fragile.failsHalfWay = true;

        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> ingest("doc", "new one", "new two"));

        assertThat(texts()).containsExactlyInAnyOrder("old one", "old two");
    }

    @Test
    void writeWhenItFailsThenTheMessageQuotesNothing() {
        fragile.failsHalfWay = true;
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> ingest("doc", "new one"))
                .withMessage("could not write to the embedding store: IllegalStateException");
    }

    @Test
    void eraseWhenTheStoreCannotRemoveThenRefused() {
        ingest("doc", "one");
        fragile.cannotRemove = true;
        assertThatExceptionOfType(StoreException.class).isThrownBy(this::erase);
    }

    @Test
    void eraseWhenTheStoreShrugsItOffThenRefused() {
        ingest("doc", "one");
        fragile.shrugsRemovalsOff = true;
        assertThatExceptionOfType(StoreException.class).isThrownBy(this::erase).withMessageContaining("still shows");
    }

    @Test
    void eraseWhenTheStoreShowsFewRowsAtATimeThenAllGo() {
        ingest("doc", many(50));
        fragile.shows = 7;

        assertThat(erase()).isEqualTo(50);
        assertThat(plain.isEmpty()).isTrue();
    }

    @Test
    void eraseWhenRowsOnlyLookLikeTheDocumentsThenTheyStay() {
        ingest("doc", "one");
        Map<String, String> half = Map.of("weir_tenant", "acme", "weir_document", "doc");
        plain.add(FrameworkWorld.embedding("x"), TextSegment.from("no chunk id", Metadata.from(half)));
        plain.add(
                FrameworkWorld.embedding("x"),
                TextSegment.from(
                        "another's chunk id",
                        Metadata.from(Map.of(
                                "weir_tenant", "acme", "weir_document", "doc", "weir_chunk", "globex/doc/1/0"))));

        assertThat(erase()).isEqualTo(1);
        assertThat(texts()).containsExactlyInAnyOrder("no chunk id", "another's chunk id");
    }

    private long erase() {
        return store.erase(world.grant(ACME, WriteAction.ERASE), new Erasure.ByDocument(DOC));
    }

    @Test
    void relabelWhenTheStoreReturnsNoVectorsThenRefusedAndNothingIsLost() {
        ingest("doc", "one");
        fragile.returnsNoVectors = true;
        WriteGrant grant = world.grant(ACME, WriteAction.RELABEL, Set.of(Label.ofGroup("finance")), Set.of());

        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store.relabel(grant, DOC, grant.tag()))
                .withMessageContaining("ingest the document again");
        assertThat(texts()).containsExactly("one");
    }

    @Test
    void listingWhenThereAreMoreRowsThanAllowedThenRefused() {
        ChunkStore small = EmbeddingChunkStore.over(
                fragile, SealedWorld.DIMENSION, Filtering.IN_STORE, ScopedQuery.MAX_K, world.clock());
        TextSegment segment = TextSegment.from("x");
        for (int i = 0; i < 2; i++) {
            int half = ScopedQuery.MAX_K / 2;
            plain.addAll(
                    plain.generateIds(half),
                    java.util.Collections.nCopies(half, FrameworkWorld.embedding("x")),
                    java.util.Collections.nCopies(half, segment));
        }
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> small.forEach(SealedWorld.opening(), row -> {}))
                .withMessageContaining("maxRows");
    }

    @Test
    void vectorWhenOfAnotherDimensionThenRefused() {
        float[] wide = new float[SealedWorld.DIMENSION + 1];
        wide[0] = 1;
        WriteGrant grant = world.grant(ACME, WriteAction.INGEST);
        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> write(grant, wide));
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> store.search(searchable(wide)))
                .withMessageContaining("17");
        assertThat(plain.isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void vectorWhenNotFiniteThenRefused(float value) {
        float[] odd = SealedWorld.vectorOf("x");
        odd[3] = value;
        WriteGrant grant = world.grant(ACME, WriteAction.INGEST);
        assertThatIllegalArgumentException().isThrownBy(() -> write(grant, odd));
        assertThatIllegalArgumentException().isThrownBy(() -> store.search(searchable(odd)));
        assertThat(plain.isEmpty()).isTrue();
    }

    private ScopedQuery searchable(float[] vector) {
        ingestElsewhere();
        return world.byVector(world.scope(ACME), vector, 5);
    }

    /** A published head, so that the scope is not empty. */
    private void ingestElsewhere() {
        WriteGrant grant = world.grant(ACME, WriteAction.INGEST);
        world.publish(
                grant, world.sealer().seal(grant, world.draft("other", 1, "x")).head());
    }

    private void write(WriteGrant grant, float[] vector) {
        ChunkDraft chunk = new ChunkDraft(
                "x", "body", 0, 1, List.of(), EmbeddingBinding.exact(SealedWorld.EMBEDDER, vector), vector);
        store.write(
                grant,
                world.sealer()
                        .seal(
                                grant,
                                world.draft(
                                        "doc",
                                        1,
                                        "test:doc",
                                        "b",
                                        DocumentHead.NEVER,
                                        SealedWorld.stamp(1),
                                        List.of(chunk))),
                Map.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"weir_tenant", "weir_seal", "Weir_Tag", "WEIR_X", "weir_"})
    void attributeWhenItsNameIsReservedThenRefused(String name) {
        WriteGrant grant = world.grant(ACME, WriteAction.INGEST);
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        store.write(grant, world.sealer().seal(grant, world.draft("doc", 1, "x")), Map.of(name, "v")));
        assertThat(plain.isEmpty()).isTrue();
    }

    @Test
    void filterWhenItIsSentThenTenantStandsOutermostAndNothingIsNegatedButLeaves() {
        ingest("doc", "one");
        ApplicationFilter odd = new ApplicationFilter.Not(new ApplicationFilter.And(List.of(
                new ApplicationFilter.Or(List.of(
                        new ApplicationFilter.AnyOf("a", Set.of("1")),
                        new ApplicationFilter.Not(new ApplicationFilter.AnyOf("b", Set.of("2", "3"))))),
                new ApplicationFilter.AnyOf(ApplicationFilter.SOURCE, Set.of("s")))));
        fragile.asked.clear();

        store.search(world.byVector(world.scope(ACME), SealedWorld.vectorOf("q"), 5, odd));

        Filter sent = fragile.asked.getFirst().filter();
        assertThat(sent).isInstanceOf(And.class);
        assertThat(((And) sent).left().toString()).contains("weir_tenant").contains("weir_tag");
        assertThat(classes(sent)).doesNotContain(Not.class);
    }

    private static List<Class<?>> classes(Filter filter) {
        List<Class<?>> classes = new ArrayList<>(List.of(filter.getClass()));
        switch (filter) {
            case And and -> {
                classes.addAll(classes(and.left()));
                classes.addAll(classes(and.right()));
            }
            case Or or -> {
                classes.addAll(classes(or.left()));
                classes.addAll(classes(or.right()));
            }
            default -> {}
        }
        return classes;
    }

    @Test
    void filterWhenNothingCanMatchThenTheStoreIsNotAsked() {
        ingest("doc", "one");
        fragile.asked.clear();

        assertThat(store.search(world.byVector(
                                world.scope(ACME),
                                SealedWorld.vectorOf("q"),
                                5,
                                new ApplicationFilter.Not(ApplicationFilter.everything())))
                        .rows())
                .isEmpty();
        assertThat(fragile.asked).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Filtering.class)
    void searchWhenItFindsTooLittleThenItIsNeverWidened(Filtering filtering) {
        ChunkStore filtered =
                EmbeddingChunkStore.over(fragile, SealedWorld.DIMENSION, filtering, ScopedQuery.MAX_K, world.clock());
        ingest("doc", "own");
        world.ingest(store, world.grant(GLOBEX, WriteAction.INGEST), world.draft("doc", 1, many(40)));
        fragile.asked.clear();

        List<Candidate> rows = filtered.search(world.byVector(world.scope(ACME), SealedWorld.vectorOf("text 3"), 10))
                .rows();

        assertThat(rows).hasSize(1);
        assertThat(fragile.asked).allMatch(request -> (request.filter() == null) == (filtering == Filtering.HERE));
    }

    @Test
    void chunkWhenItHasNoVectorThenItRanksBehindThoseThatHave() {
        WriteGrant grant = world.grant(ACME, WriteAction.INGEST);
        ChunkDraft bare = new ChunkDraft("bare", "body", 0, 4, List.of(), new EmbeddingBinding.Absent(), new float[0]);
        world.ingest(
                store,
                grant,
                world.draft("bare", 1, "test:bare", "b", DocumentHead.NEVER, SealedWorld.stamp(1), List.of(bare)));
        ingest("doc", many(3));
        float[] likeTheStandIn = new float[SealedWorld.DIMENSION];
        likeTheStandIn[0] = 1;

        for (int k : new int[] {1, 3, 4}) {
            List<Candidate> rows = store.search(world.byVector(world.scope(ACME), likeTheStandIn, k))
                    .rows();
            assertThat(rows).hasSize(k);
            assertThat(rows.stream().map(row -> row.text().orElse("?")).toList().indexOf("bare"))
                    .isEqualTo(k == 4 ? 3 : -1);
        }
    }
}
