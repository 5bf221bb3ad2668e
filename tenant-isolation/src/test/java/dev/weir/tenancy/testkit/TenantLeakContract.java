package dev.weir.tenancy.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.tenancy.seal.SealFault;
import dev.weir.tenancy.store.ChunkStore;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/**
 * I7 over any store: what is served is a part of the brute-force answer whatever the store does, an honest store gives all of
 * it, and each row that a lie touched is refused for the exact reason. Extend it and open your store; {@code -Dtest.queries}
 * and {@code -Dtest.trials} say how many questions and lies, {@code -Dtest.seed} repeats a run.
 */
public abstract class TenantLeakContract {

    /** Opens an empty store, many times; each is closed before the next is opened. */
    protected abstract ChunkStore open(InstantSource clock);

    /** How many questions are asked if nothing else is said. */
    protected int queries() {
        return 3_000;
    }

    /** How many lies are told if nothing else is said. */
    protected int trials() {
        return 1_000;
    }

    @Test
    void answerWhenTheStoreIsHonestOrLiesThenHoldsNothingForeign() {
        int queries = Integer.getInteger("test.queries", queries());
        LeakSuite.Report report =
                LeakSuite.over(this::open, TenancyPath::new, LeakSuite.seed()).run(queries);

        System.out.println(report);
        assertThat(report.leaks()).as("%s", report).isEmpty();
        assertThat(report.differences()).as("%s", report).isEmpty();
        assertThat(report.queries()).isEqualTo(queries);
        // In a few random worlds many a reader may see nothing; were it all of them, this would test nothing.
        assertThat(report.nonEmpty()).as("%s", report).isGreaterThanOrEqualTo(report.honest() / 10);
    }

    @Test
    void rowsWhenTheStoreLiesThenAreRefusedForTheExactReason() {
        int trials = Integer.getInteger("test.trials", trials());
        LyingTrials.Report report = LyingTrials.run(this::open, LeakSuite.seed(), trials);

        System.out.println(report);
        assertThat(report.foreign()).as("%s", report).isEmpty();
        assertThat(report.wrong()).as("%s", report).isEmpty();
        assertThat(report.trials()).isEqualTo(trials);
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
