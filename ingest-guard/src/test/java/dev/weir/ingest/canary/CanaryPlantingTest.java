package dev.weir.ingest.canary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.ingest.IngestGuard;
import dev.weir.ingest.IngestOutcome;
import dev.weir.ingest.testkit.IngestWorld;
import dev.weir.tenancy.AccessScope;
import dev.weir.tenancy.Label;
import dev.weir.tenancy.Principal;
import dev.weir.tenancy.ScopeResolver;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.WriteRefusedException;
import dev.weir.tenancy.WriteRequest;
import dev.weir.tenancy.canary.Canaries;
import dev.weir.tenancy.canary.Canary;
import dev.weir.tenancy.keys.TenantDigests;
import dev.weir.tenancy.seal.SealCheck;
import dev.weir.tenancy.seal.VerifiedChunk;
import dev.weir.tenancy.testkit.SealedWorld;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CanaryPlantingTest {
    private static final String PASSAGE = "The reading room is quiet after noon.";

    @TempDir
    Path root;

    private IngestWorld world;
    private Canaries canaries;
    private CanaryPlanting planting;

    @BeforeEach
    void open() {
        world = new IngestWorld(root);
        canaries = new Canaries(world.sealed().digests());
        planting = new CanaryPlanting(world.balanced(), IngestWorld.BATCH);
    }

    @Test
    void canaryWhenPlantedThenSealedAndReadByNobodyOutsideItsGroup() {
        Canary canary = canaries.of(IngestWorld.ACME, 0);
        assertThat(planting.plant(canary, PASSAGE, grant(canary, Canaries.LABEL)))
                .isInstanceOf(IngestOutcome.Sealed.class);
        assertThat(world.readable()).isEmpty();
        assertThat(world.rows()).hasSize(1);

        List<VerifiedChunk> chunks = readBy("thief-catcher", "weir-canary");
        assertThat(chunks).singleElement().satisfies(chunk -> {
            assertThat(chunk.text()).isEqualTo(PASSAGE + " " + canary.sentence());
            assertThat(chunk.head().tag().labels()).containsExactly(Canaries.LABEL);
            assertThat(chunk.facts().provenance().source()).isEqualTo(canary.source());
        });
    }

    @Test
    void canaryWhenPlantedAgainThenOneDocument() {
        Canary canary = canaries.of(IngestWorld.ACME, 1);
        planting.plant(canary, PASSAGE, grant(canary, Canaries.LABEL));
        planting.plant(canary, "", grant(canary, Canaries.LABEL));
        assertThat(readBy("thief-catcher", "weir-canary"))
                .extracting(VerifiedChunk::text)
                .containsExactly(canary.sentence());
    }

    @Test
    void canaryWhenTheGrantHasAnotherLabelThenRefusedAndNothingIsStored() {
        Canary canary = canaries.of(IngestWorld.ACME, 2);
        for (WriteGrant grant : List.of(
                grant(canary),
                grant(canary, Label.ofGroup("finance")),
                grant(canary, Canaries.LABEL, Label.ofGroup("finance")))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> planting.plant(canary, PASSAGE, grant))
                    .withMessageNotContaining(canary.token());
        }
        assertThat(world.rows()).isEmpty();
    }

    @Test
    void canaryWhenOfAnotherTenantThenRefused() {
        Canary foreign = canaries.of(SealedWorld.GLOBEX, 0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> planting.plant(foreign, PASSAGE, grant(foreign, Canaries.LABEL)));
        assertThat(world.rows()).isEmpty();
    }

    @Test
    void canaryWhenTheGrantIsForAnotherSourceThenRefused() {
        WriteGrant other = grant(canaries.of(IngestWorld.ACME, 4), Canaries.LABEL);
        assertThatExceptionOfType(WriteRefusedException.class)
                .isThrownBy(() -> planting.plant(canaries.of(IngestWorld.ACME, 3), PASSAGE, other));
        assertThat(world.rows()).isEmpty();
    }

    /** The example of docs/egress.md. */
    @Test
    void exampleWhenRunThenPlantedAndAsThePageShowsIt() throws IOException {
        assertThat(example(
                        world.balanced(),
                        world.sealed().digests(),
                        IngestWorld.ACME,
                        world.sealed().scopes(),
                        PASSAGE))
                .isInstanceOf(IngestOutcome.Sealed.class);
        String code =
                Files.readAllLines(Path.of("src/test/java/dev/weir/ingest/canary/CanaryPlantingTest.java")).stream()
                        .dropWhile(line -> !line.strip().equals("// example"))
                        .skip(1)
                        .takeWhile(line -> !line.strip().equals("// end"))
                        .collect(Collectors.joining());
        assertThat(code).isNotBlank();
        assertThat(Files.readString(Path.of("../docs/egress.md")).replaceAll("\\s", ""))
                .contains(code.replaceAll("\\s", ""));
    }

    private static IngestOutcome example(
            IngestGuard guard, TenantDigests digests, TenantId tenant, ScopeResolver scopes, String passage) {
        Principal planter = new Principal("planter", tenant, Set.of("weir-canary"), Principal.AuthenticatedBy.SERVICE);
        // example
        Canary canary = new Canaries(digests).of(tenant, 0);
        WriteGrant grant = scopes.resolveWrite(
                planter, // in the group weir-canary
                new WriteRequest(tenant, WriteAction.INGEST, canary.source().uri(), Set.of(Canaries.LABEL), Set.of()));
        IngestOutcome outcome = new CanaryPlanting(guard, "canaries").plant(canary, passage, grant);
        // end
        return outcome;
    }

    private WriteGrant grant(Canary canary, Label... labels) {
        Principal planter = new Principal(
                "planter", IngestWorld.ACME, Set.of("weir-canary", "finance"), Principal.AuthenticatedBy.SERVICE);
        return world.sealed()
                .scopes()
                .resolveWrite(
                        planter,
                        new WriteRequest(
                                IngestWorld.ACME,
                                WriteAction.INGEST,
                                canary.source().uri(),
                                Set.of(labels),
                                Set.of()));
    }

    private List<VerifiedChunk> readBy(String subject, String... groups) {
        world.sealed().heads().refresh(IngestWorld.ACME);
        AccessScope scope = world.sealed().scope(SealedWorld.reader(IngestWorld.ACME, subject, groups));
        return world.rows().stream()
                .map(row -> world.sealed().verifier().verify(row, scope))
                .filter(SealCheck.Intact.class::isInstance)
                .map(check -> ((SealCheck.Intact) check).chunk())
                .toList();
    }
}
