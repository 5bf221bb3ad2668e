package dev.weir.ingest.batch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.chunk.DocumentId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ledger in a file. */
class LedgerFileTest extends ScanLedgerContract {
    @TempDir
    Path root;

    @Override
    ScanLedger open() {
        return ScanLedger.open(file());
    }

    @Test
    void tailWhenTornAtAnyByteThenCutOffAndTheRestStands() throws IOException {
        try (ScanLedger ledger = open()) {
            ledger.append(entry("a"));
            ledger.append(entry("b"));
        }
        byte[] whole = Files.readAllBytes(file());
        int headerEnd = new String(whole, ISO_8859_1).indexOf('\n') + 1;
        int firstEnd = new String(whole, ISO_8859_1).indexOf('\n', headerEnd) + 1;
        for (int length = 0; length < whole.length; length++) {
            Files.write(file(), Arrays.copyOf(whole, length));
            List<LedgerEntry> wanted = length < firstEnd ? List.of() : List.of(entry("a"));
            try (ScanLedger ledger = open()) {
                assertThat(ledger.entries()).as("torn at byte %d", length).isEqualTo(wanted);
            }
        }
        Files.write(file(), Arrays.copyOf(whole, firstEnd + 20));
        try (ScanLedger ledger = open()) {
            ledger.append(entry("c"));
        }
        try (ScanLedger ledger = open()) {
            assertThat(ledger.entries()).containsExactly(entry("a"), entry("c"));
        }
    }

    @Test
    void lineWhenAnyByteOfItIsDamagedThenRefused() throws IOException {
        try (ScanLedger ledger = open()) {
            ledger.append(entry("a"));
        }
        byte[] whole = Files.readAllBytes(file());
        for (int i = 0; i < whole.length - 1; i++) {
            byte[] damaged = whole.clone();
            damaged[i] ^= 1;
            Files.write(file(), damaged);
            assertThatExceptionOfType(LedgerException.class).as("byte %d", i).isThrownBy(this::open);
        }
    }

    @Test
    void fileWhenItIsSomethingElseThenRefusedAndUntouched() throws IOException {
        for (String content : List.of("my notes", "my notes\n", "WEIR-LEDGER 1\n")) {
            Files.writeString(file(), content, UTF_8);
            assertThatExceptionOfType(LedgerException.class).isThrownBy(this::open);
            assertThat(file()).hasContent(content);
        }
    }

    @Test
    void ledgerWhenOpenAlreadyThenRefused() {
        try (ScanLedger first = open()) {
            assertThatExceptionOfType(LedgerException.class).isThrownBy(this::open);
            assertThat(first.entries()).isEmpty();
        }
    }

    @Test
    void entriesWhenForgottenThenNoByteOfThemIsLeftAndTheOthersStand() throws IOException {
        try (ScanLedger ledger = open()) {
            ledger.append(entry("a"));
            ledger.append(entry("b"));
            ledger.append(again(entry("a")));
            ledger.forget(entry -> entry.document().equals("a"));
            ledger.append(entry("c"));
            assertThat(ledger.find(new TenantId("acme"), new DocumentId("a"))).isEmpty();
        }
        for (Path file : files()) {
            assertThat(Files.readString(file, ISO_8859_1))
                    .doesNotContain("\ta\t")
                    .doesNotContain(entry("a").key().hex())
                    .doesNotContain(again(entry("a")).key().hex())
                    .doesNotContain(entry("a").bytes().hex());
        }
        try (ScanLedger ledger = open()) {
            assertThat(ledger.entries()).containsExactly(entry("b"), entry("c"));
        }
    }

    @Test
    void replacementWhenACrashLeftOneThenRemoved() throws IOException {
        try (ScanLedger ledger = open()) {
            ledger.append(entry("a"));
        }
        Path left = Files.writeString(root.resolve(".ledger.next"), "half of another ledger", UTF_8);
        try (ScanLedger ledger = open()) {
            assertThat(ledger.entries()).containsExactly(entry("a"));
        }
        assertThat(left).doesNotExist();
    }

    @Test
    void ledgerWhenReplacedThenStillLocked() {
        try (ScanLedger first = open()) {
            first.append(entry("a"));
            first.forget(entry -> true);
            assertThatExceptionOfType(LedgerException.class).isThrownBy(this::open);
            assertThat(first.entries()).isEmpty();
        }
        open().close();
    }

    @Test
    void entryWhenANameHoldsATabThenRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> entry("a\tb"));
    }

    private Path file() {
        return root.resolve("ledger");
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(root)) {
            return files.toList();
        }
    }
}
