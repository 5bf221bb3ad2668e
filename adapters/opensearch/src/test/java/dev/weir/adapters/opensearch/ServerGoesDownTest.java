package dev.weir.adapters.opensearch;

import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.weir.tenancy.AccessScope;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.seal.SealedDocument;
import dev.weir.tenancy.store.ChunkStore;
import dev.weir.tenancy.store.Erasure;
import dev.weir.tenancy.store.StoreException;
import dev.weir.tenancy.testkit.SealedWorld;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opensearch.client.opensearch.OpenSearchClient;

/** The server goes away at every request of every operation: an exception says so, and nothing is half believed. */
@Tag("opensearch")
class ServerGoesDownTest {
    private static final Set<String> OLD = Set.of("old one", "old two", "old three");
    private static final Set<String> NEW = Set.of("new one", "new two");
    private static final int MOST_REQUESTS = 40;

    private final SealedWorld world = SealedWorld.inMemory();
    private final WriteGrant grant = world.grant(ACME, WriteAction.INGEST);
    private final SealedDocument before = sealed(OLD);
    private final SealedDocument after = sealed(NEW);
    private final ChunkStore sound = OpenSearchServer.empty(world.clock());

    @BeforeEach
    void write() {
        sound.write(grant, before, Map.of());
        world.publish(grant, before.head());
    }

    private SealedDocument sealed(Set<String> texts) {
        return world.sealer().seal(grant, world.draft("doc", 1, new TreeSet<>(texts).toArray(String[]::new)));
    }

    private Set<String> texts(ChunkStore store) {
        Set<String> texts = new TreeSet<>();
        AccessScope scope = world.scope(ACME);
        store.search(world.byVector(scope, SealedWorld.vectorOf("q"), 100))
                .rows()
                .forEach(row -> texts.add(row.text().orElse("?")));
        return texts;
    }

    /** A store whose way breaks at the given request after it was opened, which takes two. */
    private ChunkStore breaking(BreakingTransport transport) {
        return OpenSearchChunkStore.open(transport.client(), OpenSearchServer.INDEX, world.clock());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void writeWhenTheServerGoesAtAnyRequestThenIsWholeOrNothing(boolean lastIsCarriedOut) {
        int kept = 0;
        int replaced = 0;
        for (int last = 3; last < MOST_REQUESTS; last++) {
            BreakingTransport transport = new BreakingTransport(OpenSearchServer.transport(), last, lastIsCarriedOut);
            ChunkStore store = breaking(transport);
            Throwable failure = catchThrowable(() -> store.write(grant, after, Map.of()));
            Set<String> left = texts(sound);

            if (!transport.hasBroken()) {
                assertThat(failure).isNull();
                assertThat(left).isEqualTo(NEW);
                assertThat(kept).isPositive();
                return;
            }
            assertSaysSo(failure);
            assertThat(left).isIn(OLD, NEW);
            kept += left.equals(OLD) ? 1 : 0;
            replaced += left.equals(NEW) ? 1 : 0;
            // What the attempt left is gone after the next one that succeeds.
            sound.write(grant, before, Map.of());
            assertThat(texts(sound)).isEqualTo(OLD);
            assertThat(rows()).isEqualTo(OLD.size());
        }
        throw new AssertionError(
                "a write took more than " + MOST_REQUESTS + " requests, kept " + kept + ", replaced " + replaced);
    }

    /** How many rows the index holds, whether they count or not. */
    private static long rows() {
        Rows rows = new Rows(new Server(OpenSearchServer.client()), OpenSearchServer.INDEX);
        rows.refresh();
        return rows.count(FilterCompiler.term(Row.TENANT, "acme"), 1_000);
    }

    @Test
    void eraseWhenTheServerGoesAtAnyRequestThenRowsAreShownWholeOrNotAtAllAndTheNextOneFinishes() {
        WriteGrant erase = world.grant(ACME, WriteAction.ERASE);
        Erasure what = new Erasure.ByDocument(new DocumentId("doc"));
        for (int last = 3; last < MOST_REQUESTS; last++) {
            BreakingTransport transport = new BreakingTransport(OpenSearchServer.transport(), last, true);
            ChunkStore store = breaking(transport);
            Throwable failure = catchThrowable(() -> store.erase(erase, what));
            if (!transport.hasBroken()) {
                assertThat(failure).isNull();
                assertThat(rows()).isZero();
                return;
            }
            assertSaysSo(failure);
            assertThat(texts(sound)).isIn(OLD, Set.of());
            sound.erase(erase, what);
            assertThat(rows()).isZero();
            sound.write(grant, before, Map.of());
        }
        throw new AssertionError("an erasure took more than " + MOST_REQUESTS + " requests");
    }

    @Test
    void searchWhenTheServerGoesAtAnyRequestThenGivesNothing() {
        for (int last = 3; last < MOST_REQUESTS; last++) {
            BreakingTransport transport = new BreakingTransport(OpenSearchServer.transport(), last, true);
            ChunkStore store = breaking(transport);
            AccessScope scope = world.scope(ACME);
            Throwable failure =
                    catchThrowable(() -> store.search(world.hybrid(scope, SealedWorld.vectorOf("q"), "old two", 10)));
            if (!transport.hasBroken()) {
                assertThat(failure).isNull();
                return;
            }
            assertSaysSo(failure);
        }
        throw new AssertionError("a search took more than " + MOST_REQUESTS + " requests");
    }

    @Test
    void rowsOfAnAttemptThatFailedWhenTheProcessIsGoneThenAreNeverSeen() {
        Rows rows = new Rows(new Server(OpenSearchServer.client()), OpenSearchServer.INDEX);
        rows.write(after.chunks().stream()
                .map(chunk ->
                        Row.document(chunk, "an-attempt", after.head().tag().token(), Map.of(), List.of()))
                .toList());
        rows.refresh();

        assertThat(texts(sound)).isEqualTo(OLD);
        assertThat(rows()).isEqualTo(OLD.size() + NEW.size());
        assertThat(sound.erase(world.grant(ACME, WriteAction.ERASE), new Erasure.ByDocument(new DocumentId("doc"))))
                .isEqualTo(OLD.size());
        assertThat(rows()).isZero();
    }

    @Test
    void serverWhenNotThereThenOpeningSaysSo() {
        OpenSearchClient client = new OpenSearchClient(OpenSearchServer.transport(URI.create("http://127.0.0.1:9")));

        assertThatThrownBy(() -> OpenSearchChunkStore.open(client, OpenSearchServer.INDEX, world.clock()))
                .isInstanceOf(StoreException.class)
                .hasNoCause()
                .hasMessageMatching("cannot set up the OpenSearch store: no answer, [A-Za-z]+Exception");
    }

    private static void assertSaysSo(Throwable failure) {
        assertThat(failure)
                .isInstanceOf(StoreException.class)
                .hasNoCause()
                .hasMessageMatching("cannot [a-z ]+ the OpenSearch store: no answer, [A-Za-z]+Exception");
    }
}
