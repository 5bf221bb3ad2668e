package dev.weir.ingest.quarantine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.testkit.SealedWorld;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A quarantine in a folder. */
class QuarantineFolderTest extends QuarantineStoreContract {
    @Override
    QuarantineFolder open() {
        return QuarantineFolder.open(root.resolve("quarantine"), world.clock());
    }

    @Test
    void fileWhenItIsNotWhatWasScannedThenNothingIsLeft() {
        hold(ticket(SealedWorld.ACME, "other bytes"));
        assertThat(leftovers()).isEmpty();
    }

    @Test
    void filesWhenWrittenThenOnlyTheirOwnerMayReadThem() throws IOException {
        hold(ticket(SealedWorld.ACME, CONTENT));
        try (Stream<Path> paths = Files.walk(root.resolve("quarantine"))) {
            for (Path path : paths.toList()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                        .as("%s", path)
                        .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------");
            }
        }
    }

    @Test
    void ticketFileWhenMovedToAnotherTenantThenRefused() throws IOException {
        Ticket ticket = ticket(SealedWorld.ACME, CONTENT);
        hold(ticket);
        Path from = root.resolve("quarantine/acme").resolve(ticket.id().value());
        Files.createDirectories(root.resolve("quarantine/globex"));
        Files.move(from, root.resolve("quarantine/globex").resolve(ticket.id().value()));
        assertThatExceptionOfType(QuarantineException.class)
                .isThrownBy(() -> store.find(SealedWorld.GLOBEX, ticket.id()));
    }

    @Test
    void ticketFileWhenDamagedThenRefused() throws IOException {
        Ticket ticket = ticket(SealedWorld.ACME, CONTENT);
        hold(ticket);
        Path json = open().bytes(ticket).resolveSibling("ticket.json");
        String content = Files.readString(json, UTF_8);
        for (String damaged : List.of(
                "",
                "{}",
                content.substring(0, content.length() / 2),
                content.replace("\"format\":1", "\"format\":2"),
                content.replace("INTERNAL", "SUPREME"),
                content.replace("\"labels\":[\"tenant\"]", "\"labels\":[\"group:all\"]"))) {
            Files.writeString(json, damaged, UTF_8);
            assertThatExceptionOfType(QuarantineException.class)
                    .isThrownBy(() -> store.find(SealedWorld.ACME, ticket.id()));
        }
    }

    @Test
    void ticketWhenWrittenBeforeThereWereSignsThenItHasNone() throws IOException {
        Ticket ticket = ticket(SealedWorld.ACME, CONTENT);
        hold(ticket);
        Path json = open().bytes(ticket).resolveSibling("ticket.json");
        String content = Files.readString(json, UTF_8);
        String before = content.replaceFirst("\"signs\":\\[[^]]*],", "");
        assertThat(before).isNotEqualTo(content);
        Files.writeString(json, before, UTF_8);
        assertThat(store.find(SealedWorld.ACME, ticket.id())
                        .orElseThrow()
                        .ticket()
                        .signs())
                .isEmpty();
    }

    @Test
    void leftoverOfACrashWhenOldThenClearedAndWhenYoungThenLeft() throws IOException {
        hold(ticket(SealedWorld.ACME, CONTENT));
        Path tenant = root.resolve("quarantine/acme");
        Path old = Files.createDirectory(tenant.resolve(".new-old"));
        Files.writeString(old.resolve("bytes"), "half", UTF_8);
        Path young = Files.createDirectory(tenant.resolve(".new-young"));
        Files.setLastModifiedTime(old, FileTime.from(SealedWorld.START.minus(Duration.ofDays(2))));
        Files.setLastModifiedTime(young, FileTime.from(SealedWorld.START));
        assertThat(store.list(SealedWorld.ACME)).hasSize(1);
        QuarantineStore reopened = open();
        assertThat(old).doesNotExist();
        assertThat(young).exists();
        assertThat(reopened.list(SealedWorld.ACME)).hasSize(1);
    }

    @Test
    void purgeWhenACrashLeftBytesOfSuchATicketThenTheyGoTooAndOthersStay() throws IOException {
        Ticket ticket = ticket(SealedWorld.ACME, CONTENT);
        hold(ticket);
        Path tenant = root.resolve("quarantine/acme");
        Path held = tenant.resolve(ticket.id().value());
        Path half = Files.createDirectory(tenant.resolve(".new-half"));
        Files.copy(held.resolve("ticket.json"), half.resolve("ticket.json"));
        Files.writeString(half.resolve("bytes"), "half", UTF_8);
        Path going = Files.createDirectory(tenant.resolve(".gone-" + ticket.id().value()));
        Files.writeString(going.resolve("bytes"), "going", UTF_8);
        Path young = Files.createDirectory(tenant.resolve(".new-young"));
        WriteGrant grant = world.grant(SealedWorld.ACME, WriteAction.ERASE);

        assertThat(store.purge(grant, other -> false)).isZero();
        assertThat(going).doesNotExist();
        assertThat(half).exists();
        assertThat(store.purge(grant, ticket::equals)).isEqualTo(1);

        assertThat(leftovers()).containsExactly(young);
    }

    private List<Path> leftovers() {
        try (Stream<Path> entries = Files.list(root.resolve("quarantine/acme"))) {
            return entries.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
