package dev.weir.tenancy.testkit;

import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.tenancy.AccessScope;
import dev.weir.tenancy.AccessTag;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.WriteRefusedException;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.chunk.EmbeddingBinding;
import dev.weir.tenancy.heads.DocumentHead;
import dev.weir.tenancy.seal.ChunkDraft;
import dev.weir.tenancy.seal.DocumentDraft;
import dev.weir.tenancy.seal.SealCheck;
import dev.weir.tenancy.seal.SealedDocument;
import dev.weir.tenancy.store.ApplicationFilter;
import dev.weir.tenancy.store.ChunkStore;
import dev.weir.tenancy.store.Pushdown;
import dev.weir.tenancy.store.ScopedQuery;
import dev.weir.tenancy.store.SearchResult;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The store under test, its world, and short names for what is said of it. */
abstract class StoreSentences {
    static final long SEED = Long.getLong("test.seed", 20_260_101L);
    static final int ALL = 1_000;

    /** The world whose documents the store is given. */
    protected final SealedWorld world = SealedWorld.inMemory();

    @Nullable ChunkStore opened;

    /** Opens the store under test; a second call after {@code close} opens what the first one left. */
    protected abstract ChunkStore open(InstantSource clock);

    /** Whether what was written survives closing and opening again. A store in memory says no. */
    protected boolean isDurable() {
        return true;
    }

    /**
     * Whether rows come back with their vectors, bit for bit, and can be searched by one. A store that embeds texts itself says
     * no: its seals bind no vector, and it is asked by words.
     */
    protected boolean keepsVectors() {
        return true;
    }

    @BeforeEach
    void openStore() {
        opened = open(world.clock());
    }

    @AfterEach
    void closeStore() {
        store().close();
    }

    ChunkStore store() {
        return requireNonNull(opened, "the store is not open");
    }

    SealedDocument sealed(WriteGrant grant, String document, long version, String... texts) {
        return world.sealer().seal(grant, draft(document, version, texts));
    }

    SealedDocument ingest(
            TenantId tenant, String document, long version, Map<String, String> attributes, String... texts) {
        return world.ingest(
                store(), world.grant(tenant, WriteAction.INGEST), draft(document, version, texts), attributes);
    }

    SealedDocument ingest(TenantId tenant, WriteAction action, String document, List<ChunkDraft> chunks) {
        return world.ingest(
                store(),
                world.grant(tenant, action),
                world.draft(
                        document, 1, "test:" + document, "batch-1", DocumentHead.NEVER, SealedWorld.stamp(1), chunks));
    }

    EmbeddingBinding binding(float[] vector) {
        return keepsVectors() ? EmbeddingBinding.exact(SealedWorld.EMBEDDER, vector) : new EmbeddingBinding.Absent();
    }

    DocumentDraft draft(String document, long version, String... texts) {
        return draft(document, version, "test:" + document, "batch-1", List.of(texts));
    }

    DocumentDraft draft(String document, long version, String source, String batch, List<String> texts) {
        List<ChunkDraft> chunks = texts.stream()
                .map(text -> {
                    float[] vector = SealedWorld.vectorOf(text);
                    return chunk(text, binding(vector), vector);
                })
                .toList();
        return world.draft(document, version, source, batch, DocumentHead.NEVER, SealedWorld.stamp(1), chunks);
    }

    ScopedQuery near(AccessScope scope, String text, int k) {
        return near(scope, text, k, ApplicationFilter.everything());
    }

    /** The nearest rows to a text, by its vector where the store keeps vectors. */
    ScopedQuery near(AccessScope scope, String text, int k, ApplicationFilter filter) {
        return keepsVectors()
                ? world.byVector(scope, SealedWorld.vectorOf(text), k, filter)
                : ScopedQuery.byText(scope, world.heads(), world.clock().instant(), text, k, filter);
    }

    static ChunkDraft chunk(String text, EmbeddingBinding binding, float[] vector) {
        return new ChunkDraft(text, "body", 0, text.length(), List.of(), binding, vector);
    }

    static DocumentHead relabelled(DocumentHead head, AccessTag tag) {
        return new DocumentHead(
                tag,
                head.document(),
                head.version(),
                head.treeSize(),
                head.root(),
                head.trust(),
                head.attester(),
                head.expiresAt(),
                head.stamp());
    }

    /** Everything that a scope reaches. */
    List<Candidate> all(AccessScope scope) {
        return store().search(near(scope, "query", ALL)).rows();
    }

    List<Candidate> rows() {
        return LyingStore.rowsOf(store(), SealedWorld.opening());
    }

    Candidate onlyRow() {
        assertThat(rows()).hasSize(1);
        return rows().getFirst();
    }

    static Candidate row(List<Candidate> rows, String key) {
        return rows.stream()
                .filter(row -> row.id().filter(key::equals).isPresent())
                .findFirst()
                .orElseThrow();
    }

    static List<String> keys(List<Candidate> rows) {
        return rows.stream().map(row -> row.id().orElse("?")).toList();
    }

    /** What an ordinary reader of {@link SealedWorld#ACME} gets under a filter, if the store enforces all of it. */
    void assertAnswer(ApplicationFilter filter, String... expected) {
        assertAnswerFor(world.scope(ACME), filter, expected);
    }

    void assertAnswerFor(AccessScope scope, ApplicationFilter filter, String... expected) {
        SearchResult result = store().search(near(scope, "query", ALL, filter));
        if (result.pushdown().residual().isEmpty()) {
            assertThat(keys(result.rows())).as("filter %s", filter).containsExactlyInAnyOrder(expected);
        } else {
            assertThat(keys(result.rows())).as("filter %s", filter).contains(expected);
            assertThat(result.pushdown().enforced()).contains(Pushdown.Part.TENANT);
        }
    }

    void assertIntact(Candidate row) {
        assertThat(world.verifier().verify(row, world.scope(ACME))).isInstanceOf(SealCheck.Intact.class);
    }

    static void assertRefused(ThrowingCallable write) {
        assertThatThrownBy(write).isInstanceOf(WriteRefusedException.class);
    }
}
