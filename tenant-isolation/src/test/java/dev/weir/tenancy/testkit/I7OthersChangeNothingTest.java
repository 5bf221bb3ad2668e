package dev.weir.tenancy.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.tenancy.AccessScope;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.store.InMemoryChunkStore;
import dev.weir.tenancy.store.ScopedQuery;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** I7: another tenant's documents change no id, order or score of an exhaustive search. */
class I7OthersChangeNothingTest {
    private static final List<String> WORDS = List.of("budget", "salary", "merger", "travel");

    @Property(tries = 60)
    void otherTenantsDocumentsChangeNothing(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        SealedWorld world = SealedWorld.inMemory();
        InMemoryChunkStore alone = new InMemoryChunkStore(world.clock());
        InMemoryChunkStore shared = new InMemoryChunkStore(world.clock());
        for (int i = 0; i < 12; i++) {
            TenantId tenant = random.nextBoolean() ? SealedWorld.ACME : SealedWorld.GLOBEX;
            String text = WORDS.get(random.nextInt(4)) + " " + WORDS.get(random.nextInt(4)) + " " + i;
            var grant = world.grant(tenant, WriteAction.INGEST);
            var document = world.ingest(shared, grant, world.draft("doc-" + i, 1, text));
            if (tenant.equals(SealedWorld.ACME)) {
                alone.write(grant, document, java.util.Map.of());
            }
        }
        AccessScope scope = world.scope(SealedWorld.ACME);
        for (int k : new int[] {1, 3, 20}) {
            ScopedQuery query = random.nextBoolean()
                    ? world.byVector(scope, SealedWorld.unitVector(random), k)
                    : world.byText(scope, WORDS.get(random.nextInt(4)), k);
            assertThat(answer(shared, query)).isEqualTo(answer(alone, query));
        }
    }

    private static List<String> answer(InMemoryChunkStore store, ScopedQuery query) {
        return store.search(query).rows().stream()
                .map((Candidate row) -> row.id().orElse("?") + " " + row.score())
                .toList();
    }
}
