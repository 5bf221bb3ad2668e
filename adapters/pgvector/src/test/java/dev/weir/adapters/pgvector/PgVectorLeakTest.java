package dev.weir.adapters.pgvector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.tenancy.testkit.LeakSuite;
import dev.weir.tenancy.testkit.TenancyPath;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** I7 over Postgres: what is served is a part of the oracle's answer, and an honest store gives all of it. */
@Tag("postgres")
class PgVectorLeakTest {
    private static final int QUERIES = Integer.getInteger("test.queries", 6_000);

    @Test
    void nothingLeaksWhateverTheStoreDoes() {
        LeakSuite.Report report = LeakSuite.over(
                        clock -> PostgresServer.empty().store(clock), TenancyPath::new, LeakSuite.seed())
                .run(QUERIES);

        System.out.println(report);
        assertThat(report.leaks()).as("%s", report).isEmpty();
        assertThat(report.differences()).as("%s", report).isEmpty();
        assertThat(report.queries()).isEqualTo(QUERIES);
        assertThat(report.nonEmpty()).as("%s", report).isGreaterThanOrEqualTo(report.honest() * 8 / 10);
    }
}
