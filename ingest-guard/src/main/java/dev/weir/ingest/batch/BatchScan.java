package dev.weir.ingest.batch;

import static java.util.Objects.requireNonNull;

import dev.weir.ingest.DocumentScanner;
import dev.weir.ingest.IngestGuard;
import dev.weir.ingest.parse.ParserUnavailableException;
import dev.weir.ingest.quarantine.QuarantineException;
import dev.weir.models.catalog.ModelException;
import dev.weir.models.embed.EmbeddingException;
import dev.weir.tenancy.ScopeDeniedException;
import dev.weir.tenancy.WriteRefusedException;
import dev.weir.tenancy.heads.HeadLogException;
import dev.weir.tenancy.keys.KeyUnavailableException;
import dev.weir.tenancy.store.StoreException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Works off files and folders, several at a time. One object serves any number of runs; runs may overlap.
 *
 * <h2>Guarantees</h2>
 *
 * <ul>
 *   <li>Every file under the paths gets exactly one result; what cannot be opened, entered or understood has one as well,
 *       and no document stops the others.
 *   <li>With a ledger, what is done is noted after it is done and is not done again; a run that was killed goes on when it
 *       is started again, and ends as if it had not been.
 *   <li>The outcomes do not depend on how many files are worked on at a time, only their order does.
 *   <li>With baselines, nothing is published before everything was judged, and what a batch has of a source whose baseline
 *       it left is held whole; the versions before stay served.
 * </ul>
 *
 * <h2>Not guaranteed</h2>
 *
 * <p>That a run ends where parser, store, keys, quarantine or ledger are broken: it stops with the exception of the first.
 */
public final class BatchScan {
    private static final System.Logger LOG = System.getLogger(BatchScan.class.getName());
    private static final int MAX_JOBS = 256;

    private final BatchWork work;
    private final int jobs;
    private final @Nullable ScanLedger ledger;
    private final @Nullable SourceBaselines baselines;
    private final InstantSource clock;

    private BatchScan(
            BatchWork work,
            int jobs,
            @Nullable ScanLedger ledger,
            @Nullable SourceBaselines baselines,
            InstantSource clock) {
        this.work = requireNonNull(work, "work is null");
        this.clock = requireNonNull(clock, "clock is null");
        if (jobs < 1 || jobs > MAX_JOBS) {
            throw new IllegalArgumentException("jobs must be 1 to " + MAX_JOBS + ", got " + jobs);
        }
        this.jobs = jobs;
        this.ledger = ledger;
        this.baselines = baselines;
    }

    /**
     * Scans and stores nothing.
     *
     * @param jobs files that are worked on at a time, 1 to 256
     */
    public static BatchScan scanning(DocumentScanner scanner, int jobs, InstantSource clock) {
        return new BatchScan(new ScanWork(requireNonNull(scanner, "scanner is null")), jobs, null, null, clock);
    }

    /**
     * Ingests.
     *
     * @param jobs files that are worked on at a time, 1 to 256
     */
    public static BatchScan ingesting(IngestGuard guard, IngestPlan plan, int jobs, InstantSource clock) {
        return new BatchScan(
                new IngestWork(requireNonNull(guard, "guard is null"), requireNonNull(plan, "plan is null")),
                jobs,
                null,
                null,
                clock);
    }

    /** This batch with a ledger, which the caller closes. */
    public BatchScan resuming(ScanLedger from) {
        return new BatchScan(work, jobs, requireNonNull(from, "from is null"), baselines, clock);
    }

    /**
     * This batch under baselines, which the caller closes; runs under the same ones must not overlap.
     *
     * @throws IllegalStateException if it only scans
     */
    public BatchScan watching(SourceBaselines over) {
        if (!(work instanceof IngestWork)) {
            throw new IllegalStateException("a scan publishes nothing that could be held");
        }
        return new BatchScan(work, jobs, ledger, requireNonNull(over, "over is null"), clock);
    }

    /**
     * Works off all files under the paths, links followed.
     *
     * @return the counts
     * @throws RuntimeException of the part of the environment that is broken, or of the listener
     */
    public BatchSummary run(List<Path> paths, BatchListener listener) {
        return workOff(FileWalk.of(paths), listener);
    }

    /** Works off what a walk found. */
    BatchSummary workOff(List<FileWalk.Found> found, BatchListener listener) {
        requireNonNull(listener, "listener is null");
        Instant start = clock.instant();
        SourceBaselines over = baselines;
        BatchSummary summary = over != null && work instanceof IngestWork ingest
                ? inTwoPasses(ingest, over, found, listener)
                : new Run(work, listener).go(found);
        return summary.took(Duration.between(start, clock.instant()));
    }

    private BatchSummary inTwoPasses(
            IngestWork ingest, SourceBaselines over, List<FileWalk.Found> found, BatchListener listener) {
        over.begin(ingest.batch(), clock.instant());
        try {
            GuardedWork guarded = new GuardedWork(ingest, over, ledger);
            Object reporting = new Object();
            Workers.each(jobs, found, one -> {
                guarded.judge(one);
                synchronized (reporting) {
                    listener.judged(found.size());
                }
            });
            List<LeftBaseline> left = guarded.decide();
            for (LeftBaseline one : left) {
                LOG.log(
                        System.Logger.Level.ERROR,
                        "batch {0} left the baseline of {1} and is held whole: {2} of {3} documents were stopped",
                        ingest.batch(),
                        one.source(),
                        one.stopped(),
                        one.documents());
            }
            BatchSummary summary = new Run(guarded, listener).go(found).left(left);
            over.end();
            return summary;
        } finally {
            over.leave();
        }
    }

    static boolean isEnvironment(RuntimeException failure) {
        return failure instanceof ParserUnavailableException
                || failure instanceof StoreException
                || failure instanceof HeadLogException
                || failure instanceof KeyUnavailableException
                || failure instanceof QuarantineException
                || failure instanceof ModelException
                || failure instanceof EmbeddingException
                || failure instanceof LedgerException
                || failure instanceof WriteRefusedException;
    }

    /** One pass that ends in results. */
    private final class Run {
        private final BatchWork work;
        private final BatchListener listener;
        private final Object reporting = new Object();
        private BatchSummary summary = BatchSummary.NONE;

        Run(BatchWork work, BatchListener listener) {
            this.work = work;
            this.listener = listener;
        }

        BatchSummary go(List<FileWalk.Found> found) {
            listener.started(found.size());
            Workers.each(jobs, found, one -> report(resultOf(one)));
            synchronized (reporting) {
                return summary;
            }
        }

        private void report(BatchResult result) {
            synchronized (reporting) {
                summary = summary.plus(result);
                listener.finished(result);
            }
        }

        private BatchResult resultOf(FileWalk.Found one) {
            return switch (one) {
                case FileWalk.Found.Broken broken -> work.broken(broken.path(), broken.gap());
                case FileWalk.Found.Unlisted unlisted -> work.broken(unlisted.path(), unlisted.gap());
                case FileWalk.Found.File file -> resultOf(file.path());
            };
        }

        private BatchResult resultOf(Path file) {
            try {
                BatchWork.Task task = work.task(file);
                Optional<LedgerEntry> before = known(task, file);
                if (before.isPresent()) {
                    return new BatchResult.Skipped(file, before.get());
                }
                BatchResult result = task.run();
                ScanLedger noting = ledger;
                if (noting != null) {
                    task.entry(result).ifPresent(noting::append);
                }
                return result;
            } catch (ScopeDeniedException e) {
                return new BatchResult.Denied(file, e.code());
            } catch (RuntimeException e) {
                if (isEnvironment(e)) {
                    throw e;
                }
                return new BatchResult.Failed(file, e.getClass().getSimpleName());
            }
        }

        private Optional<LedgerEntry> known(BatchWork.Task task, Path file) {
            ScanLedger asked = ledger;
            return asked == null
                    ? Optional.empty()
                    : FileDigest.of(file).flatMap(digest -> asked.find(task.key(digest)));
        }
    }
}
