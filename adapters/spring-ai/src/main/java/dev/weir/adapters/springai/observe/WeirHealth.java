package dev.weir.adapters.springai.observe;

import static java.util.Objects.requireNonNull;

import dev.weir.retrieve.verify.StoreBreaker;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Out of service while the store's breaker is open, because nothing is answered then. Details say how many answers were full,
 * short and failed, and what was withheld by code, since the start; never whose.
 */
public final class WeirHealth implements HealthIndicator {
    private final StoreBreaker breaker;
    private final WeirMeters meters;

    public WeirHealth(StoreBreaker breaker, WeirMeters meters) {
        this.breaker = requireNonNull(breaker, "breaker is null");
        this.meters = requireNonNull(meters, "meters is null");
    }

    @Override
    public Health health() {
        boolean open = breaker.isOpen();
        return (open ? Health.outOfService() : Health.up())
                .withDetail("breaker", open ? "open" : "closed")
                .withDetail("full", meters.answers("full"))
                .withDetail("short", meters.answers("short"))
                .withDetail("failed", meters.answers("failed"))
                .withDetail("withheld", meters.withheld())
                .build();
    }
}
