package dev.weir.models.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SideBySideTest {

    @Property(tries = 100)
    void resultsWhenInAnyPoolThenThoseOfOneAfterTheOther(
            @ForAll @Size(max = 60) List<Integer> parts, @ForAll @IntRange(min = 1, max = 5) int threads)
            throws Exception {
        Function<Integer, String> judge = part -> part + " of " + part % 7;
        List<String> expected = parts.stream().map(judge).toList();
        assertThat(judged(parts, judge)).isEqualTo(expected);
        try (ForkJoinPool pool = new ForkJoinPool(threads)) {
            assertThat(pool.submit(() -> judged(parts, judge)).get()).isEqualTo(expected);
        }
    }

    @Test
    void partsWhenCallerIsInNoPoolThenItJudgesEachWhenAsked() {
        List<Integer> begun = new ArrayList<>();
        Thread caller = Thread.currentThread();
        try (SideBySide<Integer, Thread> judged = SideBySide.begin(Stream.of(1, 2, 3), part -> {
            begun.add(part);
            return Thread.currentThread();
        })) {
            assertThat(begun).isEmpty();
            assertThat(judged.get(2)).isSameAs(caller);
            assertThat(judged.get(1)).isSameAs(caller);
            assertThat(begun).containsExactly(2, 1);
        }
        assertThat(begun).containsExactly(2, 1);
    }

    @Test
    void partsWhenCallerIsInAPoolThenAsManyAsItHasThreadsAreJudgedAtATime() throws Exception {
        CountDownLatch all = new CountDownLatch(3);
        try (ForkJoinPool pool = new ForkJoinPool(3)) {
            List<Boolean> met = pool.submit(() -> judged(List.of(1, 2, 3), part -> {
                        all.countDown();
                        return met(all);
                    }))
                    .get();
            assertThat(met).containsOnly(true);
        }
    }

    @Test
    void partsWhenPoolIsBoundedThenNoMoreThreadsThanItHas() throws Exception {
        Set<Thread> seen = ConcurrentHashMap.newKeySet();
        try (ForkJoinPool pool = new ForkJoinPool(
                3,
                ForkJoinPool.defaultForkJoinWorkerThreadFactory,
                null,
                false,
                3,
                3,
                1,
                full -> true,
                1,
                TimeUnit.MINUTES)) {
            // Parts of parts, as windows of layers are.
            pool.submit(() -> judged(
                            numbers(20), outer -> judged(numbers(20), inner -> seen.add(Thread.currentThread()))))
                    .get();
        }
        assertThat(seen).hasSizeBetween(1, 3);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void partsWhenEqualThenJudgedOnce(int threads) throws Exception {
        AtomicInteger judgements = new AtomicInteger();
        List<Integer> parts = List.of(7, 7, 8, 7);
        assertThat(in(
                        threads,
                        () -> judged(parts, part -> {
                            judgements.incrementAndGet();
                            return part;
                        })))
                .isEqualTo(parts);
        assertThat(judgements).hasValue(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void getWhenJudgingThrewThenThatIsThrown(int threads) throws Exception {
        boolean done = in(threads, () -> {
            try (SideBySide<Integer, Integer> judged = SideBySide.begin(Stream.of(1, 2), part -> {
                if (part == 2) {
                    throw new IllegalStateException("part two");
                }
                return part;
            })) {
                assertThat(judged.get(1)).isEqualTo(1);
                assertThatIllegalStateException()
                        .isThrownBy(() -> judged.get(2))
                        .withMessageContaining("part two");
            }
            return true;
        });
        assertThat(done).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void closeWhenPartsWereNotBegunThenTheyNeverAre(int threads) throws Exception {
        List<Integer> begun = new ArrayList<>();
        boolean done = in(threads, () -> {
            try (SideBySide<Integer, Boolean> judged = SideBySide.begin(Stream.of(1, 2, 3), begun::add)) {
                return judged.get(1);
            }
        });
        assertThat(done).isTrue();
        assertThat(begun).containsExactly(1);
    }

    @Test
    void closeWhenAPartIsBeingJudgedThenItIsWaitedFor() throws Exception {
        CountDownLatch begun = new CountDownLatch(2);
        AtomicInteger ended = new AtomicInteger();
        try (ForkJoinPool pool = new ForkJoinPool(2)) {
            int after = pool.submit(() -> {
                        try (SideBySide<Integer, Integer> left = SideBySide.begin(Stream.of(1, 2), part -> {
                            begun.countDown();
                            return ended.incrementAndGet();
                        })) {
                            assertThat(left.get(1)).isPositive();
                            assertThat(met(begun)).isTrue();
                        }
                        return ended.get();
                    })
                    .get();
            assertThat(after).isEqualTo(2);
        }
    }

    @Test
    void getWhenPartWasNotBegunThenRefused() {
        try (SideBySide<Integer, Integer> judged = SideBySide.begin(Stream.of(1), part -> part)) {
            assertThatIllegalArgumentException().isThrownBy(() -> judged.get(2));
        }
    }

    private static <T, R> List<R> judged(List<T> parts, Function<T, R> judge) {
        try (SideBySide<T, R> judged = SideBySide.begin(parts.stream(), judge)) {
            return parts.stream().map(judged::get).toList();
        }
    }

    private static List<Integer> numbers(int count) {
        return Stream.iterate(0, number -> number + 1).limit(count).toList();
    }

    private static boolean met(CountDownLatch latch) {
        try {
            return latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** In this thread, or in a pool of so many. */
    private static <R> R in(int threads, Callable<R> work) throws Exception {
        if (threads == 0) {
            return work.call();
        }
        try (ForkJoinPool pool = new ForkJoinPool(threads)) {
            return pool.submit(work).get();
        }
    }
}
