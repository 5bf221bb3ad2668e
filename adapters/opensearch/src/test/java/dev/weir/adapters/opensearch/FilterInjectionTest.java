package dev.weir.adapters.opensearch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.tenancy.store.ChunkStore;
import dev.weir.tenancy.testkit.FilterInjectionContract;
import dev.weir.tenancy.testkit.InjectionCorpus;
import java.time.InstantSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.opensearch.client.opensearch._types.query_dsl.Query;

@Tag("opensearch")
class FilterInjectionTest extends FilterInjectionContract {
    @Override
    protected ChunkStore open(InstantSource clock) {
        return OpenSearchServer.empty(clock);
    }

    @Test
    void tenantWhenNearlyAnothersThenFindsNoRow() {
        Rows rows = new Rows(new Server(OpenSearchServer.client()), OpenSearchServer.INDEX);
        for (String name : InjectionCorpus.nearlyTenants()) {
            Query tenant = FilterCompiler.term(Row.TENANT, name);
            assertThat(rows.count(tenant, 10)).as(name).isEqualTo(name.equals("globex") ? 10 : 0);
        }
        assertThat(rows.count(FilterCompiler.term(Row.TENANT, "acme"), 10)).isEqualTo(10);
    }
}
