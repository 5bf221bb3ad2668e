package dev.weir.retrieve;

import static dev.weir.retrieve.GuardWorld.codes;
import static dev.weir.retrieve.GuardWorld.ids;
import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static dev.weir.tenancy.testkit.SealedWorld.GLOBEX;
import static dev.weir.tenancy.testkit.SealedWorld.HANDBOOK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.models.catalog.ModelUnavailableException;
import dev.weir.retrieve.GuardWorld.ScriptedStore;
import dev.weir.retrieve.context.GuardedContext;
import dev.weir.retrieve.screen.Mode;
import dev.weir.retrieve.screen.PassageScreen;
import dev.weir.retrieve.screen.VerdictCache;
import dev.weir.retrieve.verify.RescanQueue;
import dev.weir.retrieve.verify.ScanNote;
import dev.weir.retrieve.verify.WithholdCode;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.seal.SealedDocument;
import dev.weir.tenancy.store.Pushdown;
import dev.weir.tenancy.store.SearchResult;
import dev.weir.tenancy.testkit.MovableClock;
import dev.weir.tenancy.testkit.SealedWorld;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes at query time of chunks whose scan is below current, or too old to count. */
class OldScansTest {
    private static final String QUESTION = "what is kept in the northern shed";
    private static final PassageScreen.Budget AMPLE = new PassageScreen.Budget(100, Duration.ofHours(1));

    private final GuardWorld guard = new GuardWorld();
    private final CountingRules rules = new CountingRules();
    private final VerdictCache cache = VerdictCache.ofEntries(100);
    private final Queue queue = new Queue();

    @Test
    void chunkWhenItsScanIsCurrentThenIsServedWithoutANote() {
        guard.ingest(ACME, "shed", "ropes lie in the shed");
        raiseCurrent(ACME, 1);
        GuardedContext context = ask(ACME, AMPLE);
        assertThat(ids(context)).containsExactly("acme/shed/1/0");
        assertThat(context.chunks().getFirst().annotations()).isEmpty();
        assertThat(queue.offered).isEmpty();
        assertThat(rules.loaded).isZero();
    }

    @Test
    void chunkWhenItsScanIsBelowCurrentThenIsServedMarkedAndQueued() {
        guard.ingest(ACME, "shed", "ropes lie in the shed", "oars hang under its roof");
        raiseCurrent(ACME, 2);
        GuardedContext context = ask(ACME, AMPLE);
        assertThat(ids(context)).hasSize(2);
        assertThat(context.withheld()).isEmpty();
        assertThat(context.chunks())
                .allSatisfy(chunk -> assertThat(chunk.annotations()).containsExactly(ScanNote.OLD_SCAN));
        assertThat(context.citations())
                .allSatisfy(cited -> assertThat(cited.annotations()).containsExactly(ScanNote.OLD_SCAN));
        assertThat(queue.offered).isEqualTo(Map.of(ACME, List.of(Set.of(new DocumentId("shed")))));
        assertThat(rules.loaded).isZero();
    }

    @Test
    void chunkWhenItsDocumentIsStampedAnewThenLosesItsMark() {
        SealedDocument shed = guard.ingest(ACME, "shed", "ropes lie in the shed");
        raiseCurrent(ACME, 2);
        assertThat(ask(ACME, AMPLE).chunks().getFirst().annotations()).containsExactly(ScanNote.OLD_SCAN);
        guard.world
                .writer()
                .restamp(
                        guard.world.grant(ACME, WriteAction.INGEST),
                        List.of(shed.head().withStamp(SealedWorld.stamp(2))));
        assertThat(ask(ACME, AMPLE).chunks().getFirst().annotations()).isEmpty();
    }

    @Test
    void queueWhenItFailsThenTheAnswerIsTheSame() {
        guard.ingest(ACME, "shed", "ropes lie in the shed");
        raiseCurrent(ACME, 2);
        GuardedContext context = guard.before(guard.store)
                .rescanQueue((tenant, documents) -> {
                    throw new IllegalStateException("the disk is full");
                })
                .build()
                .retrieve(guard.request(ACME, QUESTION, 4));
        assertThat(ids(context)).containsExactly("acme/shed/1/0");
    }

    @Test
    void chunkWhenItsScanIsTooOldAndNothingScreensThenIsWithheldAndQueued() {
        guard.ingest(ACME, "shed", "ropes lie in the shed");
        raiseMinimum(ACME, 2);
        GuardedContext context =
                guard.before(guard.store).rescanQueue(queue).build().retrieve(guard.request(ACME, QUESTION, 4));
        assertThat(context.chunks()).isEmpty();
        assertThat(codes(context)).containsExactly(WithholdCode.STAMP_TOO_OLD);
        assertThat(queue.offered).containsKey(ACME);
    }

    @ParameterizedTest
    @EnumSource
    void chunkWhenItsScanIsTooOldAndTheRulesFindItCleanThenIsServedMarkedAndQueued(Mode mode) {
        guard.ingest(ACME, "shed", "ropes lie in the shed");
        raiseMinimum(ACME, 2);
        try (PassageScreen screen = screen(AMPLE)) {
            GuardedContext context = firewall(screen).mode(mode).build().retrieve(guard.request(ACME, QUESTION, 4));
            assertThat(ids(context)).containsExactly("acme/shed/1/0");
            assertThat(context.chunks().getFirst().annotations()).containsExactly(ScanNote.RESCREENED);
            assertThat(context.withheld()).isEmpty();
        }
        assertThat(queue.offered).containsKey(ACME);
    }

    @ParameterizedTest
    @EnumSource
    void chunkWhenItsScanIsTooOldAndTheRulesFlagItThenIsWithheldByName(Mode mode) {
        guard.ingest(ACME, "shed", "ropes lie in the shed");
        guard.ingest(ACME, "pit", "poison is kept in the pit");
        raiseMinimum(ACME, 2);
        try (PassageScreen screen = screen(AMPLE)) {
            GuardedContext context = firewall(screen).mode(mode).build().retrieve(guard.request(ACME, QUESTION, 4));
            assertThat(ids(context)).containsExactly("acme/shed/1/0");
            assertThat(codes(context)).containsExactly(WithholdCode.RESCREEN_FLAGGED);
        }
        assertThat(guard.refused()).extracting(each -> each.code()).containsExactly(WithholdCode.RESCREEN_FLAGGED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"unreadable", "crash", "missing"})
    void chunkWhenItIsNotJudgedThenIsWithheldAndTheOthersAreServed(String word) {
        guard.ingest(ACME, "shed", "ropes lie in the shed");
        guard.ingest(ACME, "odd", "this text is " + word);
        raiseMinimum(ACME, 2);
        GuardedContext context = ask(ACME, AMPLE);
        assertThat(ids(context)).containsExactly("acme/shed/1/0");
        assertThat(codes(context)).containsExactly(WithholdCode.STAMP_TOO_OLD);
    }

    @Test
    void gapWhenMetAgainThenIsJudgedAgain() {
        guard.ingest(ACME, "odd", "this text is unreadable");
        raiseMinimum(ACME, 2);
        ask(ACME, AMPLE);
        ask(ACME, AMPLE);
        assertThat(rules.seen).hasSize(2);
        assertThat(cache.size()).isZero();
    }

    @Test
    void rulesWhenTheyCannotBeLoadedThenSuchChunksAreWithheldAndItIsTriedOnce() {
        guard.ingest(ACME, "shed", "ropes lie in the shed");
        SealedDocument fresh = guard.ingest(ACME, "fresh", "nets dry beside the shed");
        raiseMinimum(ACME, 2);
        guard.world
                .writer()
                .restamp(
                        guard.world.grant(ACME, WriteAction.INGEST),
                        List.of(fresh.head().withStamp(SealedWorld.stamp(2))));
        List<String> tries = new ArrayList<>();
        try (PassageScreen screen = new PassageScreen(
                () -> {
                    tries.add("once");
                    throw new ModelUnavailableException("there is no runtime");
                },
                cache,
                AMPLE,
                guard.world.clock())) {
            RetrievalFirewall firewall = firewall(screen).build();
            for (int i = 0; i < 2; i++) {
                GuardedContext context = firewall.retrieve(guard.request(ACME, QUESTION, 4));
                assertThat(ids(context)).containsExactly("acme/fresh/1/0");
                assertThat(codes(context)).containsExactly(WithholdCode.STAMP_TOO_OLD);
            }
        }
        assertThat(tries).hasSize(1);
    }

    @Test
    void screenWhenClosedThenWithholds() {
        guard.ingest(ACME, "shed", "ropes lie in the shed");
        raiseMinimum(ACME, 2);
        PassageScreen screen = screen(AMPLE);
        screen.close();
        assertThat(codes(firewall(screen).build().retrieve(guard.request(ACME, QUESTION, 4))))
                .containsExactly(WithholdCode.STAMP_TOO_OLD);
        assertThat(rules.loaded).isZero();
    }

    @Test
    void budgetWhenSoManyTextsWereJudgedThenTheRestIsWithheldUntilTheNextRequest() {
        fill(5);
        raiseMinimum(ACME, 2);
        PassageScreen.Budget three = new PassageScreen.Budget(3, Duration.ofHours(1));
        GuardedContext first = ask(ACME, three);
        assertThat(ids(first)).hasSize(3);
        assertThat(codes(first)).containsExactly(WithholdCode.STAMP_TOO_OLD, WithholdCode.STAMP_TOO_OLD);
        assertThat(rules.seen).hasSize(3);
        GuardedContext second = ask(ACME, three);
        assertThat(ids(second)).hasSize(5);
        assertThat(second.withheld()).isEmpty();
        assertThat(rules.seen).hasSize(5);
    }

    @Test
    void budgetWhenItsTimeIsOverThenNoTextIsBegun() {
        fill(5);
        raiseMinimum(ACME, 2);
        MovableClock clock = new MovableClock(SealedWorld.START);
        CountingRules slow = new CountingRules();
        try (PassageScreen screen =
                new PassageScreen(slow::screener, cache, new PassageScreen.Budget(100, Duration.ofMillis(10)), () -> {
                    clock.advance(Duration.ofMillis(4));
                    return clock.instant();
                })) {
            GuardedContext context = firewall(screen).build().retrieve(guard.request(ACME, QUESTION, 5));
            assertThat(ids(context)).hasSize(3);
            assertThat(codes(context)).hasSize(2).containsOnly(WithholdCode.STAMP_TOO_OLD);
        }
        assertThat(slow.seen).hasSize(3);
    }

    @Test
    void verdictWhenKnownThenTheDetectorIsNotAsked() {
        fill(5);
        guard.ingest(ACME, "pit", "poison is kept in the pit");
        raiseMinimum(ACME, 2);
        GuardedContext first = ask(ACME, AMPLE);
        assertThat(rules.seen).hasSize(6);
        GuardedContext second = ask(ACME, AMPLE);
        assertThat(rules.seen).hasSize(6);
        assertThat(ids(second)).isEqualTo(ids(first)).hasSize(5);
        assertThat(codes(second)).isEqualTo(codes(first)).containsExactly(WithholdCode.RESCREEN_FLAGGED);
    }

    @Test
    void verdictWhenTheModelIsAnotherThenDoesNotCount() {
        fill(2);
        raiseMinimum(ACME, 2);
        ask(ACME, AMPLE);
        CountingRules other = new CountingRules("model-2");
        try (PassageScreen screen = new PassageScreen(other::screener, cache, AMPLE, guard.world.clock())) {
            firewall(screen).build().retrieve(guard.request(ACME, QUESTION, 8));
        }
        assertThat(other.seen).hasSize(2);
        assertThat(cache.size()).isEqualTo(4);
    }

    @Test
    void verdictWhenItIsAnotherTenantsThenDoesNotCount() {
        String text = "the same rope lies in both sheds";
        guard.ingest(ACME, "shed", text);
        guard.ingest(GLOBEX, "shed", text);
        raiseMinimum(ACME, 2);
        raiseMinimum(GLOBEX, 2);
        ask(GLOBEX, AMPLE);
        ask(ACME, AMPLE);
        assertThat(rules.seen).containsExactly(text, text);
    }

    @Test
    void verdictWhenItsTenantIsForgottenThenIsAskedForAgain() {
        fill(2);
        guard.ingest(HANDBOOK, "shared", "the handbook names every shed");
        raiseMinimum(ACME, 2);
        raiseMinimum(HANDBOOK, 2);
        ask(ACME, AMPLE);
        cache.forget(ACME);
        assertThat(cache.size()).isEqualTo(1);
        ask(ACME, AMPLE);
        assertThat(rules.seen).hasSize(5);
    }

    @Test
    void cacheWhenFullThenHoldsNoMoreThanItMay() {
        VerdictCache small = VerdictCache.ofEntries(3);
        fill(8);
        raiseMinimum(ACME, 2);
        try (PassageScreen screen = new PassageScreen(rules::screener, small, AMPLE, guard.world.clock())) {
            firewall(screen).build().retrieve(guard.request(ACME, QUESTION, 8));
        }
        assertThat(small.size()).isEqualTo(3);
    }

    @Test
    void cacheWhenItMayHoldNothingThenRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VerdictCache.ofEntries(0))
                .withMessageContaining("got 0");
    }

    @Test
    void budgetWhenItHasNoChunkThenRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PassageScreen.Budget(0, Duration.ofSeconds(1)))
                .withMessageContaining("got 0");
    }

    @Test
    void budgetWhenItHasNoTimeThenRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PassageScreen.Budget(1, Duration.ZERO))
                .withMessageContaining("got PT0S");
    }

    /** Back-fill looks at the same rows again: neither is the budget spent twice nor does the answer change. */
    @Test
    void chunkWhenMetInTwoSearchesOfARequestThenIsJudgedOnce() {
        fill(6);
        raiseMinimum(ACME, 2);
        ScriptedStore store = new ScriptedStore(guard.store, (inner, query) -> {
            List<Candidate> rows = new ArrayList<>();
            inner.search(query).rows().forEach(row -> {
                rows.add(GuardWorld.withText(row, "altered"));
                rows.add(row);
            });
            return new SearchResult(rows.subList(0, Math.min(query.k(), rows.size())), Pushdown.everything());
        });
        try (PassageScreen screen = screen(new PassageScreen.Budget(2, Duration.ofHours(1)))) {
            GuardedContext context =
                    guard.before(store).passageScreen(screen).build().retrieve(guard.request(ACME, QUESTION, 3));
            assertThat(store.asked).hasSizeGreaterThan(1);
            assertThat(ids(context)).hasSize(2);
            assertThat(new HashSet<>(rules.seen)).hasSize(2);
            assertThat(rules.seen).hasSize(2);
        }
    }

    private void fill(int documents) {
        for (int i = 0; i < documents; i++) {
            guard.ingest(ACME, "shed-" + i, "shed number " + i + " was painted in the year " + (1900 + 7 * i));
        }
    }

    private void raiseCurrent(TenantId tenant, int epoch) {
        guard.world.writer().raiseEpoch(guard.world.grant(tenant, WriteAction.REVOKE), epoch);
    }

    private void raiseMinimum(TenantId tenant, int epoch) {
        guard.world.writer().requireEpoch(guard.world.grant(tenant, WriteAction.REVOKE), epoch);
    }

    private PassageScreen screen(PassageScreen.Budget budget) {
        return new PassageScreen(rules::screener, cache, budget, guard.world.clock());
    }

    private RetrievalFirewall.Builder firewall(PassageScreen screen) {
        return guard.before(guard.store).passageScreen(screen).rescanQueue(queue);
    }

    private GuardedContext ask(TenantId tenant, PassageScreen.Budget budget) {
        try (PassageScreen screen = screen(budget)) {
            return firewall(screen).build().retrieve(guard.request(tenant, QUESTION, 8));
        }
    }

    /** Keeps what it is offered. */
    private static final class Queue implements RescanQueue {
        private final Map<TenantId, List<Set<DocumentId>>> offered = new TreeMap<>();

        @Override
        public void offer(TenantId tenant, Set<DocumentId> documents) {
            offered.computeIfAbsent(tenant, each -> new ArrayList<>()).add(Set.copyOf(documents));
        }
    }
}
