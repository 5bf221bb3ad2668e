package dev.weir.benchmarks.quality;

import dev.weir.benchmarks.interval.Estimate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Times subjects over the same chunks, one call after the other: in each round each chunk goes to all subjects in turn, and
 * the turn begins with another subject each time. A machine that slows down does so for all of them, which runs of one
 * subject after another, as the benchmark harness makes them, cannot say.
 */
final class CostTrial {
    static final String MINI_LM = "all-MiniLM-L6-v2 int8";
    static final String XSMALL = "DeBERTa-v3-xsmall int8";
    private static final double NANOS_PER_MICRO = 1_000.0;

    private final LongSupplier nanos;
    private final int warmUp;
    private final int rounds;

    /**
     * A trial.
     *
     * @param nanos a clock in nanoseconds
     * @param warmUp rounds that are not counted
     * @param rounds rounds that are, {@code >= 1}
     */
    CostTrial(LongSupplier nanos, int warmUp, int rounds) {
        if (rounds < 1) {
            throw new IllegalArgumentException("rounds must be >= 1, got " + rounds);
        }
        this.nanos = nanos;
        this.warmUp = warmUp;
        this.rounds = rounds;
    }

    int rounds() {
        return rounds;
    }

    /**
     * Times them.
     *
     * @param subjects what to run, by name, each given the number of a chunk; {@link #MINI_LM} must be among them
     * @param groups the group of each chunk, at least one
     */
    List<Cost.Line> time(Map<String, IntConsumer> subjects, List<String> groups) {
        List<String> names = List.copyOf(subjects.keySet());
        if (!names.contains(MINI_LM) || groups.isEmpty()) {
            throw new IllegalArgumentException("a trial needs a chunk and the subject " + MINI_LM);
        }
        Map<String, long[][]> taken = new LinkedHashMap<>();
        names.forEach(name -> taken.put(name, new long[groups.size()][rounds]));
        int turn = 0;
        for (int round = -warmUp; round < rounds; round++) {
            for (int chunk = 0; chunk < groups.size(); chunk++) {
                turn++;
                for (int i = 0; i < names.size(); i++) {
                    String name = names.get((turn + i) % names.size());
                    IntConsumer subject = subjects.getOrDefault(name, unused -> {});
                    long start = nanos.getAsLong();
                    subject.accept(chunk);
                    long end = nanos.getAsLong();
                    if (round >= 0) {
                        taken.getOrDefault(name, new long[0][0])[chunk][round] = end - start;
                    }
                }
            }
        }
        Map<String, double[]> medians = new LinkedHashMap<>();
        taken.forEach((name, times) -> medians.put(
                name, Arrays.stream(times).mapToDouble(CostTrial::median).toArray()));
        List<Cost.Line> lines = new ArrayList<>(lines(Cost.ALL, medians, groups));
        new TreeSet<>(groups).forEach(group -> lines.addAll(lines(group, medians, groups)));
        return lines;
    }

    private static List<Cost.Line> lines(String over, Map<String, double[]> medians, List<String> groups) {
        Map<String, double[]> chosen = new LinkedHashMap<>();
        medians.forEach((name, all) -> {
            double[] part = new double[all.length];
            int size = 0;
            for (int chunk = 0; chunk < all.length; chunk++) {
                if (over.equals(Cost.ALL) || over.equals(groups.get(chunk))) {
                    part[size++] = all[chunk];
                }
            }
            chosen.put(name, Arrays.copyOf(part, size));
        });
        double miniLm = mean(chosen.getOrDefault(MINI_LM, new double[0]));
        double @Nullable [] xsmall = chosen.get(XSMALL);
        List<Cost.Line> lines = new ArrayList<>();
        chosen.forEach((name, times) -> lines.add(new Cost.Line(
                over,
                name,
                micros(mean(times)),
                micros(middle(times)),
                Estimate.rounded(mean(times) / miniLm),
                xsmall == null ? null : Estimate.rounded(mean(times) / mean(xsmall)))));
        return lines;
    }

    private static double micros(double nanos) {
        return Math.round(nanos / NANOS_PER_MICRO * 10.0) / 10.0;
    }

    private static double mean(double[] times) {
        return Arrays.stream(times).average().orElse(0.0);
    }

    private static double median(long[] times) {
        return middle(Arrays.stream(times).asDoubleStream().toArray());
    }

    private static double middle(double[] times) {
        double[] sorted = times.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2.0;
    }
}
