package dev.weir.ingest.batch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.chunk.Sha256;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every ledger must do. */
abstract class ScanLedgerContract {
    static final TenantId ACME = new TenantId("acme");

    /** Opens the ledger that the one before left. */
    abstract ScanLedger open();

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
    void entryWhenOfADocumentWhoseNameBeginsLikeAnothersThenTheOtherStays() {
        try (ScanLedger ledger = open()) {
            ledger.append(List.of(entry("a"), entry("ab"), entry("a-b")));
            assertThat(ledger.forget(entry -> entry.document().equals("a"))).isEqualTo(1);
            assertThat(ledger.find(ACME, new DocumentId("ab"))).contains(entry("ab"));
            assertThat(ledger.find(new TenantId("globex"), new DocumentId("ab")))
                    .isEmpty();
            assertThat(ledger.entries()).hasSize(2);
        }
    }

    /** The same document with other bytes. */
    static LedgerEntry again(LedgerEntry entry) {
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

    static LedgerEntry entry(String document) {
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
