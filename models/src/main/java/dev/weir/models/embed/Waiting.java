package dev.weir.models.embed;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets time pass. */
@FunctionalInterface
public interface Waiting {

    /**
     * Returns when the time has passed.
     *
     * @param duration zero or more
     * @throws InterruptedException if the thread is interrupted meanwhile
     */
    void await(Duration duration) throws InterruptedException;

    /** {@return the waiting that blocks the thread} */
    static Waiting blocking() {
        return duration -> {
            boolean never = new CountDownLatch(1).await(duration.toNanos(), TimeUnit.NANOSECONDS);
            if (never) {
                throw new IllegalStateException("nobody counts the latch down");
            }
        };
    }
}
