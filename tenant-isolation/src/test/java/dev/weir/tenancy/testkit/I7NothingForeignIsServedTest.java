package dev.weir.tenancy.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** I7: what is served is a part of the brute-force answer, whatever the store does; an honest store gives all of it. */
class I7NothingForeignIsServedTest {
    private static final int QUERIES = Integer.getInteger("test.queries", 100_000);

    @Test
    void nothingLeaksWhateverTheStoreDoes() {
        LeakSuite.Report report = new LeakSuite(TenancyPath::new, LeakSuite.seed()).run(QUERIES);

        System.out.println(report);
        assertThat(report.leaks()).as("%s", report).isEmpty();
        assertThat(report.differences()).as("%s", report).isEmpty();
        assertThat(report.queries()).isEqualTo(QUERIES);
        assertThat(report.nonEmpty()).as("%s", report).isGreaterThanOrEqualTo(report.honest() * 8 / 10);
        assertThat(report.exposed()).as("%s", report).isGreaterThan(report.queries() / 2);
    }
}
