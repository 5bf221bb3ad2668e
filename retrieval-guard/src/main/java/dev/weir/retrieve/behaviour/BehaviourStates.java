package dev.weir.retrieve.behaviour;

import java.time.Duration;
import java.time.Instant;

/**
 * Keeps what monitors know, by key: an SPI for memory or for a server that several nodes share. Implementations must be
 * thread-safe and must throw {@link StatesLostException}, and nothing else, where they cannot tell what was kept.
 */
public interface BehaviourStates extends AutoCloseable {
    /**
     * What is kept under a key.
     *
     * @param key 64 hexadecimal digits that mean nothing without the tenant's key
     * @throws StatesLostException if it cannot be read
     */
    Kept read(String key);

    /**
     * Keeps {@code next} if the key still holds exactly {@code expected}, in one step.
     *
     * @param next nothing at all to forget the key
     * @param keepFor after which it may be forgotten; it must not be before
     * @return whether it was kept
     * @throws StatesLostException if it cannot be written
     */
    Writing replace(String key, Kept expected, byte[] next, Duration keepFor);

    @Override
    void close();

    /** Whether a replacement was made. */
    enum Writing {
        KEPT,
        /** Somebody else was faster. */
        CHANGED_MEANWHILE
    }

    /**
     * What is kept under a key.
     *
     * @param state empty if there is nothing
     * @param since when the store began to keep anything: whatever was known before is lost
     */
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared as a record
    record Kept(byte[] state, Instant since) {}
}
