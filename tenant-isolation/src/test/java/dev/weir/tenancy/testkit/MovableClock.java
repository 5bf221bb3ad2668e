package dev.weir.tenancy.testkit;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until a test moves it. Thread-safe. */
public final class MovableClock implements InstantSource {
    private volatile Instant now;

    public MovableClock(Instant start) {
        this.now = requireNonNull(start, "start is null");
    }

    @Override
    public Instant instant() {
        return now;
    }

    /** Moves the clock by {@code step}, which may be negative. */
    public synchronized void advance(Duration step) {
        now = now.plus(step);
    }

    public void set(Instant instant) {
        now = requireNonNull(instant, "instant is null");
    }
}
