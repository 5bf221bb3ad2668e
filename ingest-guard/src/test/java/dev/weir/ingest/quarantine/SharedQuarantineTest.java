package dev.weir.ingest.quarantine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.testkit.MemoryRecords;
import dev.weir.tenancy.testkit.SealedWorld;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A quarantine in records that nodes share. */
class SharedQuarantineTest extends QuarantineStoreContract {
    private final MemoryRecords records = new MemoryRecords();

    @Override
    QuarantineStore open() {
        return QuarantineStore.over(records, world.clock());
    }

    @Test
    void bytesWhenOfSeveralPiecesThenReadInOrderFromAFileThatGoes() throws IOException {
        String content = "0123456789abcde\n".repeat(200_000);
        Ticket ticket = ticket(SealedWorld.ACME, content);
        store.hold(world.grant(SealedWorld.ACME, WriteAction.INGEST), ticket, content.getBytes(UTF_8));
        AtomicReference<Path> file = new AtomicReference<>(root);

        String read = store.reading(ticket, held -> {
            file.set(held);
            try {
                return Files.readString(held, UTF_8);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });

        assertThat(read.equals(content)).isTrue();
        assertThat(file.get()).doesNotExist();
        assertThat(records.list(SealedWorld.ACME, "bytes/")).hasSizeGreaterThan(3);
    }

    @Test
    void ticketWhenPurgedThenNoRecordIsLeft() {
        Ticket ticket = ticket(SealedWorld.ACME, CONTENT);
        hold(ticket);
        store.purge(world.grant(SealedWorld.ACME, WriteAction.ERASE), ticket::equals);

        assertThat(records.list(SealedWorld.ACME, "")).isEmpty();
    }

    @Test
    void bytesWhenNotWhatWasScannedThenNoRecordIsLeft() {
        hold(ticket(SealedWorld.ACME, "other bytes"));

        assertThat(records.list(SealedWorld.ACME, "")).isEmpty();
    }

    @Test
    void ticketWhenItsRecordIsAnothersThenRefused() {
        Ticket ticket = ticket(SealedWorld.ACME, CONTENT);
        byte[] content = TicketFormat.write(ticket);
        records.change(SealedWorld.GLOBEX, changes -> {
            changes.put("ticket/" + ticket.id().value(), content);
            return true;
        });

        assertThatExceptionOfType(QuarantineException.class)
                .isThrownBy(() -> store.find(SealedWorld.GLOBEX, ticket.id()));
    }
}
