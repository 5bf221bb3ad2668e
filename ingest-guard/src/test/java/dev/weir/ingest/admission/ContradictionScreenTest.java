package dev.weir.ingest.admission;

import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static dev.weir.tenancy.testkit.SealedWorld.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.ingest.segment.Segment;
import dev.weir.ingest.verdict.CorpusSign;
import dev.weir.ingest.verdict.RationaleCode;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.TrustTier;
import dev.weir.tenancy.chunk.ChunkId;
import dev.weir.tenancy.chunk.DocumentId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContradictionScreenTest {
    private static final String TRUSTED = "The travel allowance for the Lisbon office is 15,000 euros a year.";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            The travel allowance for the Lisbon office is 15,500 euros a year.
            Travel allowance of the Lisbon office: 99 euros a year.
            The travel allowance for the Lisbon office is not 15000 euros a year.
            """)
    void sentenceWhenItSaysOtherwiseThenHeldAndTheChunkIsNamed(String sentence) {
        CorpusSign sign = screen(ACME, TrustTier.INTERNAL, "other")
                .screen(Arriving.document("d").saying("An introduction comes first. " + sentence))
                .getFirst();
        assertThat(sign.code()).isEqualTo(RationaleCode.CONTRADICTS_TRUSTED);
        assertThat(sign.holds()).isTrue();
        assertThat(sign.about()).isEqualTo(id(ACME, "other").toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            The travel allowance for the Lisbon office is 15000 euros a year.
            The travel allowance for the Lisbon office is 15.000 euros a year, since 2020.
            The canteen of the Porto office serves 300 meals on every working day.
            Lisbon has 15,500 euros.
            """)
    void sentenceWhenItSaysTheSameOrSomethingElseThenQuiet(String sentence) {
        assertThat(screen(ACME, TrustTier.INTERNAL, "other")
                        .screen(Arriving.document("d").saying(sentence)))
                .isEmpty();
    }

    @Test
    void monthWhenAnotherThenHeld() {
        ContradictionScreen screen = new ContradictionScreen((tenant, vector, atLeast, k) -> List.of(new Neighbour(
                id(ACME, "other"), TrustTier.CURATED, "The annual report of the company is due in March.")));
        assertThat(screen.screen(Arriving.document("d").saying("The annual report of the company is due in October.")))
                .hasSize(1);
    }

    @Test
    void chunkWhenOneLongRowOfNumbersThenQuiet() {
        String row = "1" + ",1".repeat(Segment.MAX_LENGTH / 2 - 1);
        assertThat(screen(ACME, TrustTier.INTERNAL, "other")
                        .screen(Arriving.document("d").saying(row)))
                .isEmpty();
    }

    @Test
    void neighbourWhenNotMoreTrustedThenQuiet() {
        assertThat(screen(ACME, TrustTier.EXTERNAL, "other").screen(otherwise(TrustTier.EXTERNAL)))
                .isEmpty();
    }

    @Test
    void neighbourWhenOfTheSameDocumentThenQuiet() {
        assertThat(screen(ACME, TrustTier.INTERNAL, "d").screen(otherwise(TrustTier.EXTERNAL)))
                .isEmpty();
    }

    @Test
    void neighbourWhenOfAnotherTenantThenQuietWhateverTheLookUpReturns() {
        assertThat(screen(GLOBEX, TrustTier.CURATED, "other").screen(otherwise(TrustTier.EXTERNAL)))
                .isEmpty();
    }

    @Test
    void documentWhenOfTheHighestTierThenNothingIsLookedUp() {
        ContradictionScreen screen = new ContradictionScreen((tenant, vector, atLeast, k) -> {
            throw new IllegalStateException("there is no higher tier");
        });
        assertThat(screen.screen(otherwise(TrustTier.CURATED))).isEmpty();
    }

    @Test
    void lookUpWhenAskedThenForTheTenantAndTheNextTier() {
        ContradictionScreen screen = new ContradictionScreen((tenant, vector, atLeast, k) -> {
            assertThat(tenant).isEqualTo(ACME);
            assertThat(atLeast).isEqualTo(TrustTier.INTERNAL);
            assertThat(k).isEqualTo(5);
            return List.of();
        });
        assertThat(screen.screen(otherwise(TrustTier.EXTERNAL))).isEmpty();
    }

    private static Arrival otherwise(TrustTier trust) {
        return Arriving.document("d")
                .trusted(trust)
                .saying("The travel allowance for the Lisbon office is 15,500 euros a year.");
    }

    private static ContradictionScreen screen(TenantId tenant, TrustTier trust, String document) {
        return new ContradictionScreen(
                (asked, vector, atLeast, k) -> List.of(new Neighbour(id(tenant, document), trust, TRUSTED)));
    }

    private static ChunkId id(TenantId tenant, String document) {
        return new ChunkId(tenant, new DocumentId(document), 1, 0);
    }
}
