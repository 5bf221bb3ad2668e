package dev.weir.retrieve.behaviour;

import java.nio.ByteBuffer;
import java.time.Duration;

/** A sum that halves in each half-life. Not thread-safe. */
final class Fading {
    static final int BYTES = 2 * Long.BYTES;

    private final double halfLifeSeconds;
    private double value;
    private long at;

    Fading(Duration halfLife) {
        this.halfLifeSeconds = halfLife.toSeconds();
    }

    double at(long now) {
        return value * Math.pow(0.5, Math.max(0, now - at) / halfLifeSeconds);
    }

    void add(double amount, long now) {
        value = at(now) + amount;
        at = Math.max(at, now);
    }

    void write(ByteBuffer out) {
        out.putDouble(value).putLong(at);
    }

    /** @throws IllegalArgumentException if the bytes were written otherwise */
    void read(ByteBuffer in) {
        value = in.getDouble();
        at = in.getLong();
        if (!(value >= 0 && value < Double.MAX_VALUE)) {
            throw new IllegalArgumentException("a fading sum must be finite and >= 0");
        }
    }
}
