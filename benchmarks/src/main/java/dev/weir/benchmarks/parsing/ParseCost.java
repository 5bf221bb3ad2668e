package dev.weir.benchmarks.parsing;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What reading files cost: the contents of {@code parse-cost.json}.
 *
 * @param warmUp rounds that are not counted
 * @param rounds rounds that are
 * @param limitSeconds the longest that one file might take
 * @param types by type
 * @param all of all files
 * @param leftOut what plain Tika did not read within the limit, which is in no figure
 */
record ParseCost(int warmUp, int rounds, long limitSeconds, List<Cell> types, Cell all, List<LeftOut> leftOut) {

    /** Copies the lists. */
    ParseCost {
        types = List.copyOf(types);
        leftOut = List.copyOf(leftOut);
    }

    /**
     * The files of one type.
     *
     * @param spends by way
     */
    record Cell(String type, int files, Map<Way, Spend> spends) {

        /** Copies the map. */
        Cell {
            spends = new TreeMap<>(spends);
        }

        /** Median processor time of one way over that of another. */
        double ratio(Way way, Way to) {
            return of(way).cpuMillis() / of(to).cpuMillis();
        }

        /** Mean processor time of one way over that of another. */
        double meanRatio(Way way, Way to) {
            return of(way).meanCpuMillis() / of(to).meanCpuMillis();
        }

        Spend of(Way way) {
            return requireNonNull(spends.get(way), "every way is measured");
        }
    }

    /**
     * What one way spent.
     *
     * @param cpuMillis sum of each file's median processor time
     * @param meanCpuMillis sum of each file's mean, in which new workers and their compilers are
     * @param wallMillis sum of each file's median time
     * @param failed files that gave an exception, no text, or no answer
     */
    record Spend(double cpuMillis, double meanCpuMillis, double wallMillis, int failed) {}

    /** A file that is in no figure, and why: {@code timed-out} or {@code died}. */
    record LeftOut(String file, String reason) {}
}
