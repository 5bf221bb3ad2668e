package dev.weir.tenancy.store;

import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static dev.weir.tenancy.testkit.SealedWorld.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.tenancy.AccessTag;
import dev.weir.tenancy.Label;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.testkit.SealedWorld;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScopeFilterTest {
    private final SealedWorld world = SealedWorld.inMemory();
    private final AccessTag open = new AccessTag(ACME, Set.of(new Label("tenant")), Set.of());
    private final AccessTag finance = new AccessTag(ACME, Set.of(Label.ofGroup("finance")), Set.of());

    ScopeFilterTest() {
        InMemoryChunkStore store = new InMemoryChunkStore(world.clock());
        world.ingest(store, world.grant(ACME, WriteAction.INGEST), world.draft("open", 1, "text"));
        world.ingest(
                store,
                world.grant(ACME, WriteAction.INGEST, finance.labels(), Set.of()),
                world.draft("finance", 1, "text"));
    }

    @Test
    void rowOfThePermittedTenantAndTagMatches() {
        assertThat(filter().matches("acme", open.token())).isTrue();
    }

    @Test
    void rowOfAnotherTenantWithThePermittedTokenDoesNotMatch() {
        assertThat(filter().matches(GLOBEX.value(), open.token())).isFalse();
    }

    @Test
    void oddTenantsDoNotMatch() {
        for (String tenant : new String[] {"", " ", "acme ", "ACME", "acme1", "acm", "*", "[\"acme\"]", "acme\0"}) {
            assertThat(filter().matches(tenant, open.token())).as("%s", tenant).isFalse();
        }
    }

    @Test
    void rowWithAnotherTagDoesNotMatch() {
        assertThat(filter().matches("acme", finance.token())).isFalse();
        assertThat(filter().matches("acme", "")).isFalse();
    }

    @Test
    void filterNamesExactlyThePermittedTokens() {
        assertThat(filter().tokens()).isEqualTo(java.util.Map.of(ACME, Set.of(open.token())));
    }

    private ScopeFilter filter() {
        return world.byText(world.scope(ACME), "text", 1).filter();
    }
}
