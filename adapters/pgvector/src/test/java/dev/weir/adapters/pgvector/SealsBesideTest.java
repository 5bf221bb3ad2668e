package dev.weir.adapters.pgvector;

import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static dev.weir.tenancy.testkit.SealedWorld.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.seal.SealCheck;
import dev.weir.tenancy.store.ChunkStore;
import dev.weir.tenancy.store.Erasure;
import dev.weir.tenancy.testkit.ChunkStoreContract;
import dev.weir.tenancy.testkit.SealedWorld;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The store whose seals lie beside its rows. */
@Tag("postgres")
class SealsBesideTest extends ChunkStoreContract {
    private final PostgresServer server = beside();

    private static PostgresServer beside() {
        PostgresServer server = PostgresServer.empty();
        move(server);
        return server;
    }

    private static void move(PostgresServer server) {
        try (PgConnections owner = server.connections("owner")) {
            PgVectorSchema.of(owner).moveSealsBeside();
        }
    }

    @Override
    protected ChunkStore open(InstantSource clock) {
        return server.store(clock);
    }

    @Test
    void sealsWhenMovedThenAllVerifyAndNoneIsLeftInARow() {
        try (PgScene scene = new PgScene()) {
            scene.ingestTexts(ACME, "doc", 1, "one", "two");
            scene.ingestTexts(GLOBEX, "doc", 1, "three");
            move(scene.server);
            move(scene.server);
            scene.ingestTexts(ACME, "later", 1, "four");

            List<Candidate> rows = scene.byVector(scene.world.scope(ACME), SealedWorld.vectorOf("one"), 10);
            assertThat(rows)
                    .hasSize(3)
                    .allSatisfy(row -> assertThat(scene.world.verifier().verify(row, scene.world.scope(ACME)))
                            .isInstanceOf(SealCheck.Intact.class));
            assertThat(scene.everything()).hasSize(4).allMatch(row -> row.seal().isPresent());
            assertThat(count("SELECT count(*) FROM weir.chunk WHERE seal IS NOT NULL"))
                    .isZero();
            assertThat(count("SELECT count(*) FROM weir.chunk_seal")).isEqualTo(4);
        }
    }

    @Test
    void sealWhenItsRowIsErasedThenGoesToo() {
        try (PgScene scene = new PgScene()) {
            move(scene.server);
            scene.ingestTexts(ACME, "doc", 1, "one", "two");
            scene.ingestTexts(ACME, "other", 1, "three");
            scene.store()
                    .erase(scene.world.grant(ACME, WriteAction.ERASE), new Erasure.ByDocument(new DocumentId("doc")));

            assertThat(count("SELECT count(*) FROM weir.chunk_seal")).isEqualTo(1);
        }
    }

    @Test
    void sealsWhenMovedThenTheSecondWallStandsAgain() {
        assertThat(count(
                        "SELECT count(*) FROM pg_class WHERE oid IN ('weir.chunk'::regclass, 'weir.chunk_seal'::regclass)"
                                + " AND relrowsecurity AND relforcerowsecurity"))
                .isEqualTo(2);
    }

    private long count(String sql) {
        return server.number("admin", sql);
    }
}
