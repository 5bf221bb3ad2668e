package dev.weir.adapters.pgvector;

import static dev.weir.tenancy.testkit.SealedWorld.ACME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.tenancy.keys.KeyId;
import dev.weir.tenancy.keys.KeyRole;
import dev.weir.tenancy.keys.KeyUnavailableException;
import dev.weir.tenancy.keys.TrustFileException;
import dev.weir.tenancy.store.StoreException;
import dev.weir.tenancy.testkit.SealedWorld;
import dev.weir.tenancy.testkit.WorldKeys;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("postgres")
class PgTrustFileTest {
    private final PostgresServer server = PostgresServer.empty();
    private final WorldKeys keys = new WorldKeys();
    private final PgTrustFile file = PgTrustFile.open(server.connections("application"), keys.rootId());

    @AfterEach
    void close() {
        file.close();
    }

    @Test
    void keysWhenPublishedThenAreReadByEveryNode() {
        KeyId first = add();
        file.publish(keys.trustFile());
        try (PgTrustFile other = PgTrustFile.open(server.connections("operator"), keys.rootId())) {
            assertThat(other.get().find(first)).isPresent();
            KeyId second = add();
            file.publish(keys.trustFile());

            assertThat(other.get().find(second)).isPresent();
            assertThat(other.get().find(first)).isPresent();
            assertThat(other.get()).isSameAs(other.get());
        }
    }

    @Test
    void keysWhenNonePublishedThenAreUnavailable() {
        assertThatThrownBy(file::get)
                .isInstanceOf(KeyUnavailableException.class)
                .hasMessage("no trust file was published in the database");
    }

    @Test
    void trustFileWhenAnotherRootSignedItThenIsNotPublished() {
        assertThatThrownBy(() -> file.publish(new WorldKeys().trustFile())).isInstanceOf(TrustFileException.class);
        assertThatThrownBy(file::get).isInstanceOf(KeyUnavailableException.class);
    }

    @Test
    void trustFileWhenAnotherRootSignedItThenIsNotRead() {
        server.sql("INSERT INTO weir.trust_file VALUES (1, '" + new WorldKeys().trustFile() + "')");

        assertThatThrownBy(file::get).isInstanceOf(TrustFileException.class);
    }

    @Test
    void trustFileWhenItLeavesOutAKeyThenIsNotPublished() {
        KeyId first = add();
        file.publish(keys.trustFile());
        keys.unlist(first);
        add();

        assertThatThrownBy(() -> file.publish(keys.trustFile()))
                .isInstanceOf(KeyUnavailableException.class)
                .hasMessageContaining("leaves out key " + first);
        assertThat(file.get().find(first)).isPresent();
    }

    @Test
    void trustFileWhenAnOlderOneIsShownThenIsRefused() {
        add();
        file.publish(keys.trustFile());
        add();
        file.publish(keys.trustFile());
        assertThat(file.get().all()).hasSize(2);
        server.sql("DELETE FROM weir.trust_file WHERE version = 2");

        assertThatThrownBy(file::get)
                .isInstanceOf(KeyUnavailableException.class)
                .hasMessage("the database shows version 1 of the trust file, and version 2 was seen earlier");
    }

    @Test
    void trustFileWhenPublishedTwiceThenIsOneVersion() {
        add();
        file.publish(keys.trustFile());
        file.publish(keys.trustFile());
        server.sql("DELETE FROM weir.trust_file WHERE version = 2");

        assertThat(file.get().all()).hasSize(1);
    }

    @Test
    void trustFileWhenItsRoleMayOnlyReadThenIsNotPublished() {
        try (PgTrustFile reading = PgTrustFile.open(server.connections("operator"), keys.rootId())) {
            assertThatThrownBy(() -> reading.publish(keys.trustFile()))
                    .isInstanceOf(KeyUnavailableException.class)
                    .hasRootCauseMessage("cannot publish the trust file in the Postgres store: SQLSTATE 42501");
        }
    }

    @Test
    void trustFileWhenItsRoleMayChangeItThenIsNotOpened() {
        assertThatThrownBy(() -> PgTrustFile.open(server.connections("owner"), keys.rootId()))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("weir.trust_file");
    }

    private KeyId add() {
        return keys.add(
                ACME, KeyRole.ACL, SealedWorld.START.minusSeconds(1), SealedWorld.START.plus(Duration.ofDays(365)));
    }
}
