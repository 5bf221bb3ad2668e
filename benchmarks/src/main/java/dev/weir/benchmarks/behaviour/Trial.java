package dev.weir.benchmarks.behaviour;

import dev.weir.benchmarks.behaviour.Reader.Readership;
import dev.weir.benchmarks.behaviour.Thief.Way;
import dev.weir.benchmarks.behaviour.Watch.Outcome;
import dev.weir.benchmarks.interval.Share;
import dev.weir.retrieve.behaviour.BehaviourPolicy;
import dev.weir.retrieve.behaviour.Rung;
import dev.weir.tenancy.chunk.Sha256;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Readers and thieves under a policy. Everybody starts unknown; nobody disturbs anybody else. */
final class Trial {
    static final int THIEF_DAYS = 30;
    /** What a thief in a hurry asks on his first day, and on each later one. */
    static final int FAST_FIRST = 300;

    static final int FAST_LATER = 60;
    static final int SLOW = 10;

    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    private static final int TUNING_OF_100 = 30;
    private static final int OTHERS = 30;
    private static final int OTHERS_DAYS = 15;

    private final Corpus corpus;
    private final Readership readership;
    private final int readers;
    private final int days;
    private final int thieves;
    private final long seed;
    private final Crowd crowd;

    Trial(Corpus corpus, int readers, int days, int thieves, long seed) {
        this.corpus = corpus;
        this.readership = new Readership(corpus, seed);
        this.readers = readers;
        this.days = days;
        this.thieves = thieves;
        this.seed = seed;
        // Others than those that are counted, and long enough ago for nothing but the tenant's habits to be left.
        this.crowd = Crowd.of(
                corpus,
                IntStream.range(readers, readers + OTHERS)
                        .mapToObj(readership::reader)
                        .toList(),
                OTHERS_DAYS,
                START.minus(Duration.ofDays(2)));
    }

    /** Who is tuned on and who is reported on, by the hash of his name. */
    enum Part {
        TUNING,
        REPORT;

        boolean has(String name) {
            boolean isTuning = Math.floorMod(Sha256.ofText(name).w0(), 100L) < TUNING_OF_100;
            return isTuning == (this == TUNING);
        }
    }

    /** How much a thief asks in a day. */
    enum Pace {
        /** {@value Trial#FAST_FIRST} questions on the first day, {@value Trial#FAST_LATER} on each later one. */
        FAST,
        /** {@value Trial#SLOW} questions a day. */
        SLOW
    }

    /** Days on which readers asked anything, and on how many of them the ladder did what. */
    record Days(int active, int stopped, int capped, int lowered, int logged, int questions) {}

    /**
     * One thief's luck.
     *
     * @param stoppedAfter questions until the first refusal, 0 if there was none
     * @param loot chunks he had then, or at the end
     * @param finalLoot chunks he has after {@link #THIEF_DAYS} days, waiting whenever he is refused
     */
    record Heist(int stoppedAfter, int loot, int finalLoot) {}

    Days read(BehaviourPolicy policy, Part part) {
        int[] counts = new int[6];
        for (int number = 0; number < readers; number++) {
            String name = "reader-" + number;
            if (part.has(name)) {
                Reader reader = readership.reader(number);
                Watch watch = new Watch(corpus, policy, name, START, crowd);
                for (int day = 0; day < days; day++) {
                    // Five working days and two that are none.
                    List<Question> questions = reader.day(START.plus(Duration.ofDays(day / 5 * 7L + day % 5)));
                    count(questions, watch, counts);
                }
            }
        }
        return new Days(counts[0], counts[1], counts[2], counts[3], counts[4], counts[5]);
    }

    private static void count(List<Question> questions, Watch watch, int[] counts) {
        boolean stopped = false;
        boolean capped = false;
        Rung highest = Rung.NONE;
        for (Question question : questions) {
            Outcome outcome = watch.ask(question, Reader.K);
            stopped |= outcome.isRefused();
            capped |= outcome.isCapped();
            highest = outcome.rung().isAtLeast(highest) ? outcome.rung() : highest;
        }
        counts[0] += questions.isEmpty() ? 0 : 1;
        counts[1] += stopped ? 1 : 0;
        counts[2] += capped ? 1 : 0;
        counts[3] += highest.isAtLeast(Rung.LOWER_K) ? 1 : 0;
        counts[4] += highest.isAtLeast(Rung.LOG) ? 1 : 0;
        counts[5] += questions.size();
    }

    /** The thieves of a part, each until the first refusal or for {@code most} days, whichever comes last. */
    List<Heist> steal(BehaviourPolicy policy, Part part, Way way, Pace pace, int most) {
        return IntStream.range(0, thieves)
                .filter(number -> part.has(way + "-" + pace + "-" + number))
                .mapToObj(number -> steal(policy, way, pace, number, most))
                .toList();
    }

    private Heist steal(BehaviourPolicy policy, Way way, Pace pace, int number, int most) {
        Thief thief = new Thief(way, corpus, seed + 104_729L * (number + 1));
        Watch watch = new Watch(corpus, policy, "thief", START, crowd);
        int asked = 0;
        int stoppedAfter = 0;
        int loot = 0;
        for (int day = 0; day < THIEF_DAYS && (day < most || stoppedAfter == 0); day++) {
            Instant at = START.plus(Duration.ofDays(day)).plus(Duration.ofHours(9));
            int questions = pace == Pace.SLOW ? SLOW : day == 0 ? FAST_FIRST : FAST_LATER;
            for (int i = 0; i < questions; i++) {
                at = at.plusSeconds(pace == Pace.SLOW ? 1800 : 2);
                Outcome outcome = watch.ask(thief.next(at), Reader.K);
                asked++;
                if (outcome.isRefused()) {
                    if (stoppedAfter == 0) {
                        stoppedAfter = asked;
                        loot = thief.loot();
                    }
                    break;
                }
                thief.take(outcome.got());
            }
        }
        return new Heist(stoppedAfter, stoppedAfter == 0 ? thief.loot() : loot, thief.loot());
    }

    /** How many thieves in a hurry reach a rung within {@link #FAST_LATER} questions. */
    Share logged(BehaviourPolicy policy, Part part, Way way) {
        int all = 0;
        int logged = 0;
        for (int number = 0; number < thieves; number++) {
            if (part.has(way + "-" + Pace.FAST + "-" + number)) {
                Thief thief = new Thief(way, corpus, seed + 104_729L * (number + 1));
                Watch watch = new Watch(corpus, policy, "thief", START, crowd);
                boolean isLogged = false;
                for (int i = 0; i < FAST_LATER && !isLogged; i++) {
                    Outcome outcome = watch.ask(thief.next(START.plusSeconds(2L * i)), Reader.K);
                    thief.take(outcome.got());
                    isLogged = outcome.rung().isAtLeast(Rung.LOG);
                }
                all++;
                logged += isLogged ? 1 : 0;
            }
        }
        return Share.wilson(logged, all);
    }

    /** Chunks that the thieves have who are not watched, after {@link #FAST_FIRST} questions. */
    List<Integer> unwatched(Way way) {
        List<Integer> loots = new ArrayList<>();
        for (int number = 0; number < thieves; number++) {
            if (Part.REPORT.has(way + "-" + Pace.FAST + "-" + number)) {
                Thief thief = new Thief(way, corpus, seed + 104_729L * (number + 1));
                for (int i = 0; i < FAST_FIRST; i++) {
                    int[] found = thief.next(START).found().chunks();
                    thief.take(Arrays.copyOf(found, Math.min(Reader.K, found.length)));
                }
                loots.add(thief.loot());
            }
        }
        return loots;
    }
}
