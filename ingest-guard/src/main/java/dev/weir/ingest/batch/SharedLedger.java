package dev.weir.ingest.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.chunk.Sha256;
import dev.weir.tenancy.store.SharedRecords;
import dev.weir.tenancy.store.StoreException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A ledger in records that nodes share: one for each entry by its key, and the same for each document by its name, so that
 * either is found by one read, whatever other nodes change meanwhile.
 */
final class SharedLedger implements ScanLedger {
    private static final String ENTRY = "entry/";
    private static final String DOCUMENT = "document/";

    private final SharedRecords records;
    private final TenantId tenant;

    SharedLedger(SharedRecords records, TenantId tenant) {
        this.records = requireNonNull(records, "records is null");
        this.tenant = requireNonNull(tenant, "tenant is null");
    }

    @Override
    public Optional<LedgerEntry> find(Sha256 key) {
        return access("read", () -> records.find(tenant, ENTRY + key.hex()).map(this::entry));
    }

    @Override
    public Optional<LedgerEntry> find(TenantId of, DocumentId document) {
        if (!of.equals(tenant)) {
            return Optional.empty();
        }
        return access(
                "read", () -> records.find(tenant, DOCUMENT + document.value()).map(this::entry));
    }

    @Override
    public List<LedgerEntry> entries() {
        return access(
                "read",
                () -> records.list(tenant, ENTRY).values().stream()
                        .map(this::entry)
                        .toList());
    }

    /** @throws IllegalArgumentException if an entry is of another tenant */
    @Override
    public void append(List<LedgerEntry> done) {
        for (LedgerEntry entry : done) {
            if (!entry.tenant().equals(tenant.value())) {
                throw new IllegalArgumentException("the ledger is of tenant " + tenant + ", and an entry of another");
            }
        }
        access(
                "write",
                () -> records.change(tenant, changes -> {
                    done.forEach(entry -> put(changes, entry));
                    return done;
                }));
    }

    private void put(SharedRecords.Changes changes, LedgerEntry entry) {
        LedgerEntry kept = entry;
        if (!entry.document().equals(LedgerEntry.NONE)) {
            Optional<LedgerEntry> before =
                    changes.find(DOCUMENT + entry.document()).map(this::entry);
            if (entry.root().equals(LedgerEntry.NONE) && before.isPresent()) {
                kept = entry.under(before.get().root());
            }
            before.ifPresent(old -> changes.remove(ENTRY + old.key().hex()));
            changes.put(DOCUMENT + kept.document(), line(kept));
        }
        changes.put(ENTRY + kept.key().hex(), line(kept));
    }

    @Override
    public int forget(Predicate<LedgerEntry> which) {
        return access(
                "write",
                () -> records.change(tenant, changes -> {
                    List<LedgerEntry> going = changes.list(ENTRY).values().stream()
                            .map(this::entry)
                            .filter(which)
                            .toList();
                    for (LedgerEntry entry : going) {
                        changes.remove(ENTRY + entry.key().hex());
                        changes.remove(DOCUMENT + entry.document());
                    }
                    return going.size();
                }));
    }

    @Override
    public void close() {
        records.close();
    }

    private static byte[] line(LedgerEntry entry) {
        return LedgerLine.of(entry).getBytes(UTF_8);
    }

    private LedgerEntry entry(byte[] content) {
        return LedgerLine.read(new String(content, UTF_8))
                .orElseThrow(() -> new LedgerException("the ledger of tenant " + tenant
                        + " is damaged; remove its records, and everything is worked on again"));
    }

    private <T> T access(String what, Supplier<T> work) {
        try {
            return work.get();
        } catch (StoreException e) {
            throw new LedgerException("cannot " + what + " the ledger of tenant " + tenant, e);
        }
    }
}
