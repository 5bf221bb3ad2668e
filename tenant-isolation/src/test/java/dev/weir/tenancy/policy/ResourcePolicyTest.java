package dev.weir.tenancy.policy;

import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static dev.weir.tenancy.testkit.SealedWorld.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.tenancy.AccessPolicy;
import dev.weir.tenancy.AccessTag;
import dev.weir.tenancy.Decision;
import dev.weir.tenancy.Label;
import dev.weir.tenancy.PolicyVersion;
import dev.weir.tenancy.Principal;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteRequest;
import dev.weir.tenancy.testkit.AccessPolicyContract;
import dev.weir.tenancy.testkit.MovableClock;
import dev.weir.tenancy.testkit.SealedWorld;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResourcePolicyTest extends AccessPolicyContract {
    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final AccessTag SPACE = new AccessTag(ACME, Set.of(ResourcePolicy.label("space")), Set.of());

    private final MovableClock clock = new MovableClock(SealedWorld.START);
    private final Principal anna = SealedWorld.reader(ACME, "anna");
    private final Principal paul = SealedWorld.reader(ACME, "paul", "finance");

    @TempDir
    private Path directory;

    @Override
    protected AccessPolicy policy(SplittableRandom random) {
        List<ResourceAcls.Readers> resources = List.of(
                new ResourceAcls.Readers(
                        ACME,
                        ResourcePolicy.label("one"),
                        some(random, List.of("anna", "chief")),
                        some(random, List.of("finance"))),
                new ResourceAcls.Readers(
                        GLOBEX,
                        ResourcePolicy.label("two"),
                        some(random, List.of("anna")),
                        some(random, List.of("legal"))));
        ResourceAcls.Snapshot snapshot =
                ResourceAcls.Snapshot.of(new PolicyVersion("drawn"), SealedWorld.START, resources);
        clock.set(SealedWorld.START.plusSeconds(random.nextInt(60)));
        return new ResourcePolicy(TenantPolicyTest.draw(random), () -> snapshot, BOUND, clock);
    }

    @Test
    void readerOfAResourceReadsItsDocumentsAndNobodyElseDoes() throws Exception {
        AccessPolicy policy = fromFile("acme space user:anna group:finance\n", Duration.ZERO);

        assertThat(policy.decide(anna, SPACE)).isInstanceOf(Decision.Permit.class);
        assertThat(policy.decide(paul, SPACE)).isInstanceOf(Decision.Permit.class);
        assertThat(policy.decide(SealedWorld.reader(ACME, "eve"), SPACE)).isInstanceOf(Decision.Deny.class);
        assertThat(policy.decide(SealedWorld.reader(GLOBEX, "anna"), SPACE)).isInstanceOf(Decision.Deny.class);
    }

    @Test
    void subjectIsNoGroupOfTheSameName() throws Exception {
        AccessPolicy policy = fromFile("acme space user:finance\n", Duration.ZERO);

        assertThat(policy.decide(paul, SPACE)).isInstanceOf(Decision.Deny.class);
    }

    @Test
    void clearancesAreStillAskedFor() throws Exception {
        AccessPolicy policy = fromFile("acme space user:anna\n", Duration.ZERO);

        assertThat(policy.decide(anna, new AccessTag(ACME, SPACE.labels(), Set.of(SealedWorld.RESTRICTED))))
                .isInstanceOf(Decision.Deny.class);
    }

    @Test
    void readerWhoIsTakenOutReadsNoMoreOnceTheFileIsLookedAtAgain() throws Exception {
        AccessPolicy policy = fromFile("acme space user:anna\n", Duration.ofSeconds(5));
        PolicyVersion before = policy.version();
        Files.writeString(directory.resolve("acls"), "acme space user:paul\n");
        clock.advance(Duration.ofMillis(4_999));
        assertThat(policy.decide(anna, SPACE)).isInstanceOf(Decision.Permit.class);

        clock.advance(Duration.ofMillis(1));

        assertThat(policy.decide(anna, SPACE)).isInstanceOf(Decision.Deny.class);
        assertThat(policy.version()).isNotEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "acme space everybody\n"})
    void fileThatCannotBeReadPermitsForTheBoundAndNoLonger(String content) throws Exception {
        AccessPolicy policy = fromFile("acme space user:anna\n", Duration.ZERO);
        Path file = directory.resolve("acls");
        if (content.isEmpty()) {
            Files.delete(file);
        } else {
            Files.writeString(file, content);
        }
        clock.advance(BOUND.minusMillis(1));
        assertThat(policy.decide(anna, SPACE)).isInstanceOf(Decision.Permit.class);

        clock.advance(Duration.ofMillis(1));

        assertThat(policy.decide(anna, SPACE)).isInstanceOf(Decision.Deny.class);
        assertThat(policy.decide(anna, new AccessTag(ACME, Set.of(TenantPolicy.DEFAULT_LABEL), Set.of())))
                .isInstanceOf(Decision.Permit.class);
    }

    @Test
    void readersOfAResourceWriteIntoIt() throws Exception {
        AccessPolicy policy = fromFile("acme space user:anna\n", Duration.ZERO);
        WriteRequest request = new WriteRequest(ACME, WriteAction.INGEST, "test:space", SPACE.labels(), Set.of());

        assertThat(policy.mayWrite(anna, request))
                .isInstanceOfSatisfying(
                        WriteRequest.Answer.Allowed.class,
                        allowed -> assertThat(allowed.tag()).isEqualTo(SPACE));
        assertThat(policy.mayWrite(paul, request)).isInstanceOf(WriteRequest.Answer.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "acme",
                "ACME space user:anna",
                "acme Space user:anna",
                "acme space anna",
                "acme space user:anna\nacme space user:paul"
            })
    void malformedFileIsRefused(String content) {
        assertThatIllegalArgumentException().isThrownBy(() -> fromFile(content, Duration.ZERO));
    }

    @Test
    void boundOfNothingIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ResourcePolicy(
                        SealedWorld.twoTenants(),
                        () -> ResourceAcls.Snapshot.of(new PolicyVersion("v"), SealedWorld.START, List.of()),
                        Duration.ZERO,
                        clock));
    }

    @Test
    void labelThatIsNoResourceIsNotGrantedByALookup() {
        ResourceAcls.Snapshot snapshot = ResourceAcls.Snapshot.of(
                new PolicyVersion("v"),
                SealedWorld.START,
                List.of(new ResourceAcls.Readers(ACME, new Label("group:finance"), Set.of("anna"), Set.of())));
        AccessPolicy policy = new ResourcePolicy(SealedWorld.twoTenants(), () -> snapshot, BOUND, clock);

        assertThat(policy.decide(anna, new AccessTag(ACME, Set.of(new Label("group:finance")), Set.of())))
                .isInstanceOf(Decision.Deny.class);
    }

    private AccessPolicy fromFile(String content, Duration lookAgainAfter) throws Exception {
        Path file = directory.resolve("acls");
        Files.writeString(file, content);
        TenantPolicy base = SealedWorld.twoTenants();
        assertThat(base.tenants()).contains(new TenantId("acme"));
        return new ResourcePolicy(base, FileResourceAcls.open(file, lookAgainAfter, clock), BOUND, clock);
    }
}
