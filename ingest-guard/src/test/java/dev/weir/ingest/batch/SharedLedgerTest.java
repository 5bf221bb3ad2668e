package dev.weir.ingest.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.chunk.Sha256;
import dev.weir.tenancy.testkit.MemoryRecords;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A ledger in records that nodes share. */
class SharedLedgerTest extends ScanLedgerContract {
    private final MemoryRecords records = new MemoryRecords();

    @Override
    ScanLedger open() {
        return ScanLedger.over(records, ACME);
    }

    @Test
    void entryWhenAnotherNodeAppendedItThenKnownHere() {
        try (ScanLedger here = open();
                ScanLedger there = open()) {
            there.append(entry("a"));
            here.append(again(entry("a")));

            assertThat(there.find(entry("a").key())).isEmpty();
            assertThat(there.entries()).containsExactly(again(entry("a")));
        }
    }

    @Test
    void entryWhenForgottenThenNoRecordIsLeft() {
        try (ScanLedger ledger = open()) {
            ledger.append(entry("a"));
            ledger.append(again(entry("a")));
            ledger.forget(entry -> true);
        }

        assertThat(records.list(ACME, "")).isEmpty();
    }

    @Test
    void entryWhenOfAnotherTenantThenRefusedWithAllThatCameWithIt() {
        try (ScanLedger ledger = ScanLedger.over(records, new TenantId("globex"))) {
            assertThatIllegalArgumentException().isThrownBy(() -> ledger.append(List.of(entry("a"))));
        }
        assertThat(records.list(new TenantId("globex"), "")).isEmpty();
    }

    @Test
    void recordWhenDamagedThenRefused() {
        try (ScanLedger ledger = open()) {
            ledger.append(entry("a"));
            records.change(ACME, changes -> {
                changes.put("entry/" + entry("a").key().hex(), new byte[] {1});
                return true;
            });

            assertThatExceptionOfType(LedgerException.class)
                    .isThrownBy(() -> ledger.find(entry("a").key()))
                    .withMessageContaining("damaged");
            assertThat(ledger.find(Sha256.ofText("other"))).isEmpty();
        }
    }
}
