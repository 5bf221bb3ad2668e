package dev.weir.ingest.reembed;

import static dev.weir.ingest.reembed.ReembedScene.key;
import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static dev.weir.tenancy.testkit.SealedWorld.GLOBEX;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.weir.ingest.reembed.ReembedOutcome.Blocked;
import dev.weir.ingest.reembed.ReembedOutcome.LeftBehind;
import dev.weir.ingest.reembed.ReembedOutcome.Obstacle;
import dev.weir.ingest.reembed.ReembedOutcome.Obstruction;
import dev.weir.ingest.reembed.ReembedOutcome.Switched;
import dev.weir.models.embed.BudgetedEmbedder;
import dev.weir.models.embed.EmbedderLimits;
import dev.weir.models.embed.EmbedderPatience;
import dev.weir.models.embed.TokenBudgetException;
import dev.weir.models.embed.Waiting;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.chunk.EmbeddingBinding;
import dev.weir.tenancy.chunk.SourceRef;
import dev.weir.tenancy.heads.DocumentHead;
import dev.weir.tenancy.heads.LogEntry;
import dev.weir.tenancy.keys.KeyRole;
import dev.weir.tenancy.seal.VerifiedChunk;
import dev.weir.tenancy.store.Erasure;
import dev.weir.tenancy.store.StoreException;
import dev.weir.tenancy.testkit.SealedWorld;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReembeddingTest {
    /** Steps after which the heads of the first stage are published, and nothing is cleared up. */
    private static final int PUBLISHED = 12;

    private final ReembedScene scene = new ReembedScene();

    @Test
    void documentsWhenReembeddedThenOnlyVersionRootAndVectorsAreNew() {
        scene.filled();
        Map<DocumentKey, List<VerifiedChunk>> before = scene.served();

        ReembedOutcome outcome = scene.run();

        assertThat(outcome).isEqualTo(new Switched(3, 6, Set.of(SealedWorld.EMBEDDER), ReembedScene.MODEL, Map.of()));
        assertThat(scene.indexes.isDropped()).isTrue();
        scene.requireServed();
        Map<DocumentKey, List<VerifiedChunk>> after = scene.served();
        before.forEach((document, chunks) -> {
            List<VerifiedChunk> now = requireNonNull(after.get(document));
            assertThat(now).hasSameSizeAs(chunks);
            DocumentHead was = chunks.getFirst().head();
            DocumentHead is = scene.head(document);
            assertThat(is)
                    .isEqualTo(new DocumentHead(
                            was.tag(),
                            was.document(),
                            was.version() + 2,
                            was.treeSize(),
                            is.root(),
                            was.trust(),
                            was.attester(),
                            was.expiresAt(),
                            was.stamp()));
            for (int i = 0; i < chunks.size(); i++) {
                VerifiedChunk chunk = now.get(i);
                assertThat(chunk.id().ordinal()).isEqualTo(i);
                assertThat(chunk.text()).isEqualTo(chunks.get(i).text());
                assertThat(chunk.facts().provenance())
                        .isEqualTo(chunks.get(i).facts().provenance());
                assertThat(chunk.facts().redactions())
                        .isEqualTo(chunks.get(i).facts().redactions());
                float[] vector = ReembedScene.newVectorOf(chunk.text());
                assertThat(chunk.vector().orElseThrow()).isEqualTo(vector);
                assertThat(chunk.facts().embedding()).isEqualTo(EmbeddingBinding.exact(ReembedScene.MODEL, vector));
            }
        });
        assertThat(scene.rows())
                .hasSize(6)
                .allSatisfy(row -> assertThat(row.attributes()).isEqualTo(ReembedScene.ATTRIBUTES));
        assertThat(scene.embedded()).isEqualTo(6);
    }

    @Test
    void documentsWhenLookedAtBetweenAnyTwoStepsThenEachIsServedByOneVersionWholeAndByVector() {
        scene.filled();
        AtomicInteger looks = new AtomicInteger();
        scene.indexes.between(() -> {
            scene.requireServed();
            looks.incrementAndGet();
        });
        assertThat(scene.run()).isInstanceOf(Switched.class);
        assertThat(looks.get()).isGreaterThan(30);
    }

    @Test
    void runWhenKilledBetweenAnyTwoStepsThenNothingIsLostAndTheNextRunEndsTheSame() {
        AtomicInteger steps = new AtomicInteger();
        scene.filled();
        scene.indexes.between(steps::incrementAndGet);
        scene.run();
        for (int kill = 1; kill <= steps.get(); kill++) {
            killed(kill);
        }
    }

    /** A process that dies at every step it reaches, once more a step later: the worst that can come to it. */
    @Test
    void runWhenKilledAgainAndAgainThenItStillEnds() {
        scene.filled();
        for (int run = 1; ; run++) {
            assertThat(run).isLessThan(200);
            AtomicInteger left = new AtomicInteger(run);
            scene.indexes.between(() -> {
                if (left.getAndDecrement() == 0) {
                    throw new StoreException("killed");
                }
            });
            try {
                assertThat(scene.run()).isInstanceOf(Switched.class);
                break;
            } catch (StoreException e) {
                scene.requireServed();
            }
        }
        scene.requireServed();
        assertThat(scene.rows()).hasSize(6);
    }

    private static void killed(int kill) {
        ReembedScene scene = new ReembedScene().filled();
        AtomicInteger step = new AtomicInteger();
        scene.indexes.between(() -> {
            if (step.incrementAndGet() == kill) {
                throw new StoreException("killed at step " + kill);
            }
        });
        assertThatExceptionOfType(StoreException.class).isThrownBy(scene::run).withMessage("killed at step " + kill);
        scene.requireServed();
        boolean switched = scene.indexes.stage() == IndexPair.Stage.SWITCHED;
        scene.indexes.between(scene::requireServed);
        if (scene.indexes.isDropped()) {
            return;
        }
        assertThat(scene.run())
                .as("after a kill at step %d", kill)
                .isEqualTo(new Switched(
                        3, 6, switched ? Set.of() : Set.of(SealedWorld.EMBEDDER), ReembedScene.MODEL, Map.of()));
        scene.requireServed();
        assertThat(scene.rows()).hasSize(6);
    }

    @Test
    void documentWhenErasedBeforeOrBetweenRunsThenNothingOfItComesBack() {
        scene.filled();
        stopAfter(PUBLISHED);
        DocumentKey lease = key(ACME, "lease");
        WriteGrant erase = scene.world.grant(ACME, WriteAction.ERASE);
        scene.world.writer().erase(erase, lease.document());
        scene.indexes.old().erase(erase, new Erasure.ByDocument(lease.document()));
        scene.indexes.second().erase(erase, new Erasure.ByDocument(lease.document()));
        scene.expected.remove(lease);

        assertThat(scene.run()).isInstanceOf(Switched.class);

        scene.requireServed();
        assertThat(scene.rows()).noneMatch(row -> row.id().orElseThrow().startsWith("acme/lease/"));
    }

    @Test
    void documentWhenIngestedBetweenRunsThenItsNewVersionIsCarried() {
        scene.filled();
        stopAfter(PUBLISHED);
        long version = scene.world.heads().lastVersion(ACME, key(ACME, "lease").document());
        scene.ingest(scene.grant(ACME), "lease", version + 1, "another lease");
        scene.ingest(scene.grant(GLOBEX), "wine", 1, "red or white");

        assertThat(scene.run()).isInstanceOf(Switched.class);

        scene.requireServed();
        assertThat(scene.rows()).hasSize(5);
    }

    @Test
    void documentWhenExpiredOrRevokedThenLeftBehindAndCounted() {
        scene.filled();
        WriteGrant revoke = scene.world.grant(ACME, WriteAction.REVOKE);
        scene.ingest(scene.grant(ACME), "sourced", 1, "of a source that is revoked");
        scene.world.writer().revoke(revoke, LogEntry.Revoked.Target.SOURCE, new SourceRef("test:sourced").uri());
        scene.ingest(scene.grant(ACME), "itself", 1, "a revoked document");
        scene.world.writer().revoke(revoke, LogEntry.Revoked.Target.DOCUMENT, "itself");
        scene.expected.keySet().removeAll(Set.of(key(ACME, "sourced"), key(ACME, "itself"), key(ACME, "memo")));
        renewAfter(Duration.ofDays(10));

        ReembedOutcome outcome = scene.run();

        assertThat(outcome).isInstanceOf(Switched.class);
        assertThat(((Switched) outcome).leftBehind()).isEqualTo(Map.of(LeftBehind.REVOKED, 2, LeftBehind.EXPIRED, 1));
        scene.requireServed();
        assertThat(scene.rows()).hasSize(5);
    }

    @Test
    void documentWhenItsScanIsTooOldToBeServedThenCarriedWithThatScan() {
        scene.filled();
        scene.world.writer().requireEpoch(scene.world.grant(ACME, WriteAction.REVOKE), 1);

        assertThat(scene.run()).isInstanceOf(Switched.class);

        assertThat(scene.head(key(ACME, "memo")).stamp().epoch()).isZero();
        assertThat(scene.rows()).hasSize(6);
        assertThat(scene.find(key(ACME, "memo"), "paid by [redacted] twice")).isEmpty();
    }

    @Test
    void documentWhenSuspendedThenTheSwitchIsRefused() {
        scene.filled();
        scene.world.writer().suspend(scene.grant(ACME), key(ACME, "memo").document());
        blocks(Obstacle.SUSPENDED, "acme/memo");
    }

    @Test
    void documentWhenItsKeyWasRevokedThenTheSwitchIsRefused() {
        scene.filled();
        String key = scene.world
                .signer()
                .currentKey(GLOBEX, KeyRole.INGEST)
                .orElseThrow()
                .hex();
        scene.world.writer().revoke(scene.world.grant(GLOBEX, WriteAction.REVOKE), LogEntry.Revoked.Target.KEY, key);
        blocks(Obstacle.KEY_REVOKED, "globex/menu");
    }

    @Test
    void documentWhenItsRowsAreGoneThenTheSwitchIsRefused() {
        scene.filled();
        scene.indexes
                .old()
                .erase(
                        scene.world.grant(GLOBEX, WriteAction.ERASE),
                        new Erasure.ByDocument(key(GLOBEX, "menu").document()));
        blocks(Obstacle.ROWS_MISSING, "globex/menu");
    }

    @Test
    void logWhenRefusedThenTheSwitchIsRefused() {
        scene.filled();
        scene.world.memoryLog().tamper(GLOBEX, entries -> entries.subList(0, 1));
        blocks(Obstacle.LOG_REFUSED, "globex");
    }

    @Test
    void checkpointWhenExpiredThenTheSwitchIsRefused() {
        scene.filled();
        scene.world.clock().advance(SealedWorld.CHECKPOINT_LIFETIME);
        scene.world.writer().checkpoint(ACME);
        blocks(Obstacle.CHECKPOINT_EXPIRED, "globex");
    }

    @Test
    void secondIndexWhenBegunWithAnotherModelThenTheSwitchIsRefused() {
        scene.filled();
        stopAfter(PUBLISHED);
        ReembedOutcome outcome = scene.run(scene.embedder("third-embedder/1"));
        assertThat(outcome).isInstanceOf(Blocked.class);
        assertThat(((Blocked) outcome).obstructions())
                .extracting(Obstruction::why)
                .containsOnly(Obstacle.OTHER_MODEL);
        assertThat(scene.indexes.stage()).isEqualTo(IndexPair.Stage.BUILDING);
        assertThat(scene.run()).isInstanceOf(Switched.class);
    }

    @Test
    void firstIndexWhenRowsAreMissingFromTheSecondThenNotDropped() {
        scene.filled();
        DocumentKey menu = key(GLOBEX, "menu");
        scene.indexes.between(() -> {
            if (scene.indexes.stage() == IndexPair.Stage.SWITCHED) {
                scene.indexes.between(() -> {});
                scene.indexes
                        .second()
                        .erase(scene.world.grant(GLOBEX, WriteAction.ERASE), new Erasure.ByDocument(menu.document()));
            }
        });
        ReembedOutcome outcome = scene.run();
        assertThat(outcome).isEqualTo(new Blocked(List.of(new Obstruction(Obstacle.ROWS_MISSING, "globex/menu"))));
        assertThat(scene.indexes.isDropped()).isFalse();
    }

    @Test
    void budgetWhenSpentInTheMiddleThenWhatWasServedStaysAndAnotherRunGoesOn() {
        scene.filled();
        String[] texts = IntStream.range(0, 300).mapToObj(i -> "page " + i).toArray(String[]::new);
        scene.ingest(scene.grant(GLOBEX), "long", 1, texts);
        BudgetedEmbedder budgeted = new BudgetedEmbedder(
                scene.embedder(ReembedScene.MODEL),
                text -> 1,
                new EmbedderLimits(100, 1_000),
                new EmbedderPatience(1, Duration.ofSeconds(1)),
                305,
                scene.world.clock(),
                Waiting.blocking());

        assertThatExceptionOfType(TokenBudgetException.class).isThrownBy(() -> scene.run(budgeted));

        scene.requireServed();
        assertThat(scene.indexes.stage()).isEqualTo(IndexPair.Stage.BUILDING);
        assertThat(scene.run()).isInstanceOf(Switched.class);
        assertThat(scene.rows()).hasSize(306);
    }

    /** Dies after so many steps. */
    private void stopAfter(int steps) {
        AtomicInteger left = new AtomicInteger(steps);
        scene.indexes.between(() -> {
            if (left.getAndDecrement() == 0) {
                throw new StoreException("killed");
            }
        });
        assertThatExceptionOfType(StoreException.class).isThrownBy(scene::run);
        scene.indexes.between(() -> {});
    }

    private void renewAfter(Duration time) {
        scene.world.clock().advance(time);
        scene.world.writer().checkpoint(ACME);
        scene.world.writer().checkpoint(GLOBEX);
    }

    private void blocks(Obstacle why, String what) {
        assertThat(scene.run()).isEqualTo(new Blocked(List.of(new Obstruction(why, what))));
        assertThat(scene.indexes.stage()).isEqualTo(IndexPair.Stage.BUILDING);
        assertThat(scene.embedded()).isZero();
    }
}
