package dev.weir.ingest.batch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.tenancy.chunk.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScanLedgerTest {
    @TempDir
    Path root;

    @Test
    void entryWhenAppendedThenThereAfterReopening() {
        try (ScanLedger ledger = open()) {
            ledger.append(entry("a"));
            ledger.append(entry("b"));
        }
        try (ScanLedger ledger = open()) {
            assertThat(ledger.entries()).containsExactly(entry("a"), entry("b"));
            assertThat(ledger.find(entry("a").key())).contains(entry("a"));
            assertThat(ledger.find(Sha256.ofText("c"))).isEmpty();
        }
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
        for (String content : List.of("my notes", "my notes\n", "WEIR-LEDGER 2\n")) {
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
    void entriesWhenForgottenThenGoneAfterReopening() {
        try (ScanLedger ledger = open()) {
            ledger.append(entry("a"));
            ledger.append(entry("b"));
            assertThat(ledger.forget(entry -> entry.document().equals("a"))).isEqualTo(1);
            assertThat(ledger.forget(entry -> entry.document().equals("a"))).isZero();
        }
        try (ScanLedger ledger = open()) {
            assertThat(ledger.entries()).containsExactly(entry("b"));
        }
    }

    @Test
    void entryWhenANameHoldsATabThenRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> entry("a\tb"));
    }

    private ScanLedger open() {
        return ScanLedger.open(file());
    }

    private Path file() {
        return root.resolve("ledger");
    }

    private static LedgerEntry entry(String document) {
        return new LedgerEntry(
                Sha256.ofText("key " + document),
                "acme",
                document,
                "batch ü",
                Sha256.ofText(document),
                "admit",
                3,
                2,
                LedgerEntry.NONE);
    }
}
