package dev.weir.adapters.langchain4j;

import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static dev.weir.tenancy.testkit.SealedWorld.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.store.embedding.EmbeddingMatch;
import dev.langchain4j.store.embedding.EmbeddingSearchRequest;
import dev.langchain4j.store.embedding.inmemory.InMemoryEmbeddingStore;
import dev.weir.retrieve.RetrievalFirewall;
import dev.weir.retrieve.RetrievalRequest;
import dev.weir.tenancy.Label;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.TrustTier;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.chunk.EmbeddingBinding;
import dev.weir.tenancy.chunk.SourceRef;
import dev.weir.tenancy.heads.DocumentHead;
import dev.weir.tenancy.seal.ChunkDraft;
import dev.weir.tenancy.seal.SealCheck;
import dev.weir.tenancy.seal.SealedDocument;
import dev.weir.tenancy.store.AdoptedRows;
import dev.weir.tenancy.store.ApplicationFilter;
import dev.weir.tenancy.store.ChunkStore;
import dev.weir.tenancy.store.Erasure;
import dev.weir.tenancy.store.Filtering;
import dev.weir.tenancy.store.ScopedQuery;
import dev.weir.tenancy.store.SharedRecords;
import dev.weir.tenancy.store.StoreException;
import dev.weir.tenancy.testkit.LyingStore;
import dev.weir.tenancy.testkit.MemoryRecords;
import dev.weir.tenancy.testkit.SealedWorld;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rows that the plain framework wrote, known beside its store: searched, erased and relabelled with those of Weir. */
class AdoptedStoreTest {
    private final SealedWorld world = SealedWorld.inMemory();
    private final InMemoryEmbeddingStore<TextSegment> plain = new InMemoryEmbeddingStore<>();
    private final MemoryRecords records = new MemoryRecords();
    private final AdoptedRows rows = new AdoptedRows(records, "wiki", "owner");

    private ChunkStore chunks(Filtering filtering) {
        return EmbeddingChunkStore.adopting(
                rows, plain, SealedWorld.DIMENSION, filtering, EmbeddingChunkStore.MAX_ROWS, world.clock());
    }

    private ChunkStore chunks(AdoptedRows adopted, int maxRows) {
        return EmbeddingChunkStore.adopting(
                adopted, plain, SealedWorld.DIMENSION, Filtering.IN_STORE, maxRows, world.clock());
    }

    /** Adds a row as an application without Weir does. */
    private String add(String owner, String topic, String text) {
        return plain.add(
                Embedding.from(SealedWorld.vectorOf(text)),
                TextSegment.from(text, new Metadata().put("owner", owner).put("topic", topic)));
    }

    private void adopt(TenantId tenant, String document, List<String> keys, String... texts) {
        WriteGrant grant = world.grant(tenant, WriteAction.INGEST).lowerTrust(TrustTier.ADOPTED);
        List<ChunkDraft> drafts = new ArrayList<>();
        int at = 0;
        for (String text : texts) {
            drafts.add(new ChunkDraft(
                    text, "body", at, at + text.length(), List.of(), new EmbeddingBinding.Absent(), new float[0]));
            at += text.length() + 1;
        }
        SealedDocument sealed = world.sealer()
                .seal(
                        grant,
                        world.draft(
                                document,
                                1,
                                "test:" + document,
                                "adopt:wiki",
                                DocumentHead.NEVER,
                                SealedWorld.stamp(1),
                                drafts));
        rows.put(sealed, keys);
        world.publish(grant, sealed.head());
    }

    private List<String> found(ChunkStore chunks, TenantId tenant, ApplicationFilter filter) {
        List<Candidate> found = chunks.search(
                        world.byVector(world.scope(tenant), SealedWorld.vectorOf("question"), 10, filter))
                .rows();
        assertThat(found)
                .allSatisfy(row -> assertThat(world.verifier().verify(row, world.scope(tenant)))
                        .isInstanceOf(SealCheck.Intact.class));
        return found.stream().map(row -> row.text().orElseThrow()).toList();
    }

    private List<String> found(ChunkStore chunks, TenantId tenant) {
        return found(chunks, tenant, ApplicationFilter.everything());
    }

    @ParameterizedTest
    @EnumSource
    void rowsWhenAdoptedThenAreFoundInTheirTenantAndOthersAreNot(Filtering filtering) {
        ChunkStore chunks = chunks(filtering);
        adopt(ACME, "a", List.of(add("acme", "x", "one"), add("acme", "y", "two")), "one", "two");
        adopt(GLOBEX, "a", List.of(add("globex", "x", "theirs")), "theirs");
        add("acme", "x", "never adopted");
        add("", "x", "of nobody");

        assertThat(found(chunks, ACME)).containsExactlyInAnyOrder("one", "two");
        assertThat(found(chunks, GLOBEX)).containsExactly("theirs");
    }

    @ParameterizedTest
    @EnumSource
    void rowsWhenAskedForByWordsThenAreFound(Filtering filtering) {
        ChunkStore chunks = chunks(filtering);
        adopt(ACME, "a", List.of(add("acme", "x", "the red boat")), "the red boat");
        assertThat(chunks.search(world.byText(world.scope(ACME), "red boat", 10))
                        .rows())
                .singleElement()
                .satisfies(row -> assertThat(row.text()).contains("the red boat"));
    }

    @ParameterizedTest
    @EnumSource
    void rowsWhenTheApplicationFiltersThenMatchByTheirOwnMetadataAndBySealedFields(Filtering filtering) {
        ChunkStore chunks = chunks(filtering);
        adopt(ACME, "a", List.of(add("acme", "x", "one"), add("acme", "y", "two")), "one", "two");
        adopt(ACME, "b", List.of(add("acme", "x", "three")), "three");

        assertThat(found(chunks, ACME, new ApplicationFilter.AnyOf("topic", Set.of("x"))))
                .containsExactlyInAnyOrder("one", "three");
        assertThat(found(chunks, ACME, new ApplicationFilter.Not(new ApplicationFilter.AnyOf("topic", Set.of("x")))))
                .containsExactly("two");
        assertThat(found(chunks, ACME, new ApplicationFilter.AnyOf(ApplicationFilter.SOURCE, Set.of("test:b"))))
                .containsExactly("three");
    }

    @ParameterizedTest
    @EnumSource
    void rowsWhenOthersWereIngestedThroughWeirThenAreFoundTogether(Filtering filtering) {
        ChunkStore chunks = chunks(filtering);
        adopt(ACME, "a", List.of(add("acme", "x", "one")), "one");
        world.ingest(chunks, world.grant(ACME, WriteAction.INGEST), world.draft("b", 1, "new"), Map.of());
        world.ingest(chunks, world.grant(GLOBEX, WriteAction.INGEST), world.draft("b", 1, "theirs"), Map.of());

        assertThat(found(chunks, ACME)).containsExactlyInAnyOrder("one", "new");
        assertThat(LyingStore.rowsOf(chunks, SealedWorld.opening())).hasSize(3);
    }

    @Test
    void documentWhenErasedThenItsRowsAndWhatIsKeptOfThemAreGone() {
        ChunkStore chunks = chunks(Filtering.IN_STORE);
        adopt(ACME, "a", List.of(add("acme", "x", "one"), add("acme", "y", "two")), "one", "two");
        adopt(ACME, "b", List.of(add("acme", "x", "three")), "three");
        add("acme", "x", "never adopted");

        long gone = chunks.erase(world.grant(ACME, WriteAction.ERASE), new Erasure.ByDocument(new DocumentId("a")));

        assertThat(gone).isEqualTo(2);
        assertThat(records.list(ACME, "row ")).hasSize(1);
        assertThat(records.list(ACME, "doc ")).hasSize(1);
        assertThat(texts()).containsExactlyInAnyOrder("three", "never adopted");
    }

    @Test
    void erasureWhenItEndsBetweenRowsAndWhatIsKeptOfThemThenAnotherLeavesNothing() {
        Breaking breaking = new Breaking(records);
        ChunkStore chunks = chunks(new AdoptedRows(breaking, "wiki", "owner"), EmbeddingChunkStore.MAX_ROWS);
        adopt(ACME, "a", List.of(add("acme", "x", "one"), add("acme", "y", "two")), "one", "two");
        WriteGrant grant = world.grant(ACME, WriteAction.ERASE);
        Erasure what = new Erasure.BySource(new SourceRef("test:a"));

        breaking.isBroken = true;
        assertThatExceptionOfType(StoreException.class).isThrownBy(() -> chunks.erase(grant, what));
        assertThat(texts()).isEmpty();
        assertThat(records.list(ACME, "")).isNotEmpty();

        breaking.isBroken = false;
        assertThat(chunks.erase(grant, what)).isZero();
        assertThat(records.list(ACME, "")).isEmpty();
    }

    /** Records that can be read and, while they are broken, not changed. */
    private static final class Breaking implements SharedRecords {
        private final SharedRecords records;
        private boolean isBroken;

        Breaking(SharedRecords records) {
            this.records = records;
        }

        @Override
        public Optional<byte[]> find(TenantId tenant, String name) {
            return records.find(tenant, name);
        }

        @Override
        public Map<TenantId, Map<String, byte[]>> findAll(Map<TenantId, Set<String>> names) {
            return records.findAll(names);
        }

        @Override
        public Map<String, byte[]> list(TenantId tenant, String prefix) {
            return records.list(tenant, prefix);
        }

        @Override
        public <T> T change(TenantId tenant, Function<Changes, T> work) {
            if (isBroken) {
                throw new StoreException("the place of the records is gone");
            }
            return records.change(tenant, work);
        }

        @Override
        public void close() {}
    }

    @Test
    void documentWhenNoneThatWasThereBeforeThenIsReplacedWithoutALookAtAllOfThose() {
        ChunkStore chunks = chunks(rows, ScopedQuery.MAX_K);
        adopt(ACME, "a", List.of(add("acme", "x", "one")), "one");
        for (int i = 0; i < ScopedQuery.MAX_K; i++) {
            add("acme", "x", "row " + i);
        }
        WriteGrant grant = world.grant(ACME, WriteAction.INGEST);
        world.ingest(chunks, grant, world.draft("b", 1, "new"), Map.of());
        world.ingest(chunks, grant, world.draft("b", 2, "newer"), Map.of());

        assertThat(chunks.erase(grant, new Erasure.OtherVersions(new DocumentId("b"), 2)))
                .isEqualTo(1);
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> chunks.erase(grant, new Erasure.OtherVersions(new DocumentId("a"), 2)))
                .withMessageContaining("maxRows");
    }

    @Test
    void documentWhenANewVersionReplacesItThenItsRowsGoWithTheOldOne() {
        ChunkStore chunks = chunks(Filtering.IN_STORE);
        adopt(ACME, "a", List.of(add("acme", "x", "one")), "one");
        WriteGrant grant = world.grant(ACME, WriteAction.INGEST).lowerTrust(TrustTier.ADOPTED);
        world.ingest(chunks, grant, world.draft("a", 2, "newer"), Map.of());
        chunks.erase(grant, new Erasure.OtherVersions(new DocumentId("a"), 2));

        assertThat(found(chunks, ACME)).containsExactly("newer");
        assertThat(texts()).containsExactly("newer");
        assertThat(records.list(ACME, "")).isEmpty();
    }

    @Test
    void documentWhenRelabelledThenIsFoundUnderItsNewTagAndItsRowsStayAsTheyWere() {
        ChunkStore chunks = chunks(Filtering.IN_STORE);
        adopt(ACME, "a", List.of(add("acme", "x", "one")), "one");
        List<EmbeddingMatch<TextSegment>> before = everything();
        WriteGrant grant = world.grant(ACME, WriteAction.RELABEL, Set.of(new Label("group:finance")), Set.of());
        DocumentHead head =
                world.heads().vouching(ACME, new DocumentId("a")).orElseThrow().head();
        world.publish(
                grant,
                new DocumentHead(
                        grant.tag(),
                        head.document(),
                        head.version(),
                        head.treeSize(),
                        head.root(),
                        head.trust(),
                        head.attester(),
                        head.expiresAt(),
                        head.stamp()));

        assertThat(chunks.relabel(grant, new DocumentId("a"), grant.tag())).isEqualTo(1);

        assertThat(found(chunks, ACME)).isEmpty();
        assertThat(chunks.search(world.byVector(
                                world.scope(SealedWorld.reader(ACME, "clerk", "finance")),
                                SealedWorld.vectorOf("one"),
                                10))
                        .rows())
                .hasSize(1);
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void answerWhenServedThenIsCitedAsAdopted() {
        ChunkStore chunks = chunks(Filtering.IN_STORE);
        adopt(ACME, "a", List.of(add("acme", "x", "the red boat")), "the red boat");
        RetrievalFirewall firewall = RetrievalFirewall.builder(
                        chunks, world.heads(), event -> {}, world.digests(), world.clock())
                .build();
        assertThat(firewall.retrieve(RetrievalRequest.of(
                                world.scope(ACME), "which boat", SealedWorld.vectorOf("which boat"), 4))
                        .citations())
                .singleElement()
                .satisfies(cited -> {
                    assertThat(cited.trust()).isEqualTo(TrustTier.ADOPTED);
                    assertThat(cited.attester()).isEqualTo(SealedWorld.INGESTER);
                    assertThat(cited.provenance().source().uri()).isEqualTo("test:a");
                });
    }

    private List<EmbeddingMatch<TextSegment>> everything() {
        return plain.search(EmbeddingSearchRequest.builder()
                        .queryEmbedding(Embedding.from(SealedWorld.vectorOf("one")))
                        .maxResults(100)
                        .build())
                .matches();
    }

    private List<String> texts() {
        return everything().stream().map(match -> match.embedded().text()).toList();
    }
}
