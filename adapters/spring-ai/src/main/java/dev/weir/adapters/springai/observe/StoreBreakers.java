package dev.weir.adapters.springai.observe;

import static java.util.Objects.requireNonNull;

import dev.weir.retrieve.verify.StoreBreaker;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** A breaker for each store of an application, by the name of its bean, so that one that lies stops itself alone. Thread-safe. */
public final class StoreBreakers {
    private final Map<String, StoreBreaker> byStore = new ConcurrentHashMap<>();
    private final Duration openFor;
    private final InstantSource clock;

    /** @param openFor how long after the last trip a store is not asked, more than zero */
    public StoreBreakers(Duration openFor, InstantSource clock) {
        this.openFor = requireNonNull(openFor, "openFor is null");
        this.clock = requireNonNull(clock, "clock is null");
        if (!openFor.isPositive()) {
            throw new IllegalArgumentException("openFor must be > 0, got " + openFor);
        }
    }

    /** The one breaker of a store. */
    public StoreBreaker of(String store) {
        return byStore.computeIfAbsent(store, name -> StoreBreaker.closingAfter(openFor, clock));
    }

    /** Whether each store's is {@code open} or {@code closed}, by name. */
    Map<String, String> states() {
        Map<String, String> states = new TreeMap<>();
        byStore.forEach((name, breaker) -> states.put(name, breaker.isOpen() ? "open" : "closed"));
        return states;
    }
}
