package dev.weir.ingest.batch;

import static dev.weir.ingest.testkit.IngestWorld.ACME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.weir.ingest.erasure.Eraser;
import dev.weir.ingest.erasure.ErasureTargets;
import dev.weir.ingest.testkit.IngestWorld;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.chunk.SourceRef;
import dev.weir.tenancy.store.Erasure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SyncTest {
    private static final String ROOT = "root";

    @TempDir
    Path root;

    private Scene scene;

    /** A folder, and a tenant that is kept in step with it. */
    private static final class Scene implements AutoCloseable {
        final IngestWorld world;
        final ScanLedger ledger;
        final Path folder;
        private int batches;

        Scene(Path at) {
            world = new IngestWorld(at);
            ledger = ScanLedger.open(at.resolve("ledger"));
            folder = at.resolve("documents");
            try {
                Files.createDirectories(folder);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        Sync sync() {
            batches++;
            return new Sync(
                    world.balanced(),
                    IngestPlan.of(ACME, "batch-" + batches, source -> world.grant("alice", WriteAction.INGEST, source)),
                    ledger,
                    2,
                    world.sealed().clock());
        }

        SyncSummary run() {
            return run(result -> {}, documents -> {});
        }

        SyncSummary run(Consumer<BatchResult> heard, Consumer<Set<DocumentId>> beforeErasing) {
            Sync sync = sync();
            return sync.run(sync.compare(ROOT, List.of(folder)), listener(heard), erasing(beforeErasing));
        }

        BatchListener listener(Consumer<BatchResult> heard) {
            return new BatchListener() {
                @Override
                public void started(int total) {
                    assertThat(total).isNotNegative();
                }

                @Override
                public void finished(BatchResult result) {
                    heard.accept(result);
                }
            };
        }

        Consumer<Set<DocumentId>> erasing(Consumer<Set<DocumentId>> before) {
            return documents -> {
                before.accept(documents);
                new Eraser(
                                new ErasureTargets(
                                        List.of(world.chunks()),
                                        world.sealed().heads(),
                                        world.sealed().writer(),
                                        world.sealed().digests(),
                                        world.quarantine(),
                                        List.of(ledger)),
                                world.sealed().clock())
                        .erase(
                                world.grant("carol", WriteAction.ERASE, new SourceRef("local")),
                                new Erasure.ByDocument(documents));
            };
        }

        void write(String name, String text) {
            world.file(name, text);
        }

        void move(String from, String to) {
            try {
                Files.createDirectories(folder.resolve(to).getParent());
                Files.move(folder.resolve(from), folder.resolve(to));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void delete(String name) {
            try {
                Files.delete(folder.resolve(name));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /** Name and text of what is served. */
        Set<String> served() {
            Set<String> served = new TreeSet<>();
            world.readable()
                    .forEach(chunk ->
                            served.add(chunk.facts().provenance().source().uri().replaceFirst(".*/documents/", "")
                                    + ": " + chunk.text()));
            return served;
        }

        Set<String> held() {
            Set<String> held = new TreeSet<>();
            world.quarantine()
                    .list(ACME)
                    .forEach(review -> held.add(review.ticket().name()));
            return held;
        }

        @Override
        public void close() {
            ledger.close();
        }
    }

    @BeforeEach
    void open() {
        scene = new Scene(root.resolve("scene"));
    }

    @AfterEach
    void close() {
        scene.close();
    }

    @Test
    void folderWhenSyncedTwiceThenTheSecondTimeNothingIsWorkedOn() {
        scene.write("a.txt", "A text.");
        scene.write("b.txt", "B text.");
        assertCounts(scene.run(), 0, 2, 0, 0, 0);
        List<BatchResult> results = new ArrayList<>();
        assertCounts(scene.run(results::add, documents -> {}), 2, 0, 0, 0, 0);
        assertThat(results).isEmpty();
        assertThat(scene.served()).containsExactly("a.txt: A text.", "b.txt: B text.");
    }

    @Test
    void fileWhenItsBytesChangedUnderTheSameTimeThenItIsChanged() throws IOException {
        scene.write("a.txt", "A text.");
        scene.write("b.txt", "B text.");
        scene.run();
        var time = Files.getLastModifiedTime(scene.folder.resolve("a.txt"));
        scene.write("a.txt", "C text.");
        Files.setLastModifiedTime(scene.folder.resolve("a.txt"), time);
        assertCounts(scene.run(), 1, 0, 1, 0, 0);
        assertThat(scene.served()).containsExactly("a.txt: C text.", "b.txt: B text.");
    }

    @Test
    void fileWhenItsOldBytesComeBackThenTheyAreServed() {
        scene.write("a.txt", "A text.");
        scene.run();
        scene.write("a.txt", "Another text.");
        scene.run();
        scene.write("a.txt", "A text.");
        assertCounts(scene.run(), 0, 0, 1, 0, 0);
        assertThat(scene.served()).containsExactly("a.txt: A text.");
    }

    @Test
    void fileWhenRenamedThenItIsServedUnderItsNewNameOnly() {
        scene.write("a.txt", "A text.");
        scene.write("b.txt", "B text.");
        scene.run();
        scene.move("a.txt", "sub/c.txt");
        assertCounts(scene.run(), 1, 0, 0, 1, 0);
        assertThat(scene.served()).containsExactly("b.txt: B text.", "sub/c.txt: A text.");
        assertCounts(scene.run(), 2, 0, 0, 0, 0);
    }

    @Test
    void fileWhenGoneThenErasedWhateverBecameOfIt() {
        scene.write("a.txt", "A text.");
        scene.write("b.txt", "B text.");
        scene.write("held.txt", "risk90");
        scene.run();
        assertThat(scene.held()).containsExactly("held.txt");
        scene.delete("a.txt");
        scene.delete("held.txt");
        assertCounts(scene.run(), 1, 0, 0, 0, 2);
        assertThat(scene.served()).containsExactly("b.txt: B text.");
        assertThat(scene.held()).isEmpty();
        assertThat(scene.ledger.entries()).hasSize(1);
    }

    @Test
    void documentWhenOfAnotherRootOrNoneThenStays() {
        scene.write("a.txt", "A text.");
        scene.run();
        Path elsewhere = scene.world.file("../other/b.txt", "B text.");
        Sync other = scene.sync();
        other.run(
                other.compare("other", List.of(elsewhere.getParent())), scene.listener(result -> {}), documents -> {});
        scene.write("c.txt", "C text.");
        scene.run();
        scene.delete("a.txt");
        assertCounts(scene.run(), 1, 0, 0, 0, 1);
        assertThat(scene.world.readable()).hasSize(2);
    }

    @Test
    void folderWhenEmptiedThenNothingIsErasedUntilTheNumberIsNamed() {
        scene.write("a.txt", "A text.");
        scene.write("b.txt", "B text.");
        scene.run();
        scene.delete("a.txt");
        scene.delete("b.txt");
        Sync sync = scene.sync();
        SyncPlan plan = sync.compare(ROOT, List.of(scene.folder));

        assertThat(plan.isDrastic()).isTrue();
        assertThat(plan.allowingGone(1).isAllowed()).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> sync.run(plan, scene.listener(result -> {}), scene.erasing(documents -> {})))
                .withMessageContaining("2 of 2");
        assertThat(scene.served()).hasSize(2);

        assertCounts(
                sync.run(plan.allowingGone(2), scene.listener(result -> {}), scene.erasing(documents -> {})),
                0,
                0,
                0,
                0,
                2);
        assertThat(scene.served()).isEmpty();
    }

    @Test
    void manyDocumentsWhenMoreThanHalfAreGoneThenThePlanIsDrastic() {
        IntStream.range(0, 10).forEach(i -> scene.write(i + ".txt", "Text " + i + "."));
        scene.run();
        IntStream.range(0, 5).forEach(i -> scene.delete(i + ".txt"));
        assertThat(scene.sync().compare(ROOT, List.of(scene.folder)).isDrastic())
                .isFalse();
        scene.delete("5.txt");
        assertThat(scene.sync().compare(ROOT, List.of(scene.folder)).isDrastic())
                .isTrue();
    }

    @Test
    void manyDocumentsWhenTheirFolderIsRenamedThenThePlanIsNotDrastic() {
        IntStream.range(0, 10).forEach(i -> scene.write("old/" + i + ".txt", "Text " + i + "."));
        scene.run();
        scene.move("old", "new");
        assertCounts(scene.run(), 0, 0, 0, 10, 0);
        assertThat(scene.served()).hasSize(10).allMatch(line -> line.startsWith("new/"));
    }

    @Test
    void rootWhenMissingThenNothingIsTakenForGone() {
        scene.write("a.txt", "A text.");
        scene.run();
        scene.move("a.txt", "../away/a.txt");
        Sync sync = scene.sync();
        SyncPlan plan = sync.compare(ROOT, List.of(root.resolve("nowhere")));
        assertThat(plan.unlisted()).isEqualTo(1);
        assertThat(plan.gone()).isZero();
        SyncSummary summary = sync.run(plan, scene.listener(result -> {}), scene.erasing(documents -> {}));
        assertThat(summary.unlisted()).isEqualTo(1);
        assertThat(summary.batch().stopped()).isEqualTo(1);
        assertThat(scene.served()).hasSize(1);
    }

    @Test
    void folderWhenALinkLeadsBackThenTheLinkIsStoppedAndTheRestIsInStep() throws IOException {
        scene.write("a.txt", "A text.");
        scene.write("b.txt", "B text.");
        scene.run();
        Files.createSymbolicLink(scene.folder.resolve("loop"), scene.folder);
        scene.delete("a.txt");
        SyncSummary summary = scene.run();
        assertCounts(summary, 1, 0, 0, 0, 1);
        assertThat(summary.batch().stopped()).isEqualTo(1);
        assertThat(scene.served()).containsExactly("b.txt: B text.");
    }

    @Test
    void listedFileWhenMissingThenItIsStoppedAndStaysServed() {
        scene.write("a.txt", "A text.");
        scene.write("b.txt", "B text.");
        List<Path> listed = List.of(scene.folder.resolve("a.txt"), scene.folder.resolve("b.txt"));
        Sync first = scene.sync();
        first.run(first.compare("list", listed), scene.listener(result -> {}), scene.erasing(documents -> {}));
        scene.delete("a.txt");
        Sync second = scene.sync();
        SyncSummary summary = second.run(
                second.compare("list", listed), scene.listener(result -> {}), scene.erasing(documents -> {}));
        assertCounts(summary, 1, 0, 0, 0, 0);
        assertThat(summary.batch().stopped()).isEqualTo(1);
        assertThat(scene.served()).hasSize(2);
        Sync third = scene.sync();
        third.run(
                third.compare("list", listed.subList(1, 2)),
                scene.listener(result -> {}),
                scene.erasing(documents -> {}));
        assertThat(scene.served()).containsExactly("b.txt: B text.");
    }

    @Test
    void runWhenCutShortAnywhereThenTheNextEndsAsIfItHadNotBeen() {
        Scene whole = changedScene("whole");
        whole.run();
        Set<String> wanted = whole.served();
        int entries = whole.ledger.entries().size();
        whole.close();
        int results = 4;
        for (int cut = 0; cut <= results; cut++) {
            int at = cut;
            try (Scene one = changedScene("cut-" + cut)) {
                int[] heard = {0};
                assertThatIllegalStateException()
                        .isThrownBy(() -> one.run(
                                result -> {
                                    if (heard[0]++ == at) {
                                        throw new IllegalStateException("cut short");
                                    }
                                },
                                documents -> {
                                    throw new IllegalStateException("cut short before erasing");
                                }));
                one.run();
                assertThat(one.served()).as("cut at %d", cut).isEqualTo(wanted);
                assertThat(one.ledger.entries()).as("cut at %d", cut).hasSize(entries);
            }
        }
    }

    @Test
    void documentWhenPublishedByARunThatWasCutAndThenDeletedThenErased() {
        scene.write("a.txt", "A text.");
        scene.write("b.txt", "B text.");
        scene.run();
        scene.write("c.txt", "C text.");
        assertThatIllegalStateException()
                .isThrownBy(() -> scene.run(
                        result -> {
                            throw new IllegalStateException("cut short");
                        },
                        documents -> {}));
        scene.delete("c.txt");
        scene.run();
        assertThat(scene.served()).containsExactly("a.txt: A text.", "b.txt: B text.");
    }

    /** A folder that was synced, and then changed in every way. */
    private Scene changedScene(String name) {
        Scene changing = new Scene(root.resolve(name));
        Stream.of("same", "changing", "moving", "going")
                .forEach(each -> changing.write(each + ".txt", "The text called " + each + "."));
        changing.run();
        changing.write("changing.txt", "The text that changed.");
        changing.move("moving.txt", "moved/moving.txt");
        changing.delete("going.txt");
        changing.write("fresh.txt", "A fresh text.");
        changing.write("held.txt", "risk90");
        return changing;
    }

    private static void assertCounts(SyncSummary summary, int unchanged, int added, int changed, int moved, int gone) {
        assertThat(List.of(summary.unchanged(), summary.added(), summary.changed(), summary.moved(), summary.gone()))
                .as("unchanged, new, changed, moved, gone")
                .containsExactly(unchanged, added, changed, moved, gone);
    }
}
