package dev.weir.retrieve.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.weir.tenancy.testkit.MovableClock;
import dev.weir.tenancy.testkit.SealedWorld;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StoreBreakerTest {
    private final MovableClock clock = new MovableClock(SealedWorld.START);

    @Test
    void breakerWhenNewThenIsClosed() {
        assertThat(StoreBreaker.untilReset(clock).isOpen()).isFalse();
    }

    @Test
    void breakerWhenTrippedThenIsOpenForItsTime() {
        StoreBreaker breaker = StoreBreaker.closingAfter(Duration.ofMinutes(1), clock);
        breaker.trip();
        clock.advance(Duration.ofSeconds(59));
        assertThat(breaker.isOpen()).isTrue();
        clock.advance(Duration.ofSeconds(1));
        assertThat(breaker.isOpen()).isFalse();
    }

    @Test
    void breakerWhenTrippedAgainThenItsTimeBeginsAgain() {
        StoreBreaker breaker = StoreBreaker.closingAfter(Duration.ofMinutes(1), clock);
        breaker.trip();
        clock.advance(Duration.ofSeconds(40));
        breaker.trip();
        clock.advance(Duration.ofSeconds(40));
        assertThat(breaker.isOpen()).isTrue();
    }

    @Test
    void breakerWhenItWaitsForAResetThenStaysOpen() {
        StoreBreaker breaker = StoreBreaker.untilReset(clock);
        breaker.trip();
        clock.advance(Duration.ofDays(100_000));
        assertThat(breaker.isOpen()).isTrue();
        breaker.reset();
        assertThat(breaker.isOpen()).isFalse();
    }

    @Test
    void timeWhenNotPositiveThenRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StoreBreaker.closingAfter(Duration.ZERO, clock))
                .withMessageContaining("must be > 0");
    }
}
