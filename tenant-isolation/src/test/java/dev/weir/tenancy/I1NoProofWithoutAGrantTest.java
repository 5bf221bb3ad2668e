package dev.weir.tenancy;

import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static dev.weir.tenancy.testkit.SealedWorld.GLOBEX;
import static dev.weir.tenancy.testkit.SealedWorld.HANDBOOK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.tenancy.heads.DocumentHead;
import dev.weir.tenancy.policy.Policies;
import dev.weir.tenancy.seal.SealedChunk;
import dev.weir.tenancy.seal.SealedDocument;
import dev.weir.tenancy.seal.VerifiedChunk;
import dev.weir.tenancy.store.ScopeFilter;
import dev.weir.tenancy.store.ScopedQuery;
import dev.weir.tenancy.testkit.SealedWorld;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** I1: no scope without a grant, no write without a write grant; a caller may only lower what policy gives. */
class I1NoProofWithoutAGrantTest {
    private static final List<Class<?>> PROOFS = List.of(
            AccessScope.class,
            WriteGrant.class,
            BreakGlass.class,
            SealedChunk.class,
            SealedDocument.class,
            VerifiedChunk.class,
            ScopedQuery.class,
            ScopeFilter.class);

    private final SealedWorld world = SealedWorld.inMemory();

    @Test
    void proofsAreFinalAndHaveNoConstructorThatOthersReach() {
        for (Class<?> proof : PROOFS) {
            assertThat(Modifier.isFinal(proof.getModifiers()))
                    .as("%s is final", proof)
                    .isTrue();
            assertThat(Arrays.stream(proof.getDeclaredConstructors())
                            .filter(made -> Modifier.isPublic(made.getModifiers())
                                    || Modifier.isProtected(made.getModifiers())))
                    .as("constructors of %s", proof)
                    .isEmpty();
        }
    }

    @Test
    void proofsHoldNothingThatCanBeSet() {
        for (Class<?> proof : PROOFS) {
            assertThat(Arrays.stream(proof.getDeclaredFields())
                            .filter(field -> !Modifier.isFinal(field.getModifiers())))
                    .as("fields of %s", proof)
                    .isEmpty();
        }
    }

    @Test
    void principalWithoutAnyGrantGetsNoScope() {
        Principal stranger = SealedWorld.reader(new TenantId("stranger"), "anna");

        assertThatThrownBy(() -> world.scope(stranger))
                .isInstanceOfSatisfying(
                        ScopeDeniedException.class,
                        denied -> assertThat(denied.code()).isEqualTo(DenialCode.NO_GRANT));
    }

    @Test
    void scopeIsWhatThePolicyGrants() {
        assertThat(world.scope(ACME).tenants()).containsExactly(ACME, HANDBOOK);
        assertThat(world.scope(GLOBEX).tenants()).containsExactly(GLOBEX, HANDBOOK);
        assertThat(world.scope(HANDBOOK).tenants()).containsExactly(HANDBOOK);
    }

    @Test
    void nobodyWritesInAnotherTenant() {
        Principal anna = SealedWorld.reader(ACME, "anna");
        for (WriteAction action : WriteAction.values()) {
            for (TenantId tenant : List.of(GLOBEX, HANDBOOK, new TenantId("unknown"))) {
                assertThatThrownBy(() -> world.scopes()
                                .resolveWrite(anna, new WriteRequest(tenant, action, "s", Set.of(), Set.of())))
                        .isInstanceOf(ScopeDeniedException.class);
            }
        }
    }

    @Test
    void serviceWritesInItsOwnTenantWhateverThePolicyAnswers() {
        ScopeResolver careless = new ScopeResolver(new Careless(), world.clock(), SealedWorld.GRANT_LIFETIME);
        Principal job = new Principal("nightly", ACME, Set.of(), Principal.AuthenticatedBy.SERVICE);
        for (WriteAction action : WriteAction.values()) {
            WriteRequest own = new WriteRequest(ACME, action, "s", Set.of(), Set.of());
            WriteRequest foreign = new WriteRequest(GLOBEX, action, "s", Set.of(), Set.of());

            assertThat(careless.resolveWrite(job, own).tenant()).isEqualTo(ACME);
            assertThatThrownBy(() -> careless.resolveWrite(job, foreign))
                    .isInstanceOfSatisfying(
                            ScopeDeniedException.class,
                            denied -> assertThat(denied.code()).isEqualTo(DenialCode.WRITE_NOT_ALLOWED));
        }
    }

    @Test
    void policyThatAnswersWithAnotherTenantsTagMintsNothing() {
        ScopeResolver careless = new ScopeResolver(
                new Careless() {
                    @Override
                    public WriteRequest.Answer mayWrite(Principal principal, WriteRequest request) {
                        return new WriteRequest.Answer.Allowed(
                                new AccessTag(GLOBEX, Set.of(new Label("tenant")), Set.of()), TrustTier.INTERNAL);
                    }
                },
                world.clock(),
                SealedWorld.GRANT_LIFETIME);

        assertThatThrownBy(() -> careless.resolveWrite(
                        SealedWorld.reader(ACME, "anna"),
                        new WriteRequest(ACME, WriteAction.INGEST, "s", Set.of(), Set.of())))
                .isInstanceOf(ScopeDeniedException.class);
    }

    @Test
    void nobodySetsALabelOrClearanceThatIsNotTheirs() {
        Principal anna = SealedWorld.reader(ACME, "anna", "finance");

        assertThatThrownBy(() -> world.scopes()
                        .resolveWrite(
                                anna,
                                new WriteRequest(
                                        ACME, WriteAction.INGEST, "s", Set.of(Label.ofGroup("legal")), Set.of())))
                .isInstanceOf(ScopeDeniedException.class);
        assertThatThrownBy(() -> world.scopes()
                        .resolveWrite(
                                anna,
                                new WriteRequest(
                                        ACME, WriteAction.INGEST, "s", Set.of(), Set.of(SealedWorld.RESTRICTED))))
                .isInstanceOf(ScopeDeniedException.class);
    }

    @Test
    void documentWithoutALabelGetsThePolicysDefault() {
        assertThat(world.grant(ACME, WriteAction.INGEST).tag())
                .isEqualTo(new AccessTag(ACME, Set.of(new Label("tenant")), Set.of()));
    }

    @Test
    void callerMayLowerTrustAndNeverRaiseIt() {
        WriteGrant grant = world.grant(ACME, WriteAction.INGEST);
        assertThat(grant.trust()).isEqualTo(TrustTier.INTERNAL);
        for (TrustTier tier : TrustTier.values()) {
            if (tier.compareTo(TrustTier.INTERNAL) <= 0) {
                assertThat(grant.lowerTrust(tier).trust()).isEqualTo(tier);
            } else {
                assertThatThrownBy(() -> grant.lowerTrust(tier)).isInstanceOf(WriteRefusedException.class);
            }
        }
        assertThatThrownBy(() -> grant.lowerTrust(TrustTier.UNKNOWN).lowerTrust(TrustTier.INTERNAL))
                .isInstanceOf(WriteRefusedException.class);
    }

    @Test
    void sealedDocumentSaysWhatTheGrantSaysAndNotWhatACallerSays() {
        DocumentHead head = world.sealer()
                .seal(world.grant(ACME, WriteAction.INGEST).lowerTrust(TrustTier.EXTERNAL), world.draft("d", 1, "t"))
                .head();

        assertThat(head.tag()).isEqualTo(world.grant(ACME, WriteAction.INGEST).tag());
        assertThat(head.trust()).isEqualTo(TrustTier.EXTERNAL);
        assertThat(head.attester()).isEqualTo(SealedWorld.INGESTER);
    }

    @Test
    void sealingNeedsAGrantThatIsLiveAndForIt() {
        WriteGrant ingest = world.grant(ACME, WriteAction.INGEST);
        for (WriteAction action : List.of(WriteAction.ERASE, WriteAction.RELABEL, WriteAction.REVOKE)) {
            assertThatThrownBy(() -> world.sealer().seal(world.grant(ACME, action), world.draft("d", 1, "t")))
                    .isInstanceOf(WriteRefusedException.class);
        }
        world.clock().advance(SealedWorld.GRANT_LIFETIME);
        assertThatThrownBy(() -> world.sealer().seal(ingest, world.draft("d", 1, "t")))
                .isInstanceOf(WriteRefusedException.class);
    }

    @Test
    void breakGlassStaysShutIfItsRecordFails() {
        assertThatThrownBy(() -> BreakGlass.unscoped(
                        SealedWorld.reader(ACME, "anna"), new Reason("a reason long enough"), opening -> {
                            throw new IllegalStateException("no audit log");
                        }))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void noPolicyIsNotAPermission() {
        assertThatThrownBy(() -> Policies.allOf(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    /** A policy that lets everybody write everywhere. */
    private static class Careless implements AccessPolicy {
        @Override
        public PolicyVersion version() {
            return new PolicyVersion("careless");
        }

        @Override
        public Set<Grant> readGrants(Principal principal) {
            return Set.of();
        }

        @Override
        public Decision decide(Principal principal, AccessTag tag) {
            return new Decision.Permit(version());
        }

        @Override
        public WriteRequest.Answer mayWrite(Principal principal, WriteRequest request) {
            return new WriteRequest.Answer.Allowed(
                    new AccessTag(request.tenant(), Set.of(new Label("tenant")), Set.of()), TrustTier.INTERNAL);
        }
    }
}
