package dev.weir.tenancy.testkit;

import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static dev.weir.tenancy.testkit.SealedWorld.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.chunk.SourceRef;
import dev.weir.tenancy.store.Erasure;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a store must remove, and nothing else. */
abstract class ErasureSentences extends SearchSentences {
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
}
