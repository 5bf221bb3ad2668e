package dev.weir.adapters.pgvector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.tenancy.seal.SealFault;
import dev.weir.tenancy.testkit.LeakSuite;
import dev.weir.tenancy.testkit.LyingTrials;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever lie is told over Postgres, no foreign text comes of it, and each row is refused for the exact reason. */
@Tag("postgres")
class PgVectorLyingStoresTest {
    private static final int TRIALS = Integer.getInteger("test.trials", 2_000);

    @Test
    void rowsWhenTheStoreLiesThenAreRefusedForTheExactReason() {
        LyingTrials.Report report =
                LyingTrials.run(clock -> PostgresServer.empty().quickStore(clock), LeakSuite.seed(), TRIALS);

        System.out.println(report);
        assertThat(report.foreign()).as("%s", report).isEmpty();
        assertThat(report.wrong()).as("%s", report).isEmpty();
        assertThat(report.trials()).isEqualTo(TRIALS);
        assertThat(report.verdicts())
                .containsKeys(
                        "INTACT",
                        "OUT_OF_SCOPE",
                        SealFault.UNSEALED.name(),
                        SealFault.MALFORMED_SEAL.name(),
                        SealFault.WRONG_ROW.name(),
                        SealFault.TEXT_ALTERED.name(),
                        SealFault.VECTOR_ALTERED.name(),
                        SealFault.ERASED.name(),
                        SealFault.STALE_VERSION.name());
    }
}
