package dev.weir.retrieve.behaviour;

import dev.weir.retrieve.behaviour.BehaviourPolicy.Rule;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is known of one principal, or of everybody of a tenant together: sketches of what was served, sums, and the rung. It
 * is read from bytes and written back to bytes. Not thread-safe.
 */
final class Profile {
    /** How long nothing is heard of a principal before all is forgotten: what the longest window may reach back. */
    static final Duration RETENTION = Duration.ofDays(45);

    private static final byte FORMAT = 2;
    /** In the order of their codes. */
    private static final List<Rung> RUNGS =
            List.of(Rung.NONE, Rung.LOG, Rung.LOWER_K, Rung.CAP_NEW, Rung.STEP_UP, Rung.BLOCK);

    private static final int RECENT_CHUNKS = 256;
    private static final int HOUR_SECONDS = 3600;
    private static final int MAX_BYTES = 1
            + 2
            + 2 * 8
            + 3 * SliceRing.MAX_BYTES
            + 2
            + RECENT_CHUNKS * 4
            + 8
            + 8
            + 4
            + 3 * Fading.BYTES
            + Regions.BYTES
            + Habits.MAX_BYTES;

    private final SliceRing hour = new SliceRing(Duration.ofHours(1));
    private final SliceRing day = new SliceRing(Duration.ofDays(1));
    private final SliceRing month = new SliceRing(Duration.ofDays(30));
    private final Recents recents = new Recents(RECENT_CHUNKS);
    private final Fading probes = new Fading(Duration.ofDays(1));
    private final Fading requests = new Fading(Duration.ofDays(7));
    private final Fading foreign = new Fading(Duration.ofDays(7));
    private final Regions regions = new Regions();
    private final Habits habits = new Habits();
    private Rung rung = Rung.NONE;
    private Rung told = Rung.NONE;
    private long heldUntil;
    private long sparedUntil;
    private double novelty;
    private long newHour;
    private int newInHour;

    /** What signs say of a profile. */
    record Deserved(Rung rung, Set<Sign> because) {}

    /**
     * The rung that stands at a second. One that was held to its end has fallen; what novelty had deserved a refusal is
     * counted anew.
     */
    Rung standing(long now) {
        if (rung != Rung.NONE && now >= heldUntil) {
            if (rung.isAtLeast(Rung.STEP_UP)) {
                novelty = 0;
            }
            rung = Rung.NONE;
        }
        return rung;
    }

    /** Counts a question, and whether the store returned rows that are not the principal's. */
    void takeRequest(int foreignRows, long now) {
        requests.add(1, now);
        foreign.add(foreignRows > 0 ? 1 : 0, now);
    }

    /** Whether foreign rows are so rare here that one is a sign: at least 50 questions, of which one in twenty had any. */
    boolean isForeignRare(long now) {
        double asked = requests.at(now);
        return asked >= 50 && foreign.at(now) <= asked / 20;
    }

    void addProbe(int points, long now) {
        probes.add(points, now);
    }

    void takeHabits(Observed seen, long key, Instant at) {
        habits.take(seen, key, at);
    }

    /**
     * Takes what an answer would hold.
     *
     * @param hashes of its chunks, best first
     * @param capNew how many new ones an hour may have
     * @return places of those that are too many, which do not count as served
     */
    BitSet takeServed(long[] hashes, double drift, int capNew, long now) {
        long thisHour = Math.floorDiv(now, (long) HOUR_SECONDS);
        if (thisHour > newHour) {
            newHour = thisHour;
            newInHour = 0;
        }
        advance(now);
        BitSet capped = new BitSet();
        for (int i = 0; i < hashes.length; i++) {
            int print = (int) hashes[i];
            boolean isNew = !recents.contains(print);
            if (isNew && newInHour >= capNew) {
                capped.set(i);
                continue;
            }
            newInHour += isNew ? 1 : 0;
            novelty = Math.max(0, novelty + (isNew ? 1 : 0) - drift);
            recents.add(print);
            addToWindows(hashes[i]);
        }
        return capped;
    }

    /** Counts chunks for the windows alone: what a tenant needs. */
    void takeCoverage(long[] hashes, long now) {
        advance(now);
        Arrays.stream(hashes).forEach(this::addToWindows);
    }

    /**
     * Takes where chunks lie.
     *
     * @param of the region of each, -1 where it is not known
     * @param capped places of those that are not served
     */
    void takeRegions(int[] of, BitSet capped, long now) {
        for (int i = 0; i < of.length; i++) {
            if (of[i] >= 0 && !capped.get(i)) {
                regions.add(of[i], now);
            }
        }
    }

    /** {@link Sign#SPREAD}, compared with everybody of the tenant together. */
    double spread(Profile tenant, long now) {
        return regions.spreadAmong(tenant.regions, now);
    }

    private void advance(long now) {
        hour.advance(now);
        day.advance(now);
        month.advance(now);
    }

    private void addToWindows(long hash) {
        hour.add(hash);
        day.add(hash);
        month.add(hash);
    }

    /** The value of every sign but {@link Sign#SPREAD}, which takes a comparison. */
    Map<Sign, Double> signs(long corpus, int floor, long now) {
        advance(now);
        Map<Sign, Double> values = new EnumMap<>(Sign.class);
        values.put(Sign.COVERAGE_HOUR, share(hour, corpus, floor));
        values.put(Sign.COVERAGE_DAY, share(day, corpus, floor));
        values.put(Sign.COVERAGE_MONTH, share(month, corpus, floor));
        values.put(Sign.NOVELTY, novelty);
        values.put(Sign.PROBING, probes.at(now));
        habits.signs(values, now);
        return values;
    }

    private static double share(SliceRing window, long corpus, int floor) {
        double served = window.estimate();
        return served <= floor ? 0 : Math.min(1, served / Math.max(1, corpus));
    }

    /** Climbs to what the signs deserve; a rung once reached is held. */
    Deserved climb(List<Rule> rules, Map<Sign, Double> values, Duration hold, long now) {
        Deserved deserved = deserve(rules, values, now);
        Rung standing = standing(now);
        if (deserved.rung() != Rung.NONE && deserved.rung().isAtLeast(standing)) {
            rung = deserved.rung();
            heldUntil = now + hold.toSeconds();
        }
        return deserved;
    }

    /** What the signs deserve. */
    Deserved deserve(List<Rule> rules, Map<Sign, Double> values, long now) {
        Rung highest = Rung.NONE;
        Set<Sign> because = EnumSet.noneOf(Sign.class);
        for (Rule rule : rules) {
            if (values.getOrDefault(rule.sign(), 0.0) < rule.from()) {
                continue;
            }
            Rung of = rule.rung() == Rung.STEP_UP && now < sparedUntil ? Rung.LOG : rule.rung();
            if (of != highest && of.isAtLeast(highest)) {
                because.clear();
                highest = of;
            }
            if (of == highest) {
                because.add(rule.sign());
            }
        }
        return new Deserved(highest, because);
    }

    /** Somebody proved himself. */
    void stepUp(Duration lasts, long now) {
        sparedUntil = now + lasts.toSeconds();
        if (standing(now) == Rung.STEP_UP) {
            rung = Rung.LOG;
            novelty = 0;
        }
    }

    /** The rung that the audit log was told last. */
    Rung told() {
        return told;
    }

    void tell(Rung now) {
        told = now;
    }

    byte[] bytes() {
        ByteBuffer out = ByteBuffer.allocate(MAX_BYTES);
        out.put(FORMAT).put((byte) RUNGS.indexOf(rung)).put((byte) RUNGS.indexOf(told));
        out.putLong(heldUntil).putLong(sparedUntil);
        hour.write(out);
        day.write(out);
        month.write(out);
        recents.write(out);
        out.putDouble(novelty).putLong(newHour).putInt(newInHour);
        probes.write(out);
        requests.write(out);
        foreign.write(out);
        regions.write(out);
        habits.write(out);
        return Arrays.copyOf(out.array(), out.position());
    }

    /**
     * The profile that was written, a new one if the bytes are empty.
     *
     * @throws StatesLostException if they were written otherwise
     */
    static Profile of(byte[] bytes) {
        Profile profile = new Profile();
        if (bytes.length == 0) {
            return profile;
        }
        try {
            ByteBuffer in = ByteBuffer.wrap(bytes);
            profile.read(in);
            if (in.hasRemaining()) {
                throw new IllegalArgumentException("a state has " + in.remaining() + " bytes too many");
            }
            return profile;
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw new StatesLostException("a state cannot be read", e);
        }
    }

    private void read(ByteBuffer in) {
        byte format = in.get();
        if (format != FORMAT) {
            throw new IllegalArgumentException("a state's format must be " + FORMAT + ", got " + format);
        }
        rung = rung(in.get());
        told = rung(in.get());
        heldUntil = in.getLong();
        sparedUntil = in.getLong();
        hour.read(in);
        day.read(in);
        month.read(in);
        recents.read(in);
        novelty = in.getDouble();
        newHour = in.getLong();
        newInHour = in.getInt();
        probes.read(in);
        requests.read(in);
        foreign.read(in);
        regions.read(in);
        habits.read(in);
        if (!(novelty >= 0 && novelty < Double.MAX_VALUE)) {
            throw new IllegalArgumentException("novelty must be finite and >= 0");
        }
    }

    private static Rung rung(byte code) {
        if (code < 0 || code >= RUNGS.size()) {
            throw new IllegalArgumentException("a rung must be 0-" + (RUNGS.size() - 1) + ", got " + code);
        }
        return RUNGS.get(code);
    }
}
