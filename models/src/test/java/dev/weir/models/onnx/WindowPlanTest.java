package dev.weir.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.models.onnx.WindowPlan.Window;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class WindowPlanTest {

    @Property(tries = 2000)
    void windowsWhenAnyShapeThenEveryTokenIsCoveredAndNeighboursOverlap(
            @ForAll @IntRange(max = 5000) int tokens,
            @ForAll @IntRange(min = 1, max = 600) int window,
            @ForAll @IntRange(max = 599) int overlap) {
        Assume.that(overlap < window);
        WindowPlan plan = new WindowPlan(tokens, window, overlap);
        int covered = 0;
        for (int i = 0; i < plan.count(); i++) {
            Window now = plan.window(i);
            assertThat(now.end() - now.start()).isBetween(1, window);
            assertThat(now.start()).isLessThanOrEqualTo(covered);
            assertThat(now.end()).isGreaterThan(covered);
            if (i > 0) {
                assertThat(covered - now.start()).isGreaterThanOrEqualTo(overlap);
            }
            covered = now.end();
        }
        assertThat(covered).isEqualTo(tokens);
    }

    @Test
    void windowsWhenTextIsHugeThenLastWindowEndsAtItsEnd() {
        WindowPlan plan = new WindowPlan(Integer.MAX_VALUE, 254, 64);
        assertThat(plan.window(plan.count() - 1).end()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void windowsWhenThereAreNoTokensThenThereIsNoWindow() {
        assertThat(new WindowPlan(0, 254, 64).count()).isZero();
    }

    @Test
    void planWhenOverlapIsNotSmallerThanWindowThenRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new WindowPlan(10, 5, 5));
    }
}
