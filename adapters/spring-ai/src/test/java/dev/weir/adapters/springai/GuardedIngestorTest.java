package dev.weir.adapters.springai;

import static dev.weir.adapters.springai.SpringWorld.request;
import static dev.weir.adapters.springai.SpringWorld.texts;
import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static dev.weir.tenancy.testkit.SealedWorld.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.ingest.IngestOutcome;
import dev.weir.ingest.NotAdmittedException;
import dev.weir.tenancy.chunk.EmbeddingBinding;
import dev.weir.tenancy.seal.SealCheck;
import dev.weir.tenancy.testkit.SealedWorld;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.ai.content.Media;
import org.springframework.ai.document.Document;
import org.springframework.ai.transformer.splitter.TokenTextSplitter;
import org.springframework.util.MimeTypeUtils;

class GuardedIngestorTest {
    @TempDir
    Path root;

    private SpringWorld world;
    private GuardedVectorStore guarded;

    @BeforeEach
    void open() {
        world = new SpringWorld(root);
        guarded = world.reading(ACME).writing(world.ingestor(ACME).build()).build();
    }

    @Test
    void addWhenClearThenSealedWithoutAVectorAndFoundInItsTenant() {
        guarded.add(List.of(
                document("https://wiki.example/page", "A page on quokkas.", "lang", "en", "weir_tenant", "globex")));

        assertThat(texts(
                        guarded,
                        request("quokka").filterExpression("lang == 'en'").build()))
                .containsExactly("A page on quokkas.");
        assertThat(texts(world.reading(GLOBEX).build(), request("quokka").build()))
                .isEmpty();
        world.chunks.forEach(
                SealedWorld.opening(),
                row -> assertThat(world.world.verifier().verify(row, world.world.scope(ACME)))
                        .isInstanceOfSatisfying(
                                SealCheck.Intact.class,
                                intact -> assertThat(intact.chunk().facts().embedding())
                                        .isEqualTo(new EmbeddingBinding.Absent())));
        assertThat(world.model.given).contains("A page on quokkas.").noneMatch(text -> text.contains("weir_"));
    }

    @Test
    void addWhenAPayloadLiesAcrossACutThenHeld() {
        assertThatExceptionOfType(NotAdmittedException.class)
                .isThrownBy(() ->
                        guarded.write(List.of(document("s", "Read on: wicked"), document("s", "payload and so on"))))
                .withMessageContaining("1 of 1 documents");

        assertThat(texts(guarded, request("payload").build())).isEmpty();
    }

    @Test
    void addWhenOneSourceIsHeldThenTheOthersAreInAndTheListenerHears() {
        List<IngestOutcome> outcomes = new ArrayList<>();
        GuardedVectorStore listening = world.reading(ACME)
                .writing(world.ingestor(ACME).outcomes(outcomes::add).build())
                .build();

        listening.accept(List.of(document("bad", "A wicked payload."), document("good", "A kind word.")));

        assertThat(outcomes).hasSize(2).first().isInstanceOf(IngestOutcome.Quarantined.class);
        assertThat(texts(listening, request("word").build())).containsExactly("A kind word.");
    }

    @Test
    void addWhenASourceComesAgainThenItReplacesWhatWasThere() {
        guarded.add(List.of(document("s", "Old one."), document("s", "Old two.")));
        guarded.add(List.of(document("s", "New.")));

        assertThat(texts(guarded, request("x").build())).containsExactly("New.");
        assertThat(texts(world.store, request("New.").build())).containsExactly("New.");
    }

    @Test
    void addWhenNothingNamesASourceThenEachUncutDocumentIsItsOwn() {
        Document cut = new Document("A first sentence of some length. ".repeat(40));
        List<Document> pieces = TokenTextSplitter.builder()
                .withChunkSize(60)
                .withMinChunkSizeChars(10)
                .build()
                .apply(List.of(cut));
        assertThat(pieces.size()).isGreaterThan(1);
        guarded.add(pieces);
        guarded.add(List.of(new Document("one", "Alone.", Map.of()), new Document("two", "Alone too.", Map.of())));

        List<Document> found = guarded.similaritySearch(request("Alone.").build());

        assertThat(found.stream()
                        .map(each -> each.getMetadata().get("weir_source"))
                        .distinct())
                .containsExactlyInAnyOrder(
                        "spring-ai:document/one", "spring-ai:document/two", "spring-ai:document/" + cut.getId());
    }

    @Test
    void addWhenADocumentHasNoTextThenRefusedAndNothingIsStored() {
        Document picture = new Document(
                Media.builder()
                        .mimeType(MimeTypeUtils.IMAGE_PNG)
                        .data(new byte[] {1})
                        .build(),
                Map.of());

        assertThatIllegalArgumentException().isThrownBy(() -> guarded.add(List.of(document("s", "A text."), picture)));
        assertThat(texts(world.store, request("A text.").build())).isEmpty();
    }

    private static Document document(String source, String text, String... keysAndValues) {
        Document document = new Document(text, Map.of("source", source));
        for (int i = 0; i < keysAndValues.length; i += 2) {
            document.getMetadata().put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return document;
    }
}
