package dev.weir.retrieve.behaviour;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;

/**
 * When somebody asks: person or machine. How evenly is one sign, and a random delay defeats it; so the other two ask what no
 * delay helps against, whether he asks faster than anybody reads and whether he ever rests. Not thread-safe.
 */
final class Rhythm {
    /** The bytes that {@link #write} writes. */
    static final int BYTES = 2 * Integer.BYTES + 3 * Double.BYTES + Long.BYTES + Long.BYTES + Integer.BYTES;

    /** Gaps before their evenness is judged. */
    private static final int LEAST_GAPS = 20;
    /** About four times as fast as people skim. */
    private static final int SKIMMED_WORDS_PER_SECOND = 50;

    private static final int HOURS = 24;
    private static final int EVERY_HOUR = (1 << HOURS) - 1;
    private static final int HOUR_SECONDS = 3600;
    private static final long MILLIS = 1000;

    private int asked;
    private double gapMean;
    private double gapVariance;
    private double haste;
    private long lastMillis;
    private int lastWords;
    private long newestHour;
    /** Bit {@code i}: something was asked {@code i} hours of the clock before the newest. */
    private int hours;

    /**
     * Takes one question.
     *
     * @param words of all passages of its answer
     */
    void take(int words, Instant at) {
        long millis = at.toEpochMilli();
        if (asked > 0) {
            takeGap(millis - lastMillis);
        }
        takeHour(Math.floorDiv(at.getEpochSecond(), (long) HOUR_SECONDS));
        asked = Math.min(asked, Integer.MAX_VALUE - 1) + 1;
        lastMillis = millis;
        lastWords = words;
    }

    private void takeGap(long millis) {
        double gap = Math.log((double) Math.max(1, millis));
        if (asked == 1) {
            gapMean = gap;
        }
        double off = gap - gapMean;
        gapMean += Habits.WEIGHT * off;
        gapVariance = (1 - Habits.WEIGHT) * (gapVariance + Habits.WEIGHT * off * off);
        boolean isHasty = millis * SKIMMED_WORDS_PER_SECOND < lastWords * MILLIS;
        haste = Habits.mean(haste, isHasty ? 1 : 0);
    }

    /** A clock that goes back adds to the newest hour. */
    private void takeHour(long hour) {
        if (hour > newestHour) {
            long gone = hour - newestHour;
            hours = gone >= HOURS ? 0 : (hours << gone) & EVERY_HOUR;
            newestHour = hour;
        }
        hours |= 1;
    }

    /** Puts the signs' values in. */
    void signs(Map<Sign, Double> values) {
        values.put(Sign.MACHINE, asked <= LEAST_GAPS ? 0 : Math.max(0, 1 - Math.sqrt(gapVariance)));
        values.put(Sign.HASTE, haste);
        values.put(Sign.TIRELESS, (double) Integer.bitCount(hours) / HOURS);
    }

    void write(ByteBuffer out) {
        out.putInt(asked).putDouble(gapMean).putDouble(gapVariance).putDouble(haste);
        out.putLong(lastMillis).putInt(lastWords).putLong(newestHour).putInt(hours);
    }

    void read(ByteBuffer in) {
        asked = in.getInt();
        gapMean = in.getDouble();
        gapVariance = in.getDouble();
        haste = in.getDouble();
        lastMillis = in.getLong();
        lastWords = in.getInt();
        newestHour = in.getLong();
        hours = in.getInt();
    }
}
