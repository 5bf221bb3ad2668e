package dev.weir.ingest.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.models.detect.SideBySide;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkersTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void eachWhenAnyNumberOfJobsThenEveryItemOnce(int jobs) {
        Set<Integer> done = ConcurrentHashMap.newKeySet();
        Workers.each(jobs, numbers(50), item -> assertThat(done.add(item)).isTrue());
        assertThat(done).hasSize(50);
    }

    @Test
    void eachWhenOneItemIsLeftThenIdleThreadsTakeItsParts() {
        CountDownLatch parts = new CountDownLatch(3);
        Workers.each(
                3,
                List.of(1),
                item -> judge(3, part -> {
                    parts.countDown();
                    met(parts);
                }));
        assertThat(parts.getCount()).isZero();
    }

    @Test
    void eachWhenItemsHavePartsThenNoMoreThreadsThanJobs() {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        Workers.each(2, numbers(20), item -> judge(20, part -> threads.add(Thread.currentThread())));
        assertThat(threads).hasSizeBetween(1, 2);
    }

    @Test
    void eachWhenAnItemThrowsThenThatIsThrownAndItemsNotBegunAreLeft() {
        Set<Integer> begun = ConcurrentHashMap.newKeySet();
        IllegalStateException broken = new IllegalStateException("broken");
        assertThatThrownBy(() -> Workers.each(1, numbers(9), item -> {
                    begun.add(item);
                    if (item == 3) {
                        throw broken;
                    }
                }))
                .isSameAs(broken);
        assertThat(begun).containsExactlyInAnyOrder(0, 1, 2, 3);
    }

    @Test
    void eachWhenAnItemEndsInAnErrorThenThatIsTheCause() {
        StackOverflowError error = new StackOverflowError();
        assertThatThrownBy(() -> Workers.each(2, numbers(1), item -> {
                    throw error;
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasCause(error);
    }

    private static void judge(int parts, Consumer<Integer> judge) {
        try (SideBySide<Integer, Integer> judged = SideBySide.begin(numbers(parts).stream(), part -> {
            judge.accept(part);
            return part;
        })) {
            numbers(parts).forEach(part -> assertThat(judged.get(part)).isEqualTo(part));
        }
    }

    private static void met(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Integer> numbers(int count) {
        return IntStream.range(0, count).boxed().toList();
    }
}
