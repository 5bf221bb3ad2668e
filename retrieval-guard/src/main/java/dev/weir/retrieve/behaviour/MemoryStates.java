package dev.weir.retrieve.behaviour;

import static java.util.Objects.requireNonNull;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;

/**
 * States in the memory of one process, gone with it. Thread-safe.
 *
 * <p>When there are more than fit, one is forgotten and the whole counts as lost from then on: a state that went quietly
 * would be a way out.
 */
public final class MemoryStates implements BehaviourStates {
    private static final byte[] NOTHING = new byte[0];

    private final Cache<String, Entry> states;
    private final AtomicReference<Instant> since;

    private MemoryStates(int most, InstantSource clock) {
        this.since = new AtomicReference<>(clock.instant());
        this.states = Caffeine.newBuilder()
                .maximumSize(most)
                .ticker(ticker(clock))
                .expireAfter(Expiry.writing((String key, Entry entry) -> entry.keepFor()))
                .executor(Runnable::run)
                .evictionListener((key, entry, cause) -> {
                    if (cause == RemovalCause.SIZE) {
                        since.set(clock.instant());
                    }
                })
                .build();
    }

    /**
     * Empty ones.
     *
     * @param most how many states are kept, at least 1; one takes up to about 8 KiB
     * @throws IllegalArgumentException if it is below 1
     */
    public static MemoryStates ofEntries(int most, InstantSource clock) {
        requireNonNull(clock, "clock is null");
        if (most < 1) {
            throw new IllegalArgumentException("most must be >= 1, got " + most);
        }
        return new MemoryStates(most, clock);
    }

    @Override
    public Kept read(String key) {
        Entry entry = states.getIfPresent(key);
        return new Kept(entry == null ? NOTHING : entry.state(), since.get());
    }

    @Override
    public Writing replace(String key, Kept expected, byte[] next, Duration keepFor) {
        Writing[] writing = {Writing.CHANGED_MEANWHILE};
        Entry written = new Entry(next, keepFor);
        states.asMap().compute(key, (same, entry) -> {
            byte[] now = entry == null ? NOTHING : entry.state();
            if (!Arrays.equals(now, expected.state())) {
                return entry;
            }
            writing[0] = Writing.KEPT;
            return next.length == 0 ? null : written;
        });
        return writing[0];
    }

    /** How many states are kept. */
    public long size() {
        states.cleanUp();
        return states.estimatedSize();
    }

    /** Bytes of all states. */
    public long bytes() {
        return states.asMap().values().stream()
                .mapToLong(entry -> entry.state().length)
                .sum();
    }

    /** Bytes of the largest state, 0 if there is none. */
    public int mostBytes() {
        return states.asMap().values().stream()
                .mapToInt(entry -> entry.state().length)
                .max()
                .orElse(0);
    }

    @Override
    public void close() {
        states.invalidateAll();
    }

    private static Ticker ticker(InstantSource clock) {
        Instant start = clock.instant();
        return () -> Duration.between(start, clock.instant()).toNanos();
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared as a record
    private record Entry(byte[] state, Duration keepFor) {}
}
