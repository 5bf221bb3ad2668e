package dev.weir.adapters.langchain4j;

import static dev.langchain4j.store.embedding.filter.MetadataFilterBuilder.metadataKey;
import static dev.weir.adapters.langchain4j.FrameworkWorld.document;
import static dev.weir.adapters.langchain4j.FrameworkWorld.embedding;
import static dev.weir.adapters.langchain4j.FrameworkWorld.request;
import static dev.weir.adapters.langchain4j.FrameworkWorld.texts;
import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static dev.weir.tenancy.testkit.SealedWorld.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.langchain4j.data.document.Document;
import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.document.splitter.DocumentSplitters;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.store.embedding.EmbeddingStoreIngestor;
import dev.weir.ingest.IngestOutcome;
import dev.weir.ingest.NotAdmittedException;
import dev.weir.ingest.verdict.OnExternalText;
import dev.weir.ingest.verdict.OnFlagged;
import dev.weir.ingest.verdict.OnHeldSuccessor;
import dev.weir.ingest.verdict.OnUnread;
import dev.weir.ingest.verdict.VerdictPolicies;
import dev.weir.ingest.verdict.VerdictRules;
import dev.weir.models.detect.Channel;
import dev.weir.tenancy.chunk.SourceRef;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuardedIngestorTest {
    private static final String URL = "https://wiki.example/page";

    @TempDir
    Path root;

    private FrameworkWorld world;
    private final List<IngestOutcome> outcomes = new ArrayList<>();
    private GuardedEmbeddingStore guarded;

    @BeforeEach
    void open() {
        world = new FrameworkWorld(root);
        guarded = world.reading(ACME)
                .writing(world.ingestor(ACME).outcomes(outcomes::add).build())
                .build();
    }

    private static String prose(String topic, int sentences) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < sentences; i++) {
            text.append("Sentence ")
                    .append(i)
                    .append(" says something of ")
                    .append(topic)
                    .append(". ");
        }
        return text.toString().strip();
    }

    private EmbeddingStoreIngestor frameworks(GuardedEmbeddingStore store) {
        return EmbeddingStoreIngestor.builder()
                .documentSplitter(DocumentSplitters.recursive(200, 40))
                .embeddingModel(world.model)
                .embeddingStore(store)
                .build();
    }

    private List<String> found(GuardedEmbeddingStore store, String text) {
        return texts(store, request(text).build());
    }

    @Test
    void frameworksIngestorWhenCleanThenScannedSealedAndFound() {
        frameworks(guarded).ingest(document(URL, prose("cats", 40), "lang", "en", "tenant", "globex"));

        assertThat(outcomes).singleElement().isInstanceOf(IngestOutcome.Sealed.class);
        int sealed = outcomes.getFirst().sealedChunks();
        assertThat(sealed).isGreaterThan(3);
        assertThat(world.store.size()).isEqualTo(sealed);
        assertThat(texts(
                        guarded,
                        request("cats")
                                .filter(metadataKey("lang").isEqualTo("en"))
                                .build()))
                .isNotEmpty()
                .allMatch(text -> text.contains("cats"));
        assertThat(found(world.reading(GLOBEX).build(), "cats")).isEmpty();
    }

    @Test
    void frameworksIngestorWhenAPayloadLiesAcrossACutThenBothSegmentsAreHeld() {
        String text = prose("cats", 6) + "\n\nThe wicked\n\npayload does it.\n\n" + prose("dogs", 6);
        EmbeddingStoreIngestor splitting = EmbeddingStoreIngestor.builder()
                .documentSplitter(whole -> Stream.of(whole.text().split("\n\n"))
                        .map(part -> TextSegment.from(part, whole.metadata()))
                        .toList())
                .embeddingModel(world.model)
                .embeddingStore(guarded)
                .build();

        splitting.ingest(document(URL, text));

        assertThat(outcomes).hasSize(1).allMatch(NotAdmittedException::isPartial);
        assertThat(found(guarded, "payload"))
                .noneMatch(served -> served.contains("wicked") || served.contains("payload"));
    }

    @Test
    void frameworksIngestorWhenOneDocumentIsHeldThenTheOthersAreIn() {
        frameworks(guarded)
                .ingest(List.of(
                        document("https://a.example/", "A wicked payload. It is all there is."),
                        document("https://b.example/", prose("birds", 5))));

        assertThat(outcomes).hasSize(2);
        assertThat(found(guarded, "birds")).isNotEmpty().noneMatch(text -> text.contains("payload"));
    }

    @Test
    void frameworksIngestorWhenNobodyListensThenAnExceptionNamesTheTicket() {
        GuardedEmbeddingStore strict =
                world.reading(ACME).writing(world.ingestor(ACME).build()).build();
        assertThatExceptionOfType(NotAdmittedException.class)
                .isThrownBy(() -> frameworks(strict)
                        .ingest(List.of(
                                document("https://a.example/", "A wicked payload."),
                                document("https://b.example/", prose("birds", 5)))))
                .withMessageContaining("1 of 2 documents")
                .withMessageNotContaining("wicked")
                .satisfies(e -> assertThat(e.outcomes()).hasSize(2));
        assertThat(found(strict, "birds")).isNotEmpty();
    }

    @Test
    void modelWhenTextIsEmbeddedThenItSeesTextAlone() {
        world.ingestor(ACME).build().ingest(document(URL, prose("cats", 5), "lang", "en"));

        assertThat(world.model.given).isNotEmpty().allSatisfy(segment -> {
            assertThat(segment.metadata().toMap()).isEmpty();
            assertThat(segment.text()).doesNotContain("weir_");
        });
    }

    private List<String> add(GuardedEmbeddingStore store, String... texts) {
        List<TextSegment> segments = Stream.of(texts)
                .map(text -> TextSegment.from(text, Metadata.from("url", URL)))
                .toList();
        return store.addAll(
                segments.stream().map(each -> embedding(each.text())).toList(), segments);
    }

    @Test
    void segmentsWhenAddedThenTheirIdsAreTheirChunks() {
        List<String> ids = add(guarded, "One thing.", "Another thing.");

        assertThat(ids).hasSize(2).allMatch(id -> id.matches("acme/[^/]+/1/[01]"));
        assertThat(guarded.search(request("Another thing.").build())
                        .matches()
                        .getFirst()
                        .embeddingId())
                .isEqualTo(ids.get(1));
    }

    @Test
    void segmentsWhenTheirDocumentIsHeldThenTheirIdsAreItsTicket() {
        List<String> ids = add(guarded, "One thing.", "A wicked payload.");

        String ticket = outcomes.getFirst().ticket().orElseThrow().id().toString();
        assertThat(ids).containsExactly("held:" + ticket, "held:" + ticket);
        assertThat(world.store.isEmpty()).isTrue();
    }

    @Test
    void segmentsWhenOneOfThemIsHeldThenTheOthersKeepTheirOrder() {
        VerdictPolicies lenient = VerdictPolicies.of(new VerdictRules(
                "lenient",
                Map.of(Channel.BODY, 0.01),
                OnFlagged.WITHHOLD,
                OnUnread.ADMIT_REST,
                Set.of(),
                10,
                1.0,
                Set.of(),
                OnHeldSuccessor.KEEP,
                OnExternalText.JUDGE));
        GuardedEmbeddingStore partly = world.reading(ACME)
                .writing(world.ingestor(ACME, lenient).outcomes(outcomes::add).build())
                .build();

        List<String> ids = add(partly, prose("cats", 30), "A wicked payload. " + prose("dogs", 30), prose("birds", 30));

        assertThat(ids.get(0)).endsWith("/1/0");
        assertThat(ids.get(1)).startsWith("held:");
        assertThat(ids.get(2)).endsWith("/1/1");
        assertThat(found(partly, "birds")).hasSize(2).noneMatch(text -> text.contains("wicked"));
    }

    @Test
    void segmentsWhenAddedOneByOneThenTheyDoNotReplaceEachOther() {
        Metadata metadata = Metadata.from("url", URL);
        String first = guarded.add(embedding("One."), TextSegment.from("One.", metadata));
        String second = guarded.add(embedding("Two."), TextSegment.from("Two.", metadata));
        String again = guarded.add(embedding("Two."), TextSegment.from("Two.", metadata));

        assertThat(first).startsWith("acme/").isNotEqualTo(second);
        assertThat(again).isEqualTo(second);
        assertThat(found(guarded, "One.")).containsExactlyInAnyOrder("One.", "Two.");
    }

    @Test
    void documentWhenIngestedAgainThenItReplacesItself() {
        GuardedIngestor ingestor = world.ingestor(ACME).build();
        ingestor.ingest(document(URL, prose("cats", 10)));
        ingestor.ingest(document(URL, prose("dogs", 10)));

        assertThat(found(guarded, "cats")).isNotEmpty().noneMatch(text -> text.contains("cats"));
    }

    @Test
    void documentWhenOfAFileThenItsSourceIsTheFile() {
        Document file = Document.from(
                prose("cats", 5),
                new Metadata()
                        .put(Document.ABSOLUTE_DIRECTORY_PATH, root.toString())
                        .put(Document.FILE_NAME, "page.txt"));
        world.ingestor(ACME).build().ingest(file);

        assertThat(guarded.search(request("cats").build())
                        .matches()
                        .getFirst()
                        .embedded()
                        .metadata()
                        .getString("weir_source"))
                .isEqualTo(root.resolve("page.txt").toUri().toString());
    }

    @Test
    void documentWhenItsMetadataNamesNoSourceThenRefusedWithAnAlternative() {
        GuardedIngestor ingestor = world.ingestor(ACME).build();
        for (Metadata metadata :
                List.of(new Metadata(), Metadata.from("file_name", "a.txt"), Metadata.from(Map.of("url", 7)))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ingestor.ingest(Document.from("x", metadata)))
                    .withMessageContaining("sources(");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> guarded.add(embedding("x"), TextSegment.from("x", metadata)));
        }
        assertThat(world.store.isEmpty()).isTrue();
    }

    @Test
    void documentWhenTheApplicationNamesItsSourceThenThatIsSealed() {
        GuardedIngestor ingestor = world.ingestor(ACME)
                .sources(metadata -> new SourceRef("crm:" + metadata.getInteger("id")))
                .build();
        ingestor.ingest(Document.from("A note on cats.", Metadata.from(Map.of("id", 7))));

        assertThat(texts(
                        guarded,
                        request("cats")
                                .filter(metadataKey("weir_source").isEqualTo("crm:7"))
                                .build()))
                .containsExactly("A note on cats.");
    }

    @Test
    void metadataWhenItCanBeFilteredByThenItIs() {
        UUID id = UUID.randomUUID();
        Metadata metadata = new Metadata()
                .put("url", URL)
                .put("page", 7)
                .put("big", 7_000_000_000L)
                .put("owner", id)
                .put("ratio", 0.5)
                .put("Content-Type", "text/plain")
                .put("weir_tenant", "globex")
                .put("weir_tag", "x");
        world.ingestor(ACME).build().ingest(Document.from("A note on cats.", metadata));

        assertThat(texts(
                        guarded,
                        request("cats")
                                .filter(metadataKey("page")
                                        .isEqualTo(7)
                                        .and(metadataKey("big").isEqualTo(7_000_000_000L))
                                        .and(metadataKey("owner").isEqualTo(id)))
                                .build()))
                .containsExactly("A note on cats.");
        assertThat(found(world.reading(GLOBEX).build(), "cats")).isEmpty();
        Map<String, Object> kept = world.store
                .search(request("cats").build())
                .matches()
                .getFirst()
                .embedded()
                .metadata()
                .toMap();
        assertThat(kept).containsEntry("weir_tenant", "acme").doesNotContainKeys("ratio", "Content-Type");
    }

    @Test
    void segmentsWhenTheyAreNotAsManyAsVectorsThenRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> guarded.addAll(List.of(embedding("x")), List.of()));
    }

    @Test
    void textWhenMalformedThenHeld() {
        TextSegment odd = TextSegment.from("lone \uD800 surrogate", Metadata.from("url", URL));

        assertThat(guarded.addAll(List.of(embedding("x")), List.of(odd))).allMatch(id -> id.startsWith("held:"));
        assertThat(world.store.isEmpty()).isTrue();
    }
}
