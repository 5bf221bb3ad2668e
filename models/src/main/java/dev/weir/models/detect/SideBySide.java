package dev.weir.models.detect;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The parts of one text or document, judged side by side where the calling thread belongs to a {@link ForkJoinPool}: by it
 * and by threads of that pool that have nothing else to do, so the size of the pool bounds the cores that are used. Any
 * other thread judges a part when it asks for its result, and nothing runs beside it. For the thread that began it.
 *
 * <h2>Guarantees</h2>
 *
 * Each part is judged once at most, equal parts together. The results are those of judging one after the other if what judges
 * depends on the part alone. After {@link #close} nothing runs any more, and parts that were not begun never are.
 *
 * @param <T> a part, with equality
 * @param <R> its result
 */
public final class SideBySide<T, R> implements AutoCloseable {

    private final SequencedMap<T, ForkJoinTask<R>> tasks = new LinkedHashMap<>();
    private final boolean forked = ForkJoinTask.inForkJoinPool();
    private volatile boolean closed;

    private SideBySide() {}

    /**
     * Begins to judge.
     *
     * @param parts in the order in which their results will be asked for
     * @param judge what is done to each, by any number of threads at once
     * @param <T> a part, with equality
     * @param <R> its result
     * @return the results, to be closed by the calling thread
     */
    public static <T, R> SideBySide<T, R> begin(Stream<T> parts, Function<T, R> judge) {
        requireNonNull(judge, "judge is null");
        SideBySide<T, R> begun = new SideBySide<>();
        parts.forEach(part -> begun.tasks.computeIfAbsent(part, key -> begun.task(key, judge)));
        if (begun.forked) {
            // The thread takes what it forked last, others what it forked first.
            begun.tasks.sequencedValues().reversed().forEach(ForkJoinTask::fork);
        }
        return begun;
    }

    private ForkJoinTask<R> task(T part, Function<T, R> judge) {
        return ForkJoinTask.adapt(() -> {
            if (closed) {
                throw new CancellationException("closed before it was begun");
            }
            return judge.apply(part);
        });
    }

    /**
     * The result of one part, waiting for it if need be.
     *
     * @param part one of the parts
     * @return what was judged of it
     * @throws RuntimeException whatever judging the part threw
     * @throws IllegalArgumentException if it is not one of the parts
     */
    public R get(T part) {
        ForkJoinTask<R> task = tasks.get(part);
        if (task == null) {
            throw new IllegalArgumentException("not one of the parts that were begun");
        }
        return forked ? task.join() : task.invoke();
    }

    /** Leaves out what was not begun and waits for what was. */
    @Override
    public void close() {
        closed = true;
        if (forked) {
            tasks.values().forEach(ForkJoinTask::quietlyJoin);
        }
    }
}
