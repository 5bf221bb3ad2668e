package dev.weir.benchmarks.hubs;

import dev.weir.benchmarks.hubs.Findings.Flood;
import dev.weir.benchmarks.interval.Share;
import dev.weir.ingest.admission.Arrival;
import dev.weir.ingest.admission.ArrivingChunk;
import dev.weir.ingest.admission.BurstRules;
import dev.weir.ingest.admission.BurstScreen;
import dev.weir.tenancy.TrustTier;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.chunk.SourceRef;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Honest uploaders and floods over time, with made-up clocks. */
final class FloodTrial {
    private static final int RUNS = 200;
    private static final int WARM_DAYS = 60;
    private static final int DAYS = 90;
    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
    private static final ArrivingChunk CHUNK =
            new ArrivingChunk("text", new float[] {1}, ArrivingChunk.Origin.EMBEDDED);

    private final SplittableRandom random = new SplittableRandom(20261129);

    List<Flood> all() {
        List<Flood> floods = new ArrayList<>();
        for (int perDay : new int[] {1, 5, 20, 100}) {
            floods.add(run("honest, " + perDay + " a working day, after two months", perDay, List.of()));
        }
        floods.add(run("honest, 200 a night in one hour, after two months", 0, nightly(200)));
        Instant attack = START.plus(Duration.ofDays(WARM_DAYS)).plus(Duration.ofHours(9));
        floods.add(run("5 a day, then 50 in an hour", 5, spread(attack, Duration.ofHours(1), 50)));
        floods.add(run("5 a day, then 200 in a day", 5, spread(attack, Duration.ofDays(1), 200)));
        floods.add(run("unknown, 50 in an hour", 0, spread(attack, Duration.ofHours(1), 50)));
        floods.add(run("unknown, 19 in an hour", 0, spread(attack, Duration.ofHours(1), 19)));
        floods.add(run("unknown, 3 an hour for two days", 0, spread(attack, Duration.ofDays(2), 144)));
        floods.add(run("unknown, slow drip of one a day for 30 days", 0, spread(attack, Duration.ofDays(30), 30)));
        return floods;
    }

    private Flood run(String course, int honestPerDay, List<Instant> attack) {
        int documents = 0;
        int held = 0;
        int stopped = 0;
        long before = 0;
        Instant counted = START.plus(Duration.ofDays(WARM_DAYS));
        for (int run = 0; run < RUNS; run++) {
            BurstScreen screen = new BurstScreen(BurstRules.standard(), source -> source);
            List<Instant> times = new ArrayList<>(honest(honestPerDay));
            if (!attack.isEmpty()) {
                times.removeIf(time -> !time.isBefore(counted));
                times.addAll(attack);
            }
            times.sort(null);
            int inRun = 0;
            int first = -1;
            for (Instant time : times) {
                boolean isHeld = !screen.screen(arrival(time)).isEmpty();
                if (!time.isBefore(counted)) {
                    held += isHeld ? 1 : 0;
                    first = isHeld && first < 0 ? inRun : first;
                    inRun++;
                }
            }
            documents += inRun;
            stopped += first < 0 ? 0 : 1;
            before += Math.max(first, 0);
        }
        return new Flood(
                course,
                Share.wilson(stopped, RUNS),
                Share.wilson(held, documents),
                stopped == 0 ? 0 : (double) before / stopped);
    }

    /** A Poisson process over the hours from 8 to 18 of working days. */
    private List<Instant> honest(int perDay) {
        List<Instant> times = new ArrayList<>();
        for (int day = 0; day < DAYS && perDay > 0; day++) {
            double hour = 8;
            while (day % 7 < 5) {
                hour += -Math.log(1 - random.nextDouble()) * 10 / perDay;
                if (hour >= 18) {
                    break;
                }
                times.add(START.plus(Duration.ofDays(day)).plusSeconds((long) (3_600 * hour)));
            }
        }
        return times;
    }

    private static List<Instant> nightly(int documents) {
        List<Instant> times = new ArrayList<>();
        for (int day = 0; day < DAYS; day++) {
            times.addAll(spread(START.plus(Duration.ofDays(day)), Duration.ofMinutes(50), documents));
        }
        return times;
    }

    private static List<Instant> spread(Instant from, Duration over, int documents) {
        List<Instant> times = new ArrayList<>();
        for (int i = 0; i < documents; i++) {
            times.add(from.plus(over.dividedBy(documents).multipliedBy(i)));
        }
        return times;
    }

    private static Arrival arrival(Instant at) {
        return new Arrival(
                World.TENANT,
                new DocumentId("document"),
                "uploader",
                new SourceRef("flood:source"),
                TrustTier.EXTERNAL,
                at,
                "none",
                List.of(CHUNK),
                Optional.empty());
    }
}
