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
import dev.weir.tenancy.chunk.Sha256;
import dev.weir.tenancy.heads.HeadLogException;
import dev.weir.tenancy.keys.KeyUnavailableException;
import dev.weir.tenancy.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
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
 * </ul>
 *
 * <h2>Not guaranteed</h2>
 *
 * <p>That a run ends where parser, store, keys, quarantine or ledger are broken: it stops with the exception of the first.
 */
public final class BatchScan {
    private static final int MAX_JOBS = 256;
    private static final int BUFFER_BYTES = 1 << 16;

    private final BatchWork work;
    private final int jobs;
    private final @Nullable ScanLedger ledger;
    private final InstantSource clock;

    private BatchScan(BatchWork work, int jobs, @Nullable ScanLedger ledger, InstantSource clock) {
        this.work = requireNonNull(work, "work is null");
        this.clock = requireNonNull(clock, "clock is null");
        if (jobs < 1 || jobs > MAX_JOBS) {
            throw new IllegalArgumentException("jobs must be 1 to " + MAX_JOBS + ", got " + jobs);
        }
        this.jobs = jobs;
        this.ledger = ledger;
    }

    /**
     * Scans and stores nothing.
     *
     * @param jobs files that are worked on at a time, 1 to 256
     */
    public static BatchScan scanning(DocumentScanner scanner, int jobs, InstantSource clock) {
        return new BatchScan(new ScanWork(requireNonNull(scanner, "scanner is null")), jobs, null, clock);
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
                clock);
    }

    /** This batch with a ledger, which the caller closes. */
    public BatchScan resuming(ScanLedger from) {
        return new BatchScan(work, jobs, requireNonNull(from, "from is null"), clock);
    }

    /**
     * Works off all files under the paths, links followed.
     *
     * @return the counts
     * @throws RuntimeException of the part of the environment that is broken, or of the listener
     */
    public BatchSummary run(List<Path> paths, BatchListener listener) {
        return new Run(FileWalk.of(paths), listener).go();
    }

    private static boolean isEnvironment(RuntimeException failure) {
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

    /** One call of {@link #run}. */
    private final class Run {
        private final List<FileWalk.Found> found;
        private final BatchListener listener;
        private final AtomicInteger next = new AtomicInteger();
        private final Object reporting = new Object();
        private BatchSummary summary = BatchSummary.NONE;
        private volatile boolean stopped;

        Run(List<FileWalk.Found> found, BatchListener listener) {
            this.found = found;
            this.listener = requireNonNull(listener, "listener is null");
        }

        BatchSummary go() {
            Instant start = clock.instant();
            listener.started(found.size());
            List<Future<?>> workers = new ArrayList<>();
            try (ExecutorService pool = Executors.newFixedThreadPool(
                    jobs, Thread.ofPlatform().daemon().name("weir-batch-", 0).factory())) {
                for (int i = 0; i < jobs; i++) {
                    workers.add(pool.submit(this::workOff));
                }
                await(workers);
            }
            synchronized (reporting) {
                return summary.took(Duration.between(start, clock.instant()));
            }
        }

        private void await(List<Future<?>> workers) {
            List<RuntimeException> failures = new ArrayList<>();
            for (Future<?> worker : workers) {
                try {
                    worker.get();
                } catch (ExecutionException e) {
                    failures.add(
                            e.getCause() instanceof RuntimeException cause
                                    ? cause
                                    : new IllegalStateException("a batch worker died", e.getCause()));
                } catch (InterruptedException e) {
                    stopped = true;
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException("interrupted while a batch was running", e);
                }
            }
            if (!failures.isEmpty()) {
                throw failures.getFirst();
            }
        }

        private void workOff() {
            try {
                int index = next.getAndIncrement();
                while (index < found.size() && !stopped) {
                    report(resultOf(found.get(index)));
                    index = next.getAndIncrement();
                }
            } catch (RuntimeException | Error e) {
                stopped = true;
                throw e;
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
            if (asked == null || !Files.isRegularFile(file)) {
                return Optional.empty();
            }
            try {
                return asked.find(task.key(digest(file)));
            } catch (IOException e) {
                // Whatever is wrong with the file, the reader says it better.
                return Optional.empty();
            }
        }

        private static Sha256 digest(Path file) throws IOException {
            try (InputStream in = Files.newInputStream(file);
                    DigestInputStream digest = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
                byte[] buffer = new byte[BUFFER_BYTES];
                int read;
                do {
                    read = digest.read(buffer);
                } while (read >= 0);
                return Sha256.fromBytes(digest.getMessageDigest().digest());
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has SHA-256", e);
            }
        }
    }
}
