package dev.weir.benchmarks.parsing;

import static java.util.Objects.requireNonNull;

import dev.weir.benchmarks.parsing.ParseCost.Cell;
import dev.weir.benchmarks.parsing.ParseCost.LeftOut;
import dev.weir.benchmarks.parsing.ParseCost.Spend;
import dev.weir.benchmarks.parsing.ReadingProcess.End;
import dev.weir.benchmarks.parsing.ReadingProcess.Spent;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Reads every file in every way, one after the other: in each round each file goes to all ways in turn, and the turn begins with
 * another one each time. A machine that slows down does so for all of them.
 */
final class ParseTrial {

    private static final List<Way> WAYS = List.of(Way.values());

    private final LongSupplier nanos;
    private final int warmUp;
    private final int rounds;
    private final long limitSeconds;

    /** All costs of one file, round by round. */
    private record Costs(String type, Map<Way, List<Spent>> spent) {
        List<Spent> of(Way way) {
            return requireNonNull(spent.get(way));
        }
    }

    /**
     * A trial.
     *
     * @param nanos a clock in nanoseconds
     * @param warmUp rounds that are not counted, {@code >= 1}: the first finds what plain Tika cannot read
     * @param rounds rounds that are, {@code >= 1}
     * @param limitSeconds the longest that one file may take
     */
    ParseTrial(LongSupplier nanos, int warmUp, int rounds, long limitSeconds) {
        if (warmUp < 1 || rounds < 1) {
            throw new IllegalArgumentException("warm-up and rounds must be >= 1, got " + warmUp + " and " + rounds);
        }
        this.nanos = nanos;
        this.warmUp = warmUp;
        this.rounds = rounds;
        this.limitSeconds = limitSeconds;
    }

    /**
     * Measures the files below a folder.
     *
     * @param messages told when a round is over
     */
    ParseCost measure(Path folder, PrintWriter messages) throws IOException, InterruptedException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(folder)) {
            files = walk.filter(Files::isRegularFile).sorted().toList();
        }
        Map<Path, Costs> costs = new LinkedHashMap<>();
        for (Path file : files) {
            Map<Way, List<Spent>> spent = new EnumMap<>(Way.class);
            WAYS.forEach(way -> spent.put(way, new ArrayList<>()));
            costs.put(file, new Costs(typeOf(folder, file), spent));
        }
        List<LeftOut> leftOut = new ArrayList<>();
        Map<Way, ReadingProcess> readers = new EnumMap<>(Way.class);
        try {
            for (Way way : WAYS) {
                readers.put(way, new ReadingProcess(way, limitSeconds, nanos));
            }
            for (int round = 0; round < warmUp + rounds; round++) {
                turn(folder, costs, readers, round, leftOut);
                messages.println("round " + (round + 1) + " of " + (warmUp + rounds) + " is over");
                messages.flush();
            }
        } finally {
            readers.values().forEach(ReadingProcess::close);
        }
        return report(costs.values(), leftOut);
    }

    private void turn(
            Path folder, Map<Path, Costs> costs, Map<Way, ReadingProcess> readers, int round, List<LeftOut> leftOut)
            throws IOException, InterruptedException {
        int first = round;
        for (Path file : List.copyOf(costs.keySet())) {
            Map<Way, Spent> spent = new EnumMap<>(Way.class);
            first++;
            for (int i = 0; i < WAYS.size(); i++) {
                Way way = WAYS.get((first + i) % WAYS.size());
                spent.put(way, requireNonNull(readers.get(way)).read(file));
            }
            End end = requireNonNull(spent.get(Way.PLAIN_TIKA)).end();
            if (end == End.TIMED_OUT || end == End.DIED) {
                leftOut.add(new LeftOut(folder.relativize(file).toString(), code(end)));
                costs.remove(file);
            } else if (round >= warmUp) {
                Costs kept = requireNonNull(costs.get(file));
                spent.forEach((way, cost) -> kept.of(way).add(cost));
            }
        }
    }

    private ParseCost report(Iterable<Costs> costs, List<LeftOut> leftOut) {
        Map<String, List<Costs>> byType = new TreeMap<>();
        List<Costs> all = new ArrayList<>();
        for (Costs cost : costs) {
            byType.computeIfAbsent(cost.type, unused -> new ArrayList<>()).add(cost);
            all.add(cost);
        }
        List<Cell> cells = new ArrayList<>();
        byType.forEach((type, files) -> cells.add(cell(type, files)));
        return new ParseCost(warmUp, rounds, limitSeconds, cells, cell("all", all), leftOut);
    }

    private static Cell cell(String type, List<Costs> files) {
        Map<Way, Spend> spends = new EnumMap<>(Way.class);
        for (Way way : WAYS) {
            double median = 0;
            double mean = 0;
            double wall = 0;
            int failed = 0;
            for (Costs file : files) {
                List<Spent> spent = file.of(way);
                median += median(spent.stream().mapToLong(Spent::cpuNanos));
                mean += spent.stream().mapToLong(Spent::cpuNanos).average().orElse(0);
                wall += median(spent.stream().mapToLong(Spent::wallNanos));
                failed += spent.stream().anyMatch(each -> each.end() != End.READ) ? 1 : 0;
            }
            spends.put(way, new Spend(median / 1e6, mean / 1e6, wall / 1e6, failed));
        }
        return new Cell(type, files.size(), spends);
    }

    private static double median(LongStream values) {
        long[] sorted = values.sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2.0;
    }

    /** The folder it is in, or how its name ends if it is in none. */
    private static String typeOf(Path folder, Path file) {
        Path relative = folder.relativize(file);
        if (relative.getNameCount() > 1) {
            return relative.getName(0).toString();
        }
        String name = relative.toString();
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    private static String code(End end) {
        return end.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
