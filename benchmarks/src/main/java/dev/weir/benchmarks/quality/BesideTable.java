package dev.weir.benchmarks.quality;

import dev.weir.benchmarks.quality.Report.Cell;
import dev.weir.benchmarks.quality.Report.CellKey;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The figures of two models, for the cells that both reports have with as many texts. */
final class BesideTable {
    private BesideTable() {}

    static String of(Report report, Report beside) {
        String here = report.setup().model();
        String there = beside.setup().model();
        Map<CellKey, Cell> others = beside.cells().stream().collect(Collectors.toMap(Cell::key, Function.identity()));
        StringBuilder table = new StringBuilder();
        table.append("\n## ")
                .append(here)
                .append(" beside ")
                .append(there)
                .append(
                        "\n\nPer cent of attacks found, or of harmless chunks flagged. Each model's 1 % is its own.\n\n")
                .append("| role | source | kind | n | at 1 %: ")
                .append(here)
                .append(" | ")
                .append(there)
                .append(" | shipped: ")
                .append(here)
                .append(" | ")
                .append(there)
                .append(" |\n|---|---|---|---|---|---|---|---|\n");
        for (Cell cell : report.cells()) {
            Cell other = others.get(cell.key());
            if (other != null && other.texts() == cell.texts()) {
                table.append("| ")
                        .append(String.join(
                                " | ",
                                cell.key().role().code(),
                                cell.key().source(),
                                MarkdownPage.name(cell.key()),
                                Integer.toString(cell.texts()),
                                MarkdownPage.percent(cell.screener().atHundredth()),
                                MarkdownPage.percent(other.screener().atHundredth()),
                                MarkdownPage.percent(cell.screener().shipped()),
                                MarkdownPage.percent(other.screener().shipped())))
                        .append(" |\n");
            }
        }
        return table.toString();
    }
}
