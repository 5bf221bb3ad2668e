package dev.weir.ingest.batch;

import static java.util.Objects.requireNonNull;

import dev.weir.ingest.IngestGuard;
import dev.weir.tenancy.ScopeDeniedException;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.chunk.Sha256;
import dev.weir.tenancy.keys.TenantDigests;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Keeps what is ingested in step with a root, a folder or a manifest: new and changed documents are ingested, those that
 * are gone are erased, those that moved both. What the root had before is in the ledger, as digests under the tenant's key.
 *
 * <h2>Guarantees</h2>
 *
 * <ul>
 *   <li>Bytes decide, not times: every file is read for its digest, and what is unchanged is not read again.
 *   <li>A document is noted before it is ingested, so that what a crash left half-done is found gone if its file is.
 *   <li>A document that moved goes from its old name only after it was done under the new one.
 *   <li>Nothing is erased while a folder could not be looked into, nor by a drastic plan that was not allowed.
 *   <li>A run that was cut short anywhere ends, run again, as if it had not been.
 * </ul>
 *
 * <h2>Not guaranteed</h2>
 *
 * <p>What was ingested from the root without a sync is known only from the first sync that finds it there. A document that
 * two roots hold is erased when the one that found it last has it no more, and returns with the other's next sync.
 */
public final class Sync {
    /** The outcome of a document that is about to be ingested. */
    private static final String PENDING = "pending";

    private final IngestGuard guard;
    private final IngestPlan plan;
    private final ScanLedger ledger;
    private final IngestWork work;
    private final BatchScan batch;

    /**
     * @param ledger of the plan's tenant, which the caller closes
     * @param jobs files that are worked on at a time, 1 to 256
     */
    public Sync(IngestGuard guard, IngestPlan plan, ScanLedger ledger, int jobs, InstantSource clock) {
        this(guard, plan, ledger, BatchScan.ingesting(guard, plan, jobs, clock).resuming(ledger));
    }

    private Sync(IngestGuard guard, IngestPlan plan, ScanLedger ledger, BatchScan batch) {
        this.guard = requireNonNull(guard, "guard is null");
        this.plan = requireNonNull(plan, "plan is null");
        this.ledger = requireNonNull(ledger, "ledger is null");
        this.work = new IngestWork(guard, plan);
        this.batch = batch;
    }

    /** This sync with baselines, as {@link BatchScan#watching} has it; nothing that moved is erased with a held batch. */
    public Sync watching(SourceBaselines baselines) {
        return new Sync(guard, plan, ledger, batch.watching(baselines));
    }

    /**
     * Compares what is under some paths now with what was known of the root, and changes nothing.
     *
     * @param root a name that stays the same from one sync to the next
     */
    public SyncPlan compare(String root, List<Path> paths) {
        Comparison comparison = new Comparison(keyed("root", root).hex(), Set.copyOf(paths));
        FileWalk.of(paths).forEach(comparison::look);
        return comparison.plan();
    }

    /**
     * Carries out a plan.
     *
     * @param erasing erases documents, wholly; it is called at most once, and last
     * @throws IllegalArgumentException if the plan is drastic and was not allowed
     * @throws RuntimeException of the part of the environment that is broken, or of the listener
     */
    public SyncSummary run(SyncPlan found, BatchListener listener, Consumer<Set<DocumentId>> erasing) {
        if (!found.isAllowed()) {
            throw new IllegalArgumentException("the plan would erase " + found.gone() + " of " + found.known()
                    + " documents and nobody allowed that");
        }
        ledger.append(found.notes());
        BatchSummary done = batch.workOff(found.work(), listener);
        Set<DocumentId> moved = new TreeSet<>();
        found.moved().forEach((old, fresh) -> {
            if (done.left().isEmpty() && isDone(fresh)) {
                moved.add(old);
            }
        });
        Set<DocumentId> going = new TreeSet<>(found.goneDocuments());
        going.addAll(moved);
        if (!going.isEmpty()) {
            erasing.accept(going);
        }
        SyncPlan.Counts counts = found.counts();
        return new SyncSummary(
                done,
                counts.unchanged(),
                counts.added() - moved.size(),
                counts.changed(),
                moved.size(),
                found.gone(),
                counts.unlisted());
    }

    private boolean isDone(SyncPlan.Fresh fresh) {
        return ledger.find(plan.tenant(), fresh.document())
                .filter(entry -> !entry.outcome().equals(PENDING))
                .filter(entry -> entry.bytes().equals(fresh.entry().bytes()))
                .isPresent();
    }

    private Sha256 keyed(String kind, String value) {
        return guard.digests().digest(plan.tenant(), TenantDigests.Purpose.LEDGER, kind + "\n" + value);
    }

    /** One call of {@link #compare}. */
    private final class Comparison {
        private final String root;
        private final Set<Path> paths;
        private final Map<DocumentId, LedgerEntry> known = new LinkedHashMap<>();
        private final Set<DocumentId> present = new HashSet<>();
        private final Set<Sha256> bytesThere = new HashSet<>();
        private final List<FileWalk.Found> todo = new ArrayList<>();
        private final List<LedgerEntry> notes = new ArrayList<>();
        private final List<SyncPlan.Fresh> fresh = new ArrayList<>();
        private int unchanged;
        private int changed;
        private int added;
        private int unlisted;

        Comparison(String root, Set<Path> paths) {
            this.root = root;
            this.paths = paths;
            for (LedgerEntry entry : ledger.entries()) {
                if (entry.root().equals(root)
                        && entry.tenant().equals(plan.tenant().value())) {
                    known.put(new DocumentId(entry.document()), entry);
                }
            }
        }

        void look(FileWalk.Found one) {
            Path path = one.path();
            DocumentId document = guard.documentOf(plan.tenant(), plan.sources().apply(path));
            Optional<LedgerEntry> before = ledger.find(plan.tenant(), document);
            // A path that is not there may have been a folder with documents in it.
            boolean missing = one instanceof FileWalk.Found.Broken && paths.contains(path) && before.isEmpty();
            if (missing || one instanceof FileWalk.Found.Unlisted) {
                unlisted++;
                todo.add(one);
                return;
            }
            present.add(document);
            before.filter(entry -> !entry.root().equals(root)).ifPresent(entry -> notes.add(entry.under(root)));
            Optional<Sha256> digest = FileDigest.of(path);
            if (digest.isEmpty()) {
                todo.add(one);
                return;
            }
            Sha256 bytes = keyed("bytes", digest.get().hex());
            bytesThere.add(bytes);
            if (before.isEmpty() || before.get().outcome().equals(PENDING)) {
                added++;
                add(document, bytes, before);
            } else if (before.get().bytes().equals(bytes)) {
                unchanged++;
            } else {
                changed++;
            }
            if (before.isEmpty() || !before.get().key().equals(key(path, digest.get()))) {
                todo.add(one);
            }
        }

        private void add(DocumentId document, Sha256 bytes, Optional<LedgerEntry> before) {
            LedgerEntry pending = new LedgerEntry(
                    keyed(PENDING, document.value()),
                    plan.tenant().value(),
                    document.value(),
                    plan.batch(),
                    bytes,
                    PENDING,
                    0,
                    0,
                    LedgerEntry.NONE,
                    root);
            fresh.add(new SyncPlan.Fresh(document, pending));
            if (!before.equals(Optional.of(pending))) {
                notes.add(pending);
            }
        }

        /** A key that no entry has, if there is no leave to ingest the file. */
        private Sha256 key(Path file, Sha256 digest) {
            try {
                return work.task(file).key(digest);
            } catch (ScopeDeniedException e) {
                return keyed("denied", file.toString());
            }
        }

        SyncPlan plan() {
            Map<DocumentId, LedgerEntry> missing = new LinkedHashMap<>(known);
            missing.keySet().removeAll(present);
            if (unlisted > 0) {
                missing.clear();
            }
            Map<DocumentId, SyncPlan.Fresh> moved = moved(missing);
            Set<DocumentId> gone = new TreeSet<>(missing.keySet());
            gone.removeAll(moved.keySet());
            long lost = gone.stream()
                    .map(document -> Optional.ofNullable(missing.get(document)))
                    .filter(entry -> entry.filter(had -> !bytesThere.contains(had.bytes()))
                            .isPresent())
                    .count();
            return new SyncPlan(
                    todo,
                    notes,
                    moved,
                    gone,
                    new SyncPlan.Counts(
                            present.size(), known.size(), unchanged, changed, added, Math.toIntExact(lost), unlisted),
                    0);
        }

        /** Each document that is missing, with one that is new and has the same bytes. */
        private Map<DocumentId, SyncPlan.Fresh> moved(Map<DocumentId, LedgerEntry> missing) {
            Map<Sha256, Deque<DocumentId>> byBytes = new HashMap<>();
            missing.forEach((document, entry) -> byBytes.computeIfAbsent(entry.bytes(), b -> new ArrayDeque<>())
                    .add(document));
            Map<DocumentId, SyncPlan.Fresh> moved = new LinkedHashMap<>();
            for (SyncPlan.Fresh one : fresh) {
                Deque<DocumentId> same = byBytes.getOrDefault(one.entry().bytes(), new ArrayDeque<>());
                if (!same.isEmpty()) {
                    moved.put(same.remove(), one);
                }
            }
            return moved;
        }
    }
}
