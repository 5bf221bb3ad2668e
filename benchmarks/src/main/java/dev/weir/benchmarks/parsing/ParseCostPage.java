package dev.weir.benchmarks.parsing;

import dev.weir.benchmarks.parsing.ParseCost.Cell;
import dev.weir.benchmarks.parsing.ParseCost.LeftOut;
import dev.weir.benchmarks.parsing.ParseCost.Spend;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The figures as a page. */
final class ParseCostPage {

    private static final String HEAD =
            "| type | files | plain Tika | passes | contained | passes / Tika | contained / Tika"
                    + " | contained / passes | wall: Tika | contained |\n|---|---|---|---|---|---|---|---|---|---|\n";

    private ParseCostPage() {}

    /** @param setup one line on the machine */
    static String of(ParseCost cost, String setup) {
        StringBuilder page =
                new StringBuilder("# What reading costs\n\n").append(setup).append("; ");
        page.append(cost.warmUp())
                .append(" rounds of warm-up, ")
                .append(cost.rounds())
                .append(" counted.\n\n");
        page.append("Milliseconds of processor time, the sum of each file's median; `wall` is the clock.\n\n");
        page.append(HEAD);
        List<Cell> rows = new ArrayList<>(cost.types());
        rows.add(cost.all());
        rows.forEach(cell -> page.append(row(cell)));
        page.append(String.format(
                Locale.ROOT,
                "%nBy means, in which new workers and their compilers are: passes / Tika %.2f, contained / Tika %.2f,"
                        + " contained / passes %.2f.%n",
                cost.all().meanRatio(Way.PASSES, Way.PLAIN_TIKA),
                cost.all().meanRatio(Way.CONTAINED, Way.PLAIN_TIKA),
                cost.all().meanRatio(Way.CONTAINED, Way.PASSES)));
        page.append(String.format(
                Locale.ROOT,
                "%d files end in an exception of plain Tika, %d give no text when contained; both are in the figures.%n",
                cost.all().of(Way.PLAIN_TIKA).failed(),
                cost.all().of(Way.CONTAINED).failed()));
        page.append("\nLeft out, as plain Tika has no answer within ")
                .append(cost.limitSeconds())
                .append(" s: ")
                .append(cost.leftOut().isEmpty() ? "none.\n" : "\n\n");
        for (LeftOut file : cost.leftOut()) {
            page.append("- `")
                    .append(file.file())
                    .append("`: ")
                    .append(file.reason())
                    .append('\n');
        }
        return page.toString();
    }

    private static String row(Cell cell) {
        Spend tika = cell.of(Way.PLAIN_TIKA);
        Spend contained = cell.of(Way.CONTAINED);
        return String.format(
                Locale.ROOT,
                "| %s | %d | %.0f | %.0f | %.0f | %.2f | %.2f | %.2f | %.0f | %.0f |%n",
                cell.type(),
                cell.files(),
                tika.cpuMillis(),
                cell.of(Way.PASSES).cpuMillis(),
                contained.cpuMillis(),
                cell.ratio(Way.PASSES, Way.PLAIN_TIKA),
                cell.ratio(Way.CONTAINED, Way.PLAIN_TIKA),
                cell.ratio(Way.CONTAINED, Way.PASSES),
                tika.wallMillis(),
                contained.wallMillis());
    }
}
