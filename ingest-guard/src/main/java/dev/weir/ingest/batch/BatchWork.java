package dev.weir.ingest.batch;

import dev.weir.models.detect.Gap;
import dev.weir.tenancy.chunk.Sha256;
import java.nio.file.Path;
import java.util.Optional;

/** What a batch does with a file. */
interface BatchWork {
    /** What is done with one file; the task may throw {@link dev.weir.tenancy.ScopeDeniedException}. */
    Task task(Path file);

    /** The result for a path that cannot be opened. */
    BatchResult broken(Path path, Gap gap);

    /** One file in hand. */
    interface Task {
        /** Under which key a ledger knows the result for these bytes. */
        Sha256 key(Sha256 bytes);

        BatchResult run();

        /** What a ledger keeps of a result; empty for one that is to be tried again. */
        Optional<LedgerEntry> entry(BatchResult result);
    }
}
