package dev.weir.retrieve.verify;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Keeps a store from being asked after it returned what its own claim rules out. One for each store, shared by everybody
 * who asks that store. Thread-safe.
 *
 * <p>{@link CandidateGate} says what trips it. While it is open, answers are empty.
 */
public final class StoreBreaker {
    private final InstantSource clock;
    private final Duration openFor;
    private final AtomicReference<Instant> openUntil = new AtomicReference<>(Instant.MIN);

    private StoreBreaker(InstantSource clock, Duration openFor) {
        this.clock = requireNonNull(clock, "clock is null");
        this.openFor = requireNonNull(openFor, "openFor is null");
    }

    /**
     * A breaker that closes by itself.
     *
     * @param openFor how long after the last trip the store is not asked, more than zero
     * @throws IllegalArgumentException if {@code openFor} is not positive
     */
    public static StoreBreaker closingAfter(Duration openFor, InstantSource clock) {
        if (!openFor.isPositive()) {
            throw new IllegalArgumentException("openFor must be > 0, got " + openFor);
        }
        return new StoreBreaker(clock, openFor);
    }

    /** A breaker that stays open until {@link #reset}. */
    public static StoreBreaker untilReset(InstantSource clock) {
        return new StoreBreaker(clock, Duration.ofSeconds(Long.MAX_VALUE));
    }

    /** Whether the store must not be asked now. */
    public boolean isOpen() {
        return clock.instant().isBefore(openUntil.get());
    }

    /** Opens, or keeps open for longer. */
    public void trip() {
        Instant now = clock.instant();
        Instant until = openFor.compareTo(Duration.between(now, Instant.MAX)) < 0 ? now.plus(openFor) : Instant.MAX;
        openUntil.accumulateAndGet(until, (a, b) -> a.isAfter(b) ? a : b);
    }

    /** Closes: somebody looked at the store and vouches for it. */
    public void reset() {
        openUntil.set(Instant.MIN);
    }
}
