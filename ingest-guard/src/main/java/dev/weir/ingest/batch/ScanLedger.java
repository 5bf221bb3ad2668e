package dev.weir.ingest.batch;

import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.chunk.Sha256;
import dev.weir.tenancy.store.SharedRecords;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What was done. Of an ingested document it knows the last thing that was done. Thread-safe.
 *
 * <p>A ledger of ingests holds digests under the tenant's key alone. One of plain scans has no tenant and so no key: its
 * digests tell whoever has a file and its path that it was scanned; keep it where the files are.
 *
 * <h2>Guarantees</h2>
 *
 * <ul>
 *   <li>An entry is kept when {@link #append} returns.
 *   <li>When {@link #forget} returns, nothing of what was forgotten is left in it; a crash leaves it as it was before, or
 *       after.
 * </ul>
 *
 * <h2>Not guaranteed</h2>
 *
 * <p>Protection against people: whoever may write to it can make a scan skip documents. Keep it where the store is.
 */
public interface ScanLedger extends AutoCloseable {
    /**
     * Opens, or creates, a ledger in a file and locks it: one process at a time.
     *
     * @throws LedgerException if the file cannot be read or written, is no ledger, is damaged, or another process has it
     */
    static ScanLedger open(Path file) {
        return LedgerFile.open(file);
    }

    /** A tenant's ledger in records that nodes share, any number of which work with it at a time. It closes the records. */
    static ScanLedger over(SharedRecords records, TenantId tenant) {
        return new SharedLedger(records, tenant);
    }

    /** What is known under a key. */
    Optional<LedgerEntry> find(Sha256 key);

    /** What is known of an ingested document. */
    Optional<LedgerEntry> find(TenantId tenant, DocumentId document);

    /** Everything that is known, in the order in which it was done. */
    List<LedgerEntry> entries();

    /**
     * Notes a document as done, in place of what was known of it.
     *
     * @throws LedgerException if it cannot be written
     */
    default void append(LedgerEntry entry) {
        append(List.of(entry));
    }

    /**
     * Notes documents as done. An entry without a root keeps the one that its document had.
     *
     * @throws LedgerException if they cannot be written
     */
    void append(List<LedgerEntry> done);

    /**
     * Forgets documents, so that they are worked on again: for what was deleted.
     *
     * @return how many entries went
     * @throws LedgerException if it cannot be written; nothing is forgotten then
     */
    int forget(Predicate<LedgerEntry> which);

    @Override
    void close();
}
