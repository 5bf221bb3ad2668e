package dev.weir.adapters.pgvector;

import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static dev.weir.tenancy.testkit.SealedWorld.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.seal.SealCheck;
import dev.weir.tenancy.seal.SealedDocument;
import dev.weir.tenancy.store.Erasure;
import dev.weir.tenancy.testkit.SealedWorld;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What differs where the seals lie beside the rows. */
@Tag("postgres")
class SealsBesideTest {
    private final PgScene scene = new PgScene();

    @AfterEach
    void close() {
        scene.close();
    }

    private void move() {
        try (PgConnections owner = scene.server.connections("owner")) {
            PgVectorSchema.of(owner).moveSealsBeside();
        }
    }

    @Test
    void sealsWhenMovedThenAllVerifyAndNoneIsLeftInARow() {
        scene.ingestTexts(ACME, "doc", 1, "one", "two");
        scene.ingestTexts(GLOBEX, "doc", 1, "three");
        move();
        move();
        scene.ingestTexts(ACME, "later", 1, "four");

        assertIntact(3, scene.byVector(scene.world.scope(ACME), SealedWorld.vectorOf("one"), 10));
        assertIntact(3, scene.byText(scene.world.scope(ACME), "one", 10));
        assertIntact(3, scene.hybrid(scene.world.scope(ACME), SealedWorld.vectorOf("one"), "two", 10));
        assertThat(scene.everything()).hasSize(4).allMatch(row -> row.seal().isPresent());
        assertThat(count("SELECT count(*) FROM weir.chunk WHERE seal IS NOT NULL"))
                .isZero();
        assertThat(count("SELECT count(*) FROM weir.chunk_seal")).isEqualTo(4);
    }

    @Test
    void versionWhenWrittenAgainThenItsSealsAreTheNewOnes() {
        move();
        WriteGrant grant = scene.world.grant(ACME, WriteAction.INGEST);
        scene.store().write(grant, scene.world.sealer().seal(grant, scene.world.draft("doc", 1, "a", "b")), Map.of());
        SealedDocument shorter = scene.world.sealer().seal(grant, scene.world.draft("doc", 1, "c"));
        scene.store().write(grant, shorter, Map.of());
        scene.world.publish(grant, shorter.head());

        assertIntact(1, scene.byVector(scene.world.scope(ACME), SealedWorld.vectorOf("c"), 10));
        assertThat(count("SELECT count(*) FROM weir.chunk_seal")).isEqualTo(1);
    }

    @Test
    void sealWhenItsRowIsErasedThenGoesToo() {
        move();
        scene.ingestTexts(ACME, "doc", 1, "one", "two");
        scene.ingestTexts(ACME, "other", 1, "three");
        scene.store().erase(scene.world.grant(ACME, WriteAction.ERASE), new Erasure.ByDocument(new DocumentId("doc")));

        assertThat(count("SELECT count(*) FROM weir.chunk_seal")).isEqualTo(1);
    }

    @Test
    void sealsWhenMovedThenTheSecondWallStandsAgain() {
        scene.ingestTexts(ACME, "doc", 1, "one");
        move();

        assertThat(count(
                        "SELECT count(*) FROM pg_class WHERE oid IN ('weir.chunk'::regclass, 'weir.chunk_seal'::regclass)"
                                + " AND relrowsecurity AND relforcerowsecurity"))
                .isEqualTo(2);
        try (PgConnections connections = scene.server.connections("application")) {
            assertThat(connections.<Long>read(
                            Set.of(GLOBEX),
                            connection ->
                                    PgConnections.number(connection, Sql.of("SELECT count(*) FROM weir.chunk_seal"))))
                    .isZero();
        }
    }

    private void assertIntact(int count, List<Candidate> rows) {
        assertThat(rows)
                .hasSize(count)
                .allSatisfy(row -> assertThat(scene.world.verifier().verify(row, scene.world.scope(ACME)))
                        .isInstanceOf(SealCheck.Intact.class));
    }

    private long count(String sql) {
        return scene.server.number("admin", sql);
    }
}
