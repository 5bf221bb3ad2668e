package dev.weir.ingest.batch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.chunk.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
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
    void documentWhenDoneAgainThenOnlyTheLastIsKnown() {
        try (ScanLedger ledger = open()) {
            ledger.append(entry("a"));
            ledger.append(again(entry("a")));
        }
        try (ScanLedger ledger = open()) {
            assertThat(ledger.find(entry("a").key())).isEmpty();
            assertThat(ledger.find(new TenantId("acme"), new DocumentId("a"))).contains(again(entry("a")));
            assertThat(ledger.entries()).hasSize(1);
        }
    }

    @Test
    void rootWhenAnEntryNamesNoneThenKept() {
        try (ScanLedger ledger = open()) {
            ledger.append(entry("a").under("root"));
            ledger.append(again(entry("a")));
            ledger.append(entry("b"));
        }
        try (ScanLedger ledger = open()) {
            assertThat(ledger.entries()).extracting(LedgerEntry::root).containsExactly("root", LedgerEntry.NONE);
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

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(root)) {
            return files.toList();
        }
    }

    /** The same document with other bytes. */
    private static LedgerEntry again(LedgerEntry entry) {
        return new LedgerEntry(
                Sha256.ofText("later key of " + entry.document()),
                entry.tenant(),
                entry.document(),
                entry.batch(),
                Sha256.ofText("later bytes of " + entry.document()),
                entry.outcome(),
                entry.chunks(),
                entry.sealed(),
                entry.ticket(),
                entry.root());
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
                LedgerEntry.NONE,
                LedgerEntry.NONE);
    }
}
