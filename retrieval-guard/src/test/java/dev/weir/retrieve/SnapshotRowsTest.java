package dev.weir.retrieve;

import static dev.weir.retrieve.GuardWorld.codes;
import static dev.weir.retrieve.GuardWorld.ids;
import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static dev.weir.tenancy.testkit.SealedWorld.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.retrieve.context.GuardedContext;
import dev.weir.retrieve.screen.Mode;
import dev.weir.retrieve.screen.PassageScreen;
import dev.weir.retrieve.screen.VerdictCache;
import dev.weir.retrieve.verify.ScanNote;
import dev.weir.retrieve.verify.WithholdCode;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.TrustTier;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.heads.AdoptionSnapshot;
import dev.weir.tenancy.heads.DocumentHead;
import dev.weir.tenancy.seal.DocumentDraft;
import dev.weir.tenancy.seal.SealedDocument;
import dev.weir.tenancy.testkit.SealedWorld;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes at query time of rows that are not adopted and that a snapshot vouches for. */
class SnapshotRowsTest {
    private static final String QUESTION = "what is kept in the northern shed";
    private static final PassageScreen.Budget AMPLE = new PassageScreen.Budget(100, Duration.ofHours(1));

    private final GuardWorld guard = new GuardWorld();
    private final CountingRules rules = new CountingRules();
    private final Instant deadline = SealedWorld.START.plus(Duration.ofHours(20));
    private final List<DocumentHead> heads = new ArrayList<>();

    @BeforeEach
    void logWithAnEntry() {
        guard.world.writer().checkpoint(ACME);
    }

    private WriteGrant grant() {
        return guard.world.grant(ACME, WriteAction.INGEST).lowerTrust(TrustTier.ADOPTED);
    }

    /** Seals and writes a document whose head is in no log. */
    private void write(String document, String... texts) {
        SealedDocument sealed = seal(document, deadline, texts);
        guard.store.write(grant(), sealed, Map.of());
        heads.add(sealed.head());
    }

    private SealedDocument seal(String document, Instant expiresAt, String... texts) {
        DocumentDraft draft = guard.world.draft(document, 1, texts);
        return guard.world
                .sealer()
                .seal(
                        grant(),
                        guard.world.draft(
                                document,
                                1,
                                draft.source().uri(),
                                draft.batch(),
                                expiresAt,
                                draft.stamp(),
                                draft.chunks()));
    }

    private AdoptionSnapshot snapshot() {
        return AdoptionSnapshot.sign(
                grant(),
                "wiki",
                deadline,
                heads,
                guard.world.signer(),
                guard.world.worldKeys().get(),
                guard.world.clock());
    }

    private RetrievalFirewall.Builder firewall() {
        return guard.before(guard.store).snapshots(List.of(snapshot()));
    }

    private PassageScreen screen(PassageScreen.Budget budget) {
        return new PassageScreen(rules::screener, VerdictCache.ofEntries(100), budget, guard.world.clock());
    }

    private GuardedContext ask(TenantId tenant) {
        try (PassageScreen screen = screen(AMPLE)) {
            return firewall().passageScreen(screen).build().retrieve(guard.request(tenant, QUESTION, 8));
        }
    }

    @Test
    void rowWhenCleanThenIsServedWithANoteItsTierAndWhoAttests() {
        write("shed", "ropes lie in the shed");

        GuardedContext context = ask(ACME);

        assertThat(ids(context)).containsExactly("acme/shed/1/0");
        assertThat(context.withheld()).isEmpty();
        assertThat(context.citations()).singleElement().satisfies(cited -> {
            assertThat(cited.annotations()).contains(ScanNote.SNAPSHOT);
            assertThat(cited.trust()).isEqualTo(TrustTier.ADOPTED);
            assertThat(cited.attester()).isEqualTo(SealedWorld.INGESTER);
        });
        assertThat(rules.seen).containsExactly("ropes lie in the shed");
    }

    @Test
    void rowWhenServedThenIsNotQueuedForARescan() {
        write("shed", "ropes lie in the shed");
        List<Set<?>> offered = new ArrayList<>();
        try (PassageScreen screen = screen(AMPLE)) {
            firewall()
                    .passageScreen(screen)
                    .rescanQueue((tenant, documents) -> offered.add(documents))
                    .build()
                    .retrieve(guard.request(ACME, QUESTION, 8));
        }
        assertThat(offered).isEmpty();
    }

    @Test
    void rowWhenThereIsNoSnapshotThenIsNotFound() {
        write("shed", "ropes lie in the shed");
        try (PassageScreen screen = screen(AMPLE)) {
            GuardedContext context =
                    guard.before(guard.store).passageScreen(screen).build().retrieve(guard.request(ACME, QUESTION, 8));
            assertThat(context.chunks()).isEmpty();
        }
        assertThat(rules.seen).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void rowWhenTheRulesFlagItThenIsWithheldWhateverTheMode(Mode mode) {
        write("shed", "ropes lie in the shed");
        write("pit", "poison is kept in the pit");
        try (PassageScreen screen = screen(AMPLE)) {
            GuardedContext context =
                    firewall().passageScreen(screen).mode(mode).build().retrieve(guard.request(ACME, QUESTION, 8));
            assertThat(ids(context)).containsExactly("acme/shed/1/0");
            assertThat(codes(context)).containsExactly(WithholdCode.RESCREEN_FLAGGED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"unreadable", "crash", "missing"})
    void rowWhenItIsNotJudgedThenIsWithheld(String word) {
        write("odd", "this text is " + word);
        GuardedContext context = ask(ACME);
        assertThat(context.chunks()).isEmpty();
        assertThat(codes(context)).containsExactly(WithholdCode.SNAPSHOT_UNSCREENED);
    }

    @Test
    void rowWhenNothingScreensThenIsWithheld() {
        write("shed", "ropes lie in the shed");
        GuardedContext context = firewall().build().retrieve(guard.request(ACME, QUESTION, 8));
        assertThat(context.chunks()).isEmpty();
        assertThat(codes(context)).containsExactly(WithholdCode.SNAPSHOT_UNSCREENED);
    }

    @Test
    void rowWhenTheDeadlineHasComeThenHasExpiredAndIsNotScreened() {
        write("shed", "ropes lie in the shed");
        AdoptionSnapshot signed = snapshot();
        guard.world.clock().set(deadline);
        try (PassageScreen screen = screen(AMPLE)) {
            GuardedContext context = guard.before(guard.store)
                    .snapshots(List.of(signed))
                    .passageScreen(screen)
                    .build()
                    .retrieve(guard.request(ACME, QUESTION, 8));
            assertThat(context.chunks()).isEmpty();
            assertThat(codes(context)).containsExactly(WithholdCode.EXPIRED);
        }
        assertThat(rules.seen).isEmpty();
    }

    @Test
    void rowWhenItsDocumentIsAdoptedThenIsServedWithoutNoteAndUnscreened() {
        write("shed", "ropes lie in the shed");
        guard.world.publish(
                grant(),
                seal("shed", DocumentHead.NEVER, "ropes lie in the shed").head());

        GuardedContext context = ask(ACME);

        assertThat(ids(context)).containsExactly("acme/shed/1/0");
        assertThat(context.chunks().getFirst().annotations()).doesNotContain(ScanNote.SNAPSHOT);
        assertThat(rules.seen).isEmpty();
    }

    @Test
    void rowWhenAnotherTenantAsksThenIsNotThere() {
        write("shed", "ropes lie in the shed");
        GuardedContext context = ask(GLOBEX);
        assertThat(context.chunks()).isEmpty();
        assertThat(context.withheld()).isEmpty();
    }

    @Test
    void firewallWhenTwoSnapshotsAreOfOneTenantThenIsNotBuilt() {
        write("shed", "ropes lie in the shed");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> guard.before(guard.store)
                        .snapshots(List.of(snapshot(), snapshot()))
                        .build());
    }
}
