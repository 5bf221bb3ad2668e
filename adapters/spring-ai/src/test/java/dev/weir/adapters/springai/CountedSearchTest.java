package dev.weir.adapters.springai;

import static dev.weir.adapters.springai.SpringWorld.request;
import static dev.weir.adapters.springai.SpringWorld.texts;
import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static dev.weir.tenancy.testkit.SealedWorld.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.retrieve.verify.WithholdCode;
import dev.weir.tenancy.AccessScope;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.store.MetadataKeys;
import dev.weir.tenancy.testkit.RowLie;
import dev.weir.tenancy.testkit.SealedWorld;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.ai.document.Document;

/** The way in: a store that was filled without Weir, tenant by tenant. */
class CountedSearchTest {
    @TempDir
    Path root;

    private SpringWorld world;
    private final List<WithholdCode> counted = new ArrayList<>();

    @BeforeEach
    void open() {
        world = new SpringWorld(root);
        world.store.add(List.of(
                new Document("Old text of acme.", Map.of("tenant", "acme", "lang", "en")),
                new Document("Old text of globex.", Map.of("tenant", "globex", "lang", "en")),
                new Document("Old text of nobody.", Map.of("lang", "en"))));
        world.seal(ACME, "own", Map.of("lang", "en"), "Sealed text of acme.");
        world.seal(GLOBEX, "foreign", Map.of("lang", "en", "tenant", "acme"), "Sealed text of globex.");
    }

    private GuardedVectorStore counting(TenantId asker, TenantId... tenants) {
        return world.reading(asker)
                .countingFor(new CountedSearch(
                        world.store, "tenant", Set.of(tenants), world.world.heads(), world.world.clock(), counted::add))
                .build();
    }

    @Test
    void tenantWhenCountedThenItsOldRowsAreServedAndCountedAndNoOtherTenants() {
        assertThat(texts(counting(ACME, ACME), request("text").build()))
                .containsExactlyInAnyOrder("Old text of acme.", "Sealed text of acme.");
        assertThat(counted).containsExactly(WithholdCode.UNSEALED);
    }

    @Test
    void tenantWhenNotNamedThenEnforced() {
        assertThat(texts(counting(ACME, GLOBEX), request("text").build())).containsExactly("Sealed text of acme.");
        assertThat(texts(counting(GLOBEX, GLOBEX), request("text").build()))
                .containsExactlyInAnyOrder("Old text of globex.", "Sealed text of globex.");
    }

    @Test
    void rowWhenItsTextWasChangedThenServedAndCounted() {
        Document own = world.store.similaritySearch("Sealed text of acme.").getFirst();
        world.store.delete(List.of(own.getId()));
        world.store.add(List.of(new Document("Changed text of acme.", own.getMetadata())));

        assertThat(texts(counting(ACME, ACME), request("text").build()))
                .containsExactlyInAnyOrder("Old text of acme.", "Changed text of acme.");
        assertThat(counted).containsExactlyInAnyOrder(WithholdCode.UNSEALED, WithholdCode.TEXT_ALTERED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"weir_tenant", "weir_tenant,weir_tag", "weir_tenant,weir_tag,weir_chunk"})
    void rowWhenItsSealIsForeignThenDroppedWhateverItsMetadataSays(String forged) {
        Document own = world.store.similaritySearch("Sealed text of acme.").getFirst();
        Document foreign = world.store
                .similaritySearch(request("Sealed text of globex.")
                        .filterExpression("weir_tenant == 'globex'")
                        .build())
                .getFirst();
        Map<String, Object> metadata = new HashMap<>(foreign.getMetadata());
        for (String key : List.of(forged.split(","))) {
            metadata.put(key, own.getMetadata().get(key));
        }
        world.store.add(List.of(new Document(String.valueOf(foreign.getText()), metadata)));

        List<String> served = texts(counting(ACME, ACME), request("text").build());

        // An intact foreign row inside the filter opens the store's breaker, and then nothing is served.
        if (world.breaker.isOpen()) {
            assertThat(forged).isEqualTo("weir_tenant,weir_tag");
            assertThat(served).isEmpty();
        } else {
            assertThat(served).containsExactlyInAnyOrder("Old text of acme.", "Sealed text of acme.");
        }
    }

    @Test
    void rowWhenServedThenNoKeyOfWeirsComesAlong() {
        assertThat(counting(ACME, ACME).similaritySearch("text"))
                .isNotEmpty()
                .allSatisfy(
                        document -> assertThat(document.getMetadata().keySet()).noneMatch(MetadataKeys::isReserved));
    }

    @Test
    void searchWhenFilteredThenNarrower() {
        world.store.add(List.of(new Document("Alter Text von acme.", Map.of("tenant", "acme", "lang", "de"))));

        assertThat(texts(
                        counting(ACME, ACME),
                        request("text").filterExpression("lang != 'en'").build()))
                .containsExactly("Alter Text von acme.");
        assertThat(texts(
                        counting(ACME, ACME),
                        request("text")
                                .filterExpression("lang == 'en' || lang == 'de'")
                                .build()))
                .hasSize(3);
    }

    @Test
    void searchWhenTheScopeHasExpiredThenEmpty() {
        AccessScope scope = world.world.scope(ACME);
        GuardedVectorStore old = GuardedVectorStore.builder(world.firewall(), () -> scope)
                .countingFor(new CountedSearch(
                        world.store, "tenant", Set.of(ACME), world.world.heads(), world.world.clock(), counted::add))
                .build();
        world.world.clock().advance(SealedWorld.GRANT_LIFETIME);

        assertThat(texts(old, request("text").build())).isEmpty();
    }

    @Test
    void searchWhenThePlainStoreFailsThenEmptyAndCounted() {
        GuardedVectorStore broken = world.reading(ACME)
                .countingFor(new CountedSearch(
                        new LyingVectorStore(world.store, RowLie.THROWS, 1),
                        "tenant",
                        Set.of(ACME),
                        world.world.heads(),
                        world.world.clock(),
                        counted::add))
                .build();

        assertThat(texts(broken, request("text").build())).isEmpty();
        assertThat(counted).containsExactly(WithholdCode.STORE_FAILED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "weir_tenant", "tenant id", "distance", "tenant' == 'x"})
    void keyOfTenantsWhenItIsNoAttributesNameThenRefused(String key) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CountedSearch(
                        world.store, key, Set.of(ACME), world.world.heads(), world.world.clock(), counted::add));
    }
}
