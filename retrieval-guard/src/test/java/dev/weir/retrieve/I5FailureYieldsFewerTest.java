package dev.weir.retrieve;

import static dev.weir.retrieve.GuardWorld.codes;
import static dev.weir.retrieve.GuardWorld.ids;
import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static dev.weir.tenancy.testkit.SealedWorld.HANDBOOK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.models.Screener;
import dev.weir.retrieve.GuardWorld.ScriptedStore;
import dev.weir.retrieve.audit.AuditEvent;
import dev.weir.retrieve.audit.AuditException;
import dev.weir.retrieve.context.GuardedContext;
import dev.weir.retrieve.screen.Objection;
import dev.weir.retrieve.screen.PassageScreen;
import dev.weir.retrieve.screen.PassageSet;
import dev.weir.retrieve.screen.SetScreen;
import dev.weir.retrieve.screen.SetScreens;
import dev.weir.retrieve.screen.VerdictCache;
import dev.weir.retrieve.verify.WithholdCode;
import dev.weir.tenancy.AccessScope;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.heads.HeadLog;
import dev.weir.tenancy.heads.HeadLogException;
import dev.weir.tenancy.heads.HeadReader;
import dev.weir.tenancy.heads.LogPosition;
import dev.weir.tenancy.heads.SeenPositions;
import dev.weir.tenancy.keys.KeyUnavailableException;
import dev.weir.tenancy.store.ChunkStore;
import dev.weir.tenancy.store.Pushdown;
import dev.weir.tenancy.store.SearchResult;
import dev.weir.tenancy.store.StoreException;
import dev.weir.tenancy.testkit.SealedWorld;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** I5: whatever fails, an answer holds fewer chunks and never more. */
class I5FailureYieldsFewerTest {
    private static final String QUESTION = "how deep is the lower lock";

    private final GuardWorld guard = new GuardWorld();

    @BeforeEach
    void fill() {
        for (int i = 0; i < 6; i++) {
            guard.ingest(ACME, "locks-" + i, "lock " + i + " was measured in the year " + (1900 + i));
        }
    }

    @Test
    void answerWhenNothingFailsThenIsFull() {
        assertThat(ids(ask(guard.store))).hasSize(4);
    }

    @Test
    void answerWhenTheStoreFailsThenIsEmptyAndRecorded() {
        GuardedContext context = ask(new ScriptedStore(guard.store, (inner, query) -> {
            throw new StoreException("out of reach");
        }));
        assertEmpty(context, WithholdCode.STORE_FAILED);
        assertThat(guard.events).singleElement().isInstanceOfSatisfying(AuditEvent.Failed.class, failed -> {
            assertThat(failed.code()).isEqualTo(WithholdCode.STORE_FAILED);
            assertThat(failed.failure()).isEqualTo(StoreException.class.getName());
            assertThat(failed.requestId()).isEqualTo(context.requestId());
        });
    }

    @Test
    void answerWhenTheStoreFailsMidwayThenIsEmpty() {
        assertEmpty(
                ask(new ScriptedStore(guard.store, (inner, query) -> {
                    if (query.k() > 8) {
                        throw new StoreException("out of reach");
                    }
                    List<Candidate> rows = new ArrayList<>(inner.search(query).rows());
                    while (rows.size() < query.k()) {
                        rows.add(GuardWorld.withText(rows.getFirst(), "altered"));
                    }
                    return new SearchResult(rows, Pushdown.everything());
                })),
                WithholdCode.STORE_FAILED);
    }

    @Test
    void answerWhenTheStoreReturnsNoResultThenIsEmpty() {
        assertEmpty(ask(new ScriptedStore(guard.store, (inner, query) -> nothingAtAll())), WithholdCode.INTERNAL);
    }

    @Test
    void answerWhenTheScopeHasExpiredThenIsEmptyAndTheStoreIsNotAsked() {
        AccessScope scope = guard.world.scope(ACME);
        guard.world.clock().advance(SealedWorld.GRANT_LIFETIME);
        ScriptedStore store = new ScriptedStore(guard.store, ChunkStore::search);
        assertEmpty(
                guard.before(store).build().retrieve(guard.request(scope, QUESTION, 4)), WithholdCode.SCOPE_EXPIRED);
        assertThat(store.asked).isEmpty();
    }

    @Test
    void answerWhenAScreenThrowsThenIsEmpty() {
        assertEmpty(
                askWith(set -> {
                    throw new IllegalStateException("broken screen");
                }),
                WithholdCode.INTERNAL);
    }

    @Test
    void answerWhenAScreenObjectsTwiceToTheSameThenIsEmpty() {
        assertEmpty(
                askWith(set -> List.of(new Objection(0, 1), new Objection(1, 1), new Objection(0, 0.5))),
                WithholdCode.INTERNAL);
    }

    @Test
    void answerWhenAScreenObjectsToWhatIsNotThereThenIsEmpty() {
        assertEmpty(askWith(set -> List.of(new Objection(set.size(), 1))), WithholdCode.INTERNAL);
    }

    @Test
    void answerWhenItCannotBeRecordedThenIsEmpty() {
        GuardedContext context = guard.before(guard.store, event -> {
                    throw new AuditException("the disk is full");
                })
                .build()
                .retrieve(guard.request(ACME, QUESTION, 4));
        assertEmpty(context, WithholdCode.AUDIT_FAILED);
    }

    @Test
    void failureWhenItCannotBeRecordedThenIsStillAnEmptyAnswer() {
        ChunkStore failing = new ScriptedStore(guard.store, (inner, query) -> {
            throw new StoreException("out of reach");
        });
        GuardedContext context = guard.before(failing, event -> {
                    throw new IllegalStateException("the sink broke");
                })
                .build()
                .retrieve(guard.request(ACME, QUESTION, 4));
        assertEmpty(context, WithholdCode.AUDIT_FAILED);
    }

    @Test
    void answerWhenTheDigestKeyIsGoneThenIsEmpty() {
        GuardedContext context = RetrievalFirewall.builder(
                        guard.store,
                        guard.world.heads(),
                        guard.events::add,
                        (tenant, purpose, message) -> {
                            throw new KeyUnavailableException("the digest key of tenant " + tenant + " is gone");
                        },
                        guard.world.clock())
                .build()
                .retrieve(guard.request(ACME, QUESTION, 4));
        assertEmpty(context, WithholdCode.AUDIT_FAILED);
        assertThat(guard.events).isEmpty();
    }

    @Test
    void answerWhenALogCannotBeReadThenIsEmpty() {
        HeadReader heads = new HeadReader(
                new BrokenLog(), guard.world.trusted(), SeenPositions.inMemory(), guard.world.clock(), Duration.ZERO);
        GuardedContext context = RetrievalFirewall.builder(
                        guard.store, heads, guard.events::add, guard.world.digests(), guard.world.clock())
                .build()
                .retrieve(guard.request(ACME, QUESTION, 4));
        assertEmpty(context, WithholdCode.HEADS_UNREADABLE);
    }

    @Test
    void answerWhenTheLogOfOneTenantIsTamperedWithThenSaysSoAndHoldsTheOther() {
        guard.ingest(HANDBOOK, "shared", "the lock keeper's handbook begins with the weather");
        guard.world.memoryLog().tamper(ACME, entries -> entries.subList(0, 1));
        GuardedContext context = ask(guard.store);
        assertThat(ids(context)).containsExactly("handbook/shared/1/0");
        assertThat(codes(context)).containsExactly(WithholdCode.LOG_REFUSED);
    }

    @Test
    void answerWhenTheCheckpointHasExpiredThenIsEmptyAndSaysWhy() {
        guard.world.clock().advance(SealedWorld.CHECKPOINT_LIFETIME);
        assertEmpty(ask(guard.store), WithholdCode.CHECKPOINT_EXPIRED);
    }

    @Test
    void answerWhenScansAreTooOldAndTheRulesBreakThenHoldsFewer() {
        String broken = "lock 3 makes every detector crash";
        guard.ingest(ACME, "locks-broken", broken);
        guard.world.writer().requireEpoch(guard.world.grant(ACME, WriteAction.REVOKE), 2);
        assertThat(askScreening(() -> {
                    throw new IllegalStateException("the model is gone");
                }))
                .isEmpty();
        assertThat(askScreening(() -> {
                    throw new NoClassDefFoundError("the runtime is gone");
                }))
                .isEmpty();
        assertThat(askScreening(new CountingRules()::screener)).hasSize(6).doesNotContain("acme/locks-broken/1/0");
    }

    private List<String> askScreening(Supplier<Screener> rules) {
        try (PassageScreen screen = new PassageScreen(
                rules, VerdictCache.ofEntries(10), PassageScreen.Budget.STANDARD, guard.world.clock())) {
            return ids(guard.before(guard.store)
                    .passageScreen(screen)
                    .build()
                    .retrieve(guard.request(ACME, QUESTION, 10)));
        }
    }

    private GuardedContext ask(ChunkStore store) {
        return guard.before(store).build().retrieve(guard.request(ACME, QUESTION, 4));
    }

    private GuardedContext askWith(Function<PassageSet, List<Objection>> objections) {
        SetScreen screen = new SetScreen() {
            @Override
            public WithholdCode code() {
                return WithholdCode.OTHER_SCREEN;
            }

            @Override
            public List<Objection> objections(PassageSet set) {
                return objections.apply(set);
            }
        };
        return guard.before(guard.store)
                .screens(SetScreens.of(List.of(new SetScreens.Rule(screen, SetScreens.Response.ANNOTATE))))
                .build()
                .retrieve(guard.request(ACME, QUESTION, 4));
    }

    private static void assertEmpty(GuardedContext context, WithholdCode code) {
        assertThat(context.chunks()).isEmpty();
        assertThat(context.citations()).isEmpty();
        assertThat(context.text()).isEmpty();
        assertThat(codes(context)).containsExactly(code);
    }

    @SuppressWarnings("NullAway") // a store that breaks its types is the point
    private static SearchResult nothingAtAll() {
        return null;
    }

    /** A log that nobody can read. */
    private static final class BrokenLog implements HeadLog {
        @Override
        public Set<TenantId> tenants() {
            return Set.of();
        }

        @Override
        public List<byte[]> read(TenantId tenant, long sequence, int limit) {
            throw new HeadLogException("the disk is gone");
        }

        @Override
        public void append(TenantId tenant, Function<LogPosition, List<byte[]>> entries) {
            throw new HeadLogException("the disk is gone");
        }

        @Override
        public void close() {}
    }
}
