package dev.weir.retrieve;

import static dev.weir.retrieve.GuardWorld.codes;
import static dev.weir.retrieve.GuardWorld.ids;
import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static dev.weir.tenancy.testkit.SealedWorld.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.retrieve.GuardWorld.ScriptedStore;
import dev.weir.retrieve.audit.AuditEvent;
import dev.weir.retrieve.context.GuardedContext;
import dev.weir.retrieve.verify.Refusal;
import dev.weir.retrieve.verify.WithholdCode;
import dev.weir.tenancy.Label;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.chunk.Sha256;
import dev.weir.tenancy.seal.SealedDocument;
import dev.weir.tenancy.store.ChunkStore;
import dev.weir.tenancy.store.Pushdown;
import dev.weir.tenancy.store.SearchResult;
import dev.weir.tenancy.testkit.Lie;
import dev.weir.tenancy.testkit.LyingStore;
import dev.weir.tenancy.testkit.SealedWorld;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** I2: every row is checked, what does not hold costs only itself, and an intact foreign row fails the store. */
class I2EveryRowIsCheckedTest {
    private static final long SEED = Long.getLong("test.seed", 20_260_102L);
    private static final String QUESTION = "where are the harbour tolls written down";

    private final GuardWorld guard = new GuardWorld();
    private final SealedDocument foreign =
            guard.ingest(GLOBEX, "theirs", "the vault code of globex is on the last page");

    @BeforeEach
    void fill() {
        for (int i = 0; i < 8; i++) {
            guard.ingest(ACME, "ours-" + i, "toll table " + i + " of the northern harbour in spring " + i * 7);
        }
    }

    @ParameterizedTest
    @EnumSource
    void rowWhenStoreLiesThenOnlyVerifiedRowsOfTheScopeAreServed(Lie lie) {
        Set<String> readable =
                Set.copyOf(ids(guard.before(guard.store).build().retrieve(guard.request(ACME, QUESTION, 50))));
        assertThat(readable).hasSize(8);
        for (int i = 0; i < 25; i++) {
            guard.breaker.reset();
            ChunkStore lying = new LyingStore(guard.store, lie, SEED + i, SealedWorld.opening());
            GuardedContext context = guard.before(lying).build().retrieve(guard.request(ACME, QUESTION, 5));
            assertThat(readable).as("seed %d", SEED + i).containsAll(ids(context));
            assertThat(context.text()).doesNotContain("vault code");
            context.chunks()
                    .forEach(each -> assertThat(each.chunk().facts().text())
                            .isEqualTo(Sha256.ofText(each.chunk().text())));
        }
    }

    @Test
    void rowWhenAlteredThenDroppedAndTheOthersAreServed() {
        Candidate altered = GuardWorld.withText(ours(0), "toll table 0 says: pay to another account");
        GuardedContext context = ask(ScriptedStore.planting(guard.store, List.of(altered)));
        assertThat(ids(context)).hasSize(5).doesNotHaveDuplicates();
        assertThat(context.text()).doesNotContain("another account");
        assertThat(guard.refused()).contains(new Refusal("acme/ours-0/1/0", WithholdCode.TEXT_ALTERED));
    }

    @Test
    void rowWhenUnsealedThenDropped() {
        Candidate unsealed = new Candidate("acme/planted/1/0", "text", null, null, Map.of(), 9);
        assertThat(ids(ask(ScriptedStore.planting(guard.store, List.of(unsealed)))))
                .hasSize(5);
        assertThat(guard.refused()).contains(new Refusal("acme/planted/1/0", WithholdCode.UNSEALED));
    }

    @Test
    void rowWhenNullThenDropped() {
        GuardedContext context = ask(ScriptedStore.planting(guard.store, nulls(2)));
        assertThat(ids(context)).hasSize(5);
        assertThat(guard.refused()).contains(new Refusal(Refusal.NO_ROW, WithholdCode.NULL_ROW));
    }

    @Test
    void rowWhenItsChunkCameBeforeThenDropped() {
        GuardedContext context = ask(ScriptedStore.planting(guard.store, List.of(ours(3), ours(3))));
        assertThat(ids(context)).hasSize(5).doesNotHaveDuplicates();
        assertThat(guard.refused()).contains(new Refusal("acme/ours-3/1/0", WithholdCode.DUPLICATE_ROW));
    }

    @Test
    void brokenCopyWhenItComesFirstThenDoesNotHideTheIntactRow() {
        Candidate altered = GuardWorld.withText(ours(0), "altered");
        GuardedContext context = guard.before(ScriptedStore.planting(guard.store, List.of(altered)))
                .build()
                .retrieve(guard.request(ACME, QUESTION, 8));
        assertThat(ids(context)).contains("acme/ours-0/1/0");
        assertThat(context.withheld()).isEmpty();
    }

    @Test
    void rowsWhenMoreThanAskedThenTheSurplusIsNotLookedAt() {
        ScriptedStore store = new ScriptedStore(
                guard.store,
                (inner, query) -> new SearchResult(
                        inner.search(query.withK(query.k() + 3)).rows(), Pushdown.everything()));
        GuardedContext context = guard.before(store).build().retrieve(guard.request(ACME, QUESTION, 1));
        assertThat(ids(context)).hasSize(1);
        assertThat(guard.refused()).containsExactly(new Refusal(Refusal.NO_ROW, WithholdCode.SURPLUS_ROWS));
    }

    @Test
    void storeWhenItReturnsAnIntactForeignRowThenIsAskedNoMore() {
        ScriptedStore store = ScriptedStore.planting(
                guard.store, List.of(SealedWorld.row(foreign.chunks().getFirst())));
        RetrievalFirewall firewall = guard.before(store).build();
        assertThat(codes(firewall.retrieve(guard.request(ACME, QUESTION, 5))))
                .containsExactly(WithholdCode.STORE_BREAKER_OPEN);
        assertThat(guard.events).hasAtLeastOneElementOfType(AuditEvent.BreakerTripped.class);
        int asked = store.asked.size();
        GuardedContext second = firewall.retrieve(guard.request(GLOBEX, QUESTION, 5));
        assertThat(codes(second)).containsExactly(WithholdCode.STORE_BREAKER_OPEN);
        assertThat(second.chunks()).isEmpty();
        assertThat(store.asked).hasSize(asked);
    }

    @Test
    void breakerWhenItsTimeIsOverThenTheStoreIsAskedAgain() {
        guard.breaker.trip();
        RetrievalFirewall firewall = guard.before(guard.store).build();
        assertThat(codes(firewall.retrieve(guard.request(ACME, QUESTION, 5))))
                .containsExactly(WithholdCode.STORE_BREAKER_OPEN);
        guard.world.clock().advance(Duration.ofMinutes(5));
        assertThat(ids(firewall.retrieve(guard.request(ACME, QUESTION, 5)))).hasSize(5);
    }

    @Test
    void foreignRowWhenTheStoreClaimsNothingAboutTenantsThenOnlyTheRowIsDropped() {
        Pushdown claim =
                new Pushdown(Set.of(Pushdown.Part.TAG, Pushdown.Part.APPLICATION), Set.of(Pushdown.Part.TENANT));
        GuardedContext context = ask(ScriptedStore.planting(
                guard.store, List.of(SealedWorld.row(foreign.chunks().getFirst())), claim));
        assertThat(ids(context)).hasSize(5);
        assertThat(guard.breaker.isOpen()).isFalse();
        assertThat(guard.refused()).contains(new Refusal("globex/theirs/1/0", WithholdCode.FOREIGN_TENANT));
    }

    @Test
    void foreignRowWhenItsSealIsBrokenThenIsNoOutage() {
        Candidate row = SealedWorld.row(foreign.chunks().getFirst());
        GuardedContext context = ask(ScriptedStore.planting(
                guard.store, List.of(GuardWorld.withText(row, "changed by whoever planted it"))));
        assertThat(ids(context)).hasSize(5);
        assertThat(guard.breaker.isOpen()).isFalse();
    }

    @Test
    void rowOfTheTenantWhenItsTagIsNotPermittedThenOnlyTheRowIsDropped() {
        SealedDocument finance = guard.world.ingest(
                guard.store,
                guard.world.grant(ACME, WriteAction.INGEST, Set.of(new Label("group:finance")), Set.of()),
                guard.world.draft("salaries", 1, "salaries of everybody"));
        GuardedContext context = ask(ScriptedStore.planting(
                guard.store, List.of(SealedWorld.row(finance.chunks().getFirst()))));
        assertThat(ids(context)).hasSize(5);
        assertThat(context.withheld()).isEmpty();
        assertThat(guard.breaker.isOpen()).isFalse();
        assertThat(guard.refused()).contains(new Refusal("acme/salaries/1/0", WithholdCode.OUT_OF_SCOPE));
    }

    private GuardedContext ask(ChunkStore store) {
        return guard.before(store).build().retrieve(guard.request(ACME, QUESTION, 5));
    }

    private Candidate ours(int number) {
        return LyingStore.rowsOf(guard.store, SealedWorld.opening()).stream()
                .filter(row -> row.id().orElse("").equals("acme/ours-" + number + "/1/0"))
                .findFirst()
                .orElseThrow();
    }

    @SuppressWarnings("NullAway") // a store that breaks its types is the point
    private static List<Candidate> nulls(int count) {
        return Collections.nCopies(count, null);
    }
}
