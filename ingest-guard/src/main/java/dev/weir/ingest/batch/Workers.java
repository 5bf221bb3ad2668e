package dev.weir.ingest.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * Works off a list, several items at a time, until all are done or one throws. A thread that finds no item left helps with the
 * parts that others judge side by side; there are never more threads than jobs.
 */
final class Workers {
    private Workers() {}

    /** @throws RuntimeException the first that an item threw; items that were not begun are left */
    static <T> void each(int jobs, List<T> items, Consumer<T> action) {
        AtomicInteger next = new AtomicInteger();
        AtomicBoolean stopped = new AtomicBoolean();
        List<Future<?>> workers = new ArrayList<>();
        try (ForkJoinPool pool = pool(jobs)) {
            for (int i = 0; i < jobs; i++) {
                workers.add(CompletableFuture.runAsync(() -> workOff(items, action, next, stopped), pool));
            }
            await(workers, stopped);
        }
    }

    private static ForkJoinPool pool(int jobs) {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        AtomicInteger number = new AtomicInteger();
        ForkJoinPool.ForkJoinWorkerThreadFactory threads = pool -> {
            ForkJoinWorkerThread thread = ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(pool);
            thread.setName("weir-batch-" + number.getAndIncrement());
            thread.setContextClassLoader(loader);
            return thread;
        };
        // Saturated: a thread that waits for another is not stood in for.
        return new ForkJoinPool(jobs, threads, null, false, jobs, jobs, 1, pool -> true, 1, TimeUnit.MINUTES);
    }

    private static <T> void workOff(List<T> items, Consumer<T> action, AtomicInteger next, AtomicBoolean stopped) {
        try {
            int index = next.getAndIncrement();
            while (index < items.size() && !stopped.get()) {
                action.accept(items.get(index));
                index = next.getAndIncrement();
            }
        } catch (RuntimeException | Error e) {
            stopped.set(true);
            throw e;
        }
    }

    private static void await(List<Future<?>> workers, AtomicBoolean stopped) {
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
                stopped.set(true);
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while a batch was running", e);
            }
        }
        if (!failures.isEmpty()) {
            throw failures.getFirst();
        }
    }
}
