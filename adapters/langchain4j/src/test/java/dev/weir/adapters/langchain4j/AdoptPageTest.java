package dev.weir.adapters.langchain4j;

import static dev.weir.tenancy.store.MetadataChunkStore.MAX_ROWS;
import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.store.embedding.EmbeddingStore;
import dev.langchain4j.store.embedding.inmemory.InMemoryEmbeddingStore;
import dev.weir.retrieve.RetrievalFirewall;
import dev.weir.retrieve.RetrievalRequest;
import dev.weir.retrieve.audit.AuditSink;
import dev.weir.retrieve.context.GuardedContext;
import dev.weir.retrieve.screen.PassageScreen;
import dev.weir.retrieve.screen.VerdictCache;
import dev.weir.retrieve.testkit.RiskWord;
import dev.weir.retrieve.verify.ScanNote;
import dev.weir.tenancy.TrustTier;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.chunk.EmbeddingBinding;
import dev.weir.tenancy.heads.AdoptionSnapshot;
import dev.weir.tenancy.heads.HeadReader;
import dev.weir.tenancy.keys.TenantDigests;
import dev.weir.tenancy.keys.TrustedKeys;
import dev.weir.tenancy.seal.ChunkDraft;
import dev.weir.tenancy.seal.SealedDocument;
import dev.weir.tenancy.store.AdoptedRows;
import dev.weir.tenancy.store.ChunkStore;
import dev.weir.tenancy.store.Filtering;
import dev.weir.tenancy.store.SharedRecords;
import dev.weir.tenancy.testkit.MemoryRecords;
import dev.weir.tenancy.testkit.SealedWorld;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The example of docs/adopt.md compiles, runs and is the one that the page shows. */
class AdoptPageTest {
    private static final Path SELF = Path.of("src/test/java/dev/weir/adapters/langchain4j/AdoptPageTest.java");
    private static final String TEXT = "The salary bands are public.";

    private final SealedWorld world = SealedWorld.inMemory();
    private final Instant deadline = SealedWorld.START.plus(Duration.ofDays(14));

    @Test
    void rowsWhenASnapshotVouchesForThemThenAreServedAndOthersAreNot() {
        EmbeddingStore<TextSegment> store = new InMemoryEmbeddingStore<>();
        SharedRecords records = new MemoryRecords();
        String key = add(store, TEXT);
        add(store, "The bands are a lie that somebody added later.");
        AdoptionSnapshot signed = snapshot(records, key);

        try (PassageScreen screen = new PassageScreen(
                RiskWord::screener, VerdictCache.ofEntries(10), PassageScreen.Budget.STANDARD, world.clock())) {
            GuardedContext context = firewall(
                            records,
                            store,
                            SealedWorld.DIMENSION,
                            signed.bytes(),
                            world.worldKeys().get(),
                            world.heads(),
                            event -> {},
                            world.digests(),
                            screen,
                            world.clock())
                    .retrieve(RetrievalRequest.of(
                            world.scope(ACME), "What of bands?", SealedWorld.vectorOf("What of bands?"), 4));

            assertThat(context.chunks()).singleElement().satisfies(each -> {
                assertThat(each.chunk().text()).isEqualTo(TEXT);
                assertThat(each.annotations()).contains(ScanNote.SNAPSHOT);
            });
        }
    }

    @Test
    void pageWhenItShowsAnExampleThenItIsTheOneThatRunsHere() throws IOException {
        String source = Files.readString(SELF);
        int from = source.indexOf("// example\n") + "// example\n".length();
        String example = source.substring(from, source.indexOf("// end\n")).replaceAll("\\s", "");

        String page = Files.readString(Path.of("../../docs/adopt.md")).replaceAll("\\s", "");

        assertThat(page).contains(example);
    }

    private static String add(EmbeddingStore<TextSegment> store, String text) {
        return store.add(
                Embedding.from(SealedWorld.vectorOf(text)),
                TextSegment.from(text, new Metadata().put("tenant_id", "acme")));
    }

    /** What a dry run leaves beside a row, and signs. */
    private AdoptionSnapshot snapshot(SharedRecords records, String key) {
        world.writer().checkpoint(ACME);
        WriteGrant grant = world.grant(ACME, WriteAction.INGEST).lowerTrust(TrustTier.ADOPTED);
        SealedDocument sealed = world.sealer()
                .seal(
                        grant,
                        world.draft(
                                "bands",
                                1,
                                "test:bands",
                                "adopt:wiki",
                                deadline,
                                SealedWorld.stamp(1),
                                List.of(new ChunkDraft(
                                        TEXT,
                                        "body",
                                        0,
                                        TEXT.length(),
                                        List.of(),
                                        new EmbeddingBinding.Absent(),
                                        new float[0]))));
        new AdoptedRows(records, "wiki", "tenant_id").put(sealed, List.of(key));
        return AdoptionSnapshot.sign(
                grant,
                "wiki",
                deadline,
                List.of(sealed.head()),
                world.signer(),
                world.worldKeys().get(),
                world.clock());
    }

    private static RetrievalFirewall firewall(
            SharedRecords records,
            EmbeddingStore<TextSegment> store,
            int dimension,
            byte[] bytes,
            TrustedKeys keys,
            HeadReader heads,
            AuditSink audit,
            TenantDigests digests,
            PassageScreen screen,
            InstantSource clock) {
        // example
        AdoptedRows rows = new AdoptedRows(records, "wiki", "tenant_id");
        ChunkStore chunks = EmbeddingChunkStore.adopting(rows, store, dimension, Filtering.IN_STORE, MAX_ROWS, clock);
        AdoptionSnapshot snapshot = AdoptionSnapshot.read(bytes, "wiki", keys);
        RetrievalFirewall firewall = RetrievalFirewall.builder(chunks, heads, audit, digests, clock)
                .passageScreen(screen)
                .snapshots(List.of(snapshot))
                .build();
        // end
        return firewall;
    }
}
