package dev.weir.adapters.springai.observe;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Out of service while the breaker of any store is open, because that one answers nothing then. Details say which, and how
 * many answers were full, short and failed, and what was withheld by code, since the start; never whose.
 */
public final class WeirHealth implements HealthIndicator {
    private final StoreBreakers breakers;
    private final WeirMeters meters;

    public WeirHealth(StoreBreakers breakers, WeirMeters meters) {
        this.breakers = requireNonNull(breakers, "breakers is null");
        this.meters = requireNonNull(meters, "meters is null");
    }

    @Override
    public Health health() {
        Map<String, String> states = breakers.states();
        return (states.containsValue("open") ? Health.outOfService() : Health.up())
                .withDetail("breakers", states)
                .withDetail("full", meters.answers("full"))
                .withDetail("short", meters.answers("short"))
                .withDetail("failed", meters.answers("failed"))
                .withDetail("withheld", meters.withheld())
                .build();
    }
}
