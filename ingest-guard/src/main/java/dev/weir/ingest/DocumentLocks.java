package dev.weir.ingest;

import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.chunk.DocumentId;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/** One document is changed by one thread at a time; which documents share a lock is nobody's business. */
final class DocumentLocks {
    private static final int LOCKS = 64;

    private final List<Lock> locks =
            Stream.<Lock>generate(ReentrantLock::new).limit(LOCKS).toList();

    Lock of(TenantId tenant, DocumentId document) {
        return locks.get(Math.floorMod(31 * tenant.hashCode() + document.hashCode(), LOCKS));
    }
}
