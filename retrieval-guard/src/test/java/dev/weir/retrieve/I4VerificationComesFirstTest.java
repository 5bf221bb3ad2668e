package dev.weir.retrieve;

import static dev.weir.retrieve.GuardWorld.ids;
import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static dev.weir.tenancy.testkit.SealedWorld.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.retrieve.context.GuardedContext;
import dev.weir.retrieve.screen.Objection;
import dev.weir.retrieve.screen.PassageScreen;
import dev.weir.retrieve.screen.PassageSet;
import dev.weir.retrieve.screen.ScreenedChunk;
import dev.weir.retrieve.screen.SetScreen;
import dev.weir.retrieve.screen.SetScreens;
import dev.weir.retrieve.screen.VerdictCache;
import dev.weir.retrieve.verify.ScanNote;
import dev.weir.retrieve.verify.WithholdCode;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.seal.VerifiedChunk;
import dev.weir.tenancy.testkit.Lie;
import dev.weir.tenancy.testkit.LyingStore;
import dev.weir.tenancy.testkit.SealedWorld;
import java.lang.reflect.Modifier;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** I4: a context is built of screened chunks only, and nothing reads a row before it was verified. */
class I4VerificationComesFirstTest {
    private static final String QUESTION = "which pump feeds the upper basin";

    @ParameterizedTest
    @ValueSource(classes = {VerifiedChunk.class, ScreenedChunk.class, GuardedContext.class})
    void proofWhenLookedAtThenNobodyElseCanMakeOne(Class<?> proof) {
        assertThat(Modifier.isFinal(proof.getModifiers())).isTrue();
        assertThat(Stream.of(proof.getDeclaredConstructors()).map(each -> each.getModifiers()))
                .noneMatch(Modifier::isPublic)
                .noneMatch(Modifier::isProtected);
    }

    @ParameterizedTest
    @EnumSource
    void screenWhenStoreLiesThenSeesVerifiedPassagesOnly(Lie lie) {
        GuardWorld guard = new GuardWorld();
        Set<String> texts = new HashSet<>();
        for (int i = 0; i < 6; i++) {
            String text = "pump " + i + " is beside gate " + (i + 40);
            texts.add(text);
            guard.ingest(ACME, "pumps-" + i, text);
            guard.ingest(GLOBEX, "secrets-" + i, "globex keeps plan " + i + " in the cellar");
        }
        Witness witness = new Witness();
        RetrievalFirewall firewall = guard.before(new LyingStore(guard.store, lie, 7, SealedWorld.opening()))
                .screens(SetScreens.of(List.of(new SetScreens.Rule(witness, SetScreens.Response.ANNOTATE))))
                .build();
        for (int i = 0; i < 10; i++) {
            guard.breaker.reset();
            GuardedContext context = firewall.retrieve(guard.request(ACME, QUESTION, 4));
            assertThat(witness.seen).containsAll(ids(context));
        }
        assertThat(texts).containsAll(witness.texts);
    }

    @ParameterizedTest
    @EnumSource
    void rulesWhenScansAreTooOldAndTheStoreLiesThenSeeVerifiedTextsOnly(Lie lie) {
        GuardWorld guard = new GuardWorld();
        Set<String> texts = new HashSet<>();
        for (int i = 0; i < 6; i++) {
            String text = "pump " + i + " is beside gate " + (i + 40);
            texts.add(text);
            guard.ingest(ACME, "pumps-" + i, text);
            guard.ingest(GLOBEX, "secrets-" + i, "globex keeps plan " + i + " in the cellar");
        }
        for (TenantId tenant : List.of(ACME, GLOBEX)) {
            guard.world.writer().requireEpoch(guard.world.grant(tenant, WriteAction.REVOKE), 2);
        }
        CountingRules rules = new CountingRules();
        LyingStore store = new LyingStore(guard.store, lie, 7, SealedWorld.opening());
        try (PassageScreen screen = new PassageScreen(
                rules::screener, VerdictCache.ofEntries(1), PassageScreen.Budget.STANDARD, guard.world.clock())) {
            RetrievalFirewall firewall =
                    guard.before(store).passageScreen(screen).build();
            for (int i = 0; i < 10; i++) {
                guard.breaker.reset();
                GuardedContext context = firewall.retrieve(guard.request(ACME, QUESTION, 4));
                assertThat(context.chunks()).allSatisfy(each -> {
                    assertThat(rules.seen).contains(each.chunk().text());
                    assertThat(each.annotations()).contains(ScanNote.RESCREENED);
                });
            }
        }
        assertThat(texts).containsAll(rules.seen);
    }

    /** Objects to nothing and remembers what it was shown. */
    private static final class Witness implements SetScreen {
        private final Set<String> seen = new HashSet<>();
        private final Set<String> texts = new HashSet<>();

        @Override
        public WithholdCode code() {
            return WithholdCode.OTHER_SCREEN;
        }

        @Override
        public List<Objection> objections(PassageSet set) {
            for (int rank = 0; rank < set.size(); rank++) {
                seen.add(set.passage(rank).id());
                texts.add(set.passage(rank).text());
            }
            return List.of();
        }
    }
}
