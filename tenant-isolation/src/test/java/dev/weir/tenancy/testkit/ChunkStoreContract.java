package dev.weir.tenancy.testkit;

import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static dev.weir.tenancy.testkit.SealedWorld.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.tenancy.AccessScope;
import dev.weir.tenancy.AccessTag;
import dev.weir.tenancy.Label;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.seal.SealCheck;
import dev.weir.tenancy.seal.SealedDocument;
import dev.weir.tenancy.store.ApplicationFilter;
import dev.weir.tenancy.store.ChunkStore;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * What every {@link ChunkStore} must do, sentence by sentence. Extend it, open a store, and all of it runs. Vectors have
 * {@link SealedWorld#DIMENSION} floats and unit length.
 */
public abstract class ChunkStoreContract extends ErasureSentences {
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
}
