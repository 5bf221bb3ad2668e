package dev.weir.tenancy.sabotage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.tenancy.testkit.LeakSuite;
import dev.weir.tenancy.testkit.TenancyPath;
import org.junit.jupiter.api.Test;

/** A short leak suite over many small worlds, for product code with a check missing; not a test of its own. */
class LeakSample {
    private static final int WORLDS = 12;
    private static final int QUERIES = 100;

    @Test
    void nothingLeaks() {
        for (int world = 0; world < WORLDS; world++) {
            LeakSuite.Report report = new LeakSuite(TenancyPath::new, world).run(QUERIES);
            assertThat(report.leaks()).isEmpty();
            assertThat(report.differences()).isEmpty();
        }
    }
}
