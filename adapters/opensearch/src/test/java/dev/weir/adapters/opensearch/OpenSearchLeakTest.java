package dev.weir.adapters.opensearch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.tenancy.testkit.LeakSuite;
import dev.weir.tenancy.testkit.TenancyPath;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** I7 over OpenSearch: what is served is a part of the oracle's answer, and an honest store gives all of it. */
@Tag("opensearch")
class OpenSearchLeakTest {
    private static final int QUERIES = Integer.getInteger("test.queries", 1_200);

    @Test
    void nothingLeaksWhateverTheStoreDoes() {
        LeakSuite.Report report = LeakSuite.over(OpenSearchServer::empty, TenancyPath::new, LeakSuite.seed())
                .run(QUERIES);

        System.out.println(report);
        assertThat(report.leaks()).as("%s", report).isEmpty();
        assertThat(report.differences()).as("%s", report).isEmpty();
        assertThat(report.queries()).isEqualTo(QUERIES);
        assertThat(report.nonEmpty()).as("%s", report).isGreaterThanOrEqualTo(report.honest() * 8 / 10);
    }
}
