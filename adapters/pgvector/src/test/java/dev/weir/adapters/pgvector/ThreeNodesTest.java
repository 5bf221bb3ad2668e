package dev.weir.adapters.pgvector;

import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.heads.HeadLogException;
import dev.weir.tenancy.heads.HeadLogWriter;
import dev.weir.tenancy.heads.HeadReader;
import dev.weir.tenancy.heads.LogEntry;
import dev.weir.tenancy.heads.LogFault;
import dev.weir.tenancy.heads.SeenPositions;
import dev.weir.tenancy.keys.KeyRole;
import dev.weir.tenancy.keys.KeyUnavailableException;
import dev.weir.tenancy.seal.SealCheck;
import dev.weir.tenancy.seal.SealVerifier;
import dev.weir.tenancy.seal.SealedDocument;
import dev.weir.tenancy.store.InMemoryChunkStore;
import dev.weir.tenancy.testkit.SealedWorld;
import dev.weir.tenancy.testkit.WorldKeys;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * One node that ingests and two that answer, each with connections of its own, on one database: what one says reaches the
 * others within the bound that they were given, and whoever cannot hear it refuses from then on.
 */
@Tag("postgres")
class ThreeNodesTest {
    private static final Duration BOUND = Duration.ofSeconds(2);

    private final PostgresServer server = PostgresServer.empty();
    private final WorldKeys keys = new WorldKeys();
    private final PgHeadLog ingesting =
            PgHeadLog.open(server.connections("operator"), server.connections("application"));
    private final PgTrustFile publishing = published();
    private final SealedWorld world = SealedWorld.over(ingesting, SealedWorld.twoTenants(), keys, publishing);

    private SealedDocument document = seal("doc");
    private Node first = new Node();
    private Node second = new Node();

    @BeforeEach
    void followFromTheBeginning() {
        assertThat(first.said()).isEqualTo("INTACT");
        assertThat(second.said()).isEqualTo("INTACT");
    }

    @AfterEach
    void close() {
        first.close();
        second.close();
        ingesting.close();
        publishing.close();
    }

    @Test
    void revocationWhenMadeOnOneNodeThenReachesEveryOtherWithinTheBound() {
        revoke();
        world.clock().advance(BOUND.minusMillis(1));
        assertThat(first.said()).isEqualTo("INTACT");

        world.clock().advance(Duration.ofMillis(1));

        assertThat(first.said()).isEqualTo("REVOKED");
        assertThat(second.said()).isEqualTo("REVOKED");
        try (Node late = new Node()) {
            assertThat(late.said()).isEqualTo("REVOKED");
        }
    }

    @Test
    void nodeWhenCutOffThenRefusesOnceTheBoundIsOverAndServesAgainWhenItHears() {
        server.as("admin", "ALTER ROLE weir_operator NOLOGIN");
        try {
            dropReaders();
            world.clock().advance(BOUND.minusMillis(1));
            assertThat(first.said()).isEqualTo("INTACT");

            world.clock().advance(Duration.ofMillis(1));

            assertThatThrownBy(() -> first.reader.freshen(ACME)).isInstanceOf(HeadLogException.class);
            assertThat(first.verdict()).isEqualTo("LOG_REFUSED");
        } finally {
            server.as("admin", "ALTER ROLE weir_operator LOGIN");
        }
        assertThat(first.said()).isEqualTo("INTACT");
    }

    @Test
    void nodeWhenShownAnOlderCopyThenRefusesItIfItSawMoreAndOtherwiseWhenItsCheckpointExpires() {
        long before = first.reader.position(ACME).sequence();
        revoke();
        world.clock().advance(BOUND);
        assertThat(first.said()).isEqualTo("REVOKED");
        server.sql("DELETE FROM weir.head_entry WHERE sequence > " + before);
        world.clock().advance(BOUND);

        assertThat(first.said()).isEqualTo("LOG_REFUSED");
        assertThat(first.reader.fault(ACME)).contains(LogFault.ROLLED_BACK);
        assertThat(second.said()).isEqualTo("INTACT");
        world.clock().advance(SealedWorld.CHECKPOINT_LIFETIME);
        assertThat(second.said()).isEqualTo("CHECKPOINT_EXPIRED");
    }

    @Test
    void keyWhenRotatedThenSignsNothingUntilItIsPublishedAndIsFollowedByEveryNode() {
        addKey(ACME, KeyRole.ACL);
        assertThatThrownBy(this::revoke)
                .isInstanceOf(KeyUnavailableException.class)
                .hasMessageContaining("not in the trust file");

        publishing.publish(keys.trustFile());
        revoke();
        world.clock().advance(BOUND);

        assertThat(first.said()).isEqualTo("REVOKED");
        assertThat(second.said()).isEqualTo("REVOKED");
    }

    @Test
    void writersWhenOnTwoNodesThenContinueEachOthersLog() {
        try (PgHeadLog log = PgHeadLog.open(server.connections("operator"), server.connections("application"))) {
            HeadReader reader = new HeadReader(log, publishing, SeenPositions.inMemory(), world.clock(), Duration.ZERO);
            new HeadLogWriter(log, reader, keys, publishing, world.clock(), SealedWorld.CHECKPOINT_LIFETIME)
                    .suspend(world.grant(ACME, WriteAction.INGEST), new DocumentId("doc"));
        }
        SealedDocument another = seal("another");
        world.clock().advance(BOUND);

        assertThat(first.said()).isEqualTo("SUSPENDED");
        assertThat(first.verdict(another)).isEqualTo("INTACT");
    }

    private PgTrustFile published() {
        for (TenantId tenant : SealedWorld.twoTenants().tenants()) {
            for (KeyRole role : KeyRole.values()) {
                addKey(tenant, role);
            }
        }
        PgTrustFile file = PgTrustFile.open(server.connections("application"), keys.rootId());
        file.publish(keys.trustFile());
        return file;
    }

    private void addKey(TenantId tenant, KeyRole role) {
        keys.add(tenant, role, SealedWorld.START.minusSeconds(1), SealedWorld.START.plus(Duration.ofDays(365)));
    }

    private SealedDocument seal(String name) {
        return world.ingest(
                new InMemoryChunkStore(world.clock()),
                world.grant(ACME, WriteAction.INGEST),
                world.draft(name, 1, "text of " + name));
    }

    private void revoke() {
        world.writer().revoke(world.grant(ACME, WriteAction.REVOKE), LogEntry.Revoked.Target.DOCUMENT, "doc");
    }

    private void dropReaders() {
        server.as("admin", "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'weir_operator'");
    }

    /** A node that answers questions: it may read head logs and the trust file, and nothing else. */
    private final class Node implements AutoCloseable {
        final PgHeadLog log = PgHeadLog.readOnly(server.connections("operator"));
        final PgTrustFile trust = PgTrustFile.open(server.connections("operator"), keys.rootId());
        final HeadReader reader = new HeadReader(log, trust, SeenPositions.inMemory(), world.clock(), BOUND);

        /** What the node says of the document's chunk to a query that comes now. */
        String said() {
            reader.freshen(ACME);
            return verdict();
        }

        @Override
        public void close() {
            log.close();
            trust.close();
        }

        String verdict() {
            return verdict(document);
        }

        String verdict(SealedDocument of) {
            SealCheck check = new SealVerifier(reader, world.clock())
                    .verify(SealedWorld.row(of.chunks().getFirst()), world.scope(ACME));
            return switch (check) {
                case SealCheck.Intact intact -> "INTACT";
                case SealCheck.OutOfScope outside -> "OUT_OF_SCOPE";
                case SealCheck.Broken broken -> broken.fault().name();
            };
        }
    }
}
