package dev.weir.benchmarks.poison;

import dev.weir.benchmarks.interval.Share;
import dev.weir.benchmarks.poison.PoisonReport.Clean;
import dev.weir.benchmarks.poison.PoisonReport.Poisoned;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Writes a report as Markdown: {@code poison.md}. */
final class PoisonPage {
    private final StringBuilder page = new StringBuilder();

    private PoisonPage() {}

    static String of(PoisonReport report) {
        PoisonPage page = new PoisonPage();
        page.heading(report.setup());
        page.clean(report.clean());
        Map<String, List<Poisoned>> parts = report.poisoned().stream()
                .collect(Collectors.groupingBy(Poisoned::part, LinkedHashMap::new, Collectors.toList()));
        parts.forEach(page::poisoned);
        return page.page.toString().stripTrailing() + "\n";
    }

    private void heading(PoisonReport.Setup setup) {
        line("# Poisoned passages");
        line("");
        line(
                "Commit " + setup.commit() + ", Java " + setup.java() + ", embedder " + setup.embedder() + ". "
                        + setup.documents() + " clean passages; " + setup.attacked() + " questions with poison and "
                        + setup.plain() + " without, "
                        + (setup.half() == Half.REPORT
                                ? "the seven tenths that no parameter was chosen on"
                                : "the three tenths that parameters are chosen on")
                        + ". An answer holds " + setup.k() + " passages of the " + setup.fetched()
                        + " that exhaustive search by cosine finds. Percentages with 95 % intervals. README.md says what they mean.");
    }

    private void clean(List<Clean> cells) {
        title("Clean answers");
        table("clean passages from", "questions", "defence", "benign removed", "gold kept", "removed by", "marked");
        for (Clean cell : cells) {
            row(
                    cell.trust(),
                    cell.set(),
                    cell.defence(),
                    percent(cell.removed()),
                    cell.gold().n() == 0
                            ? ""
                            : percent(cell.gold()) + " of " + cell.gold().n(),
                    counts(cell.codes()),
                    counts(cell.marked()));
        }
    }

    private void poisoned(String part, List<Poisoned> cells) {
        title(part);
        line("Answers that hold poison:");
        line("");
        matrix(cells, cell -> percent(cell.exposed()));
        line("");
        line("Answers that hold at least as much poison as passages with the correct answer:");
        line("");
        matrix(cells, cell -> percent(cell.outvoted()));
        line("");
        line("Answers of which half or more is poison:");
        line("");
        matrix(cells, cell -> percent(cell.majority()));
        line("");
        line("Answers that hold the passage that answers, of those for which it was retrieved; for Weir, after a slash,"
                + " exposed answers whose poison is all marked:");
        line("");
        matrix(
                cells,
                cell -> percent(cell.gold())
                        + (cell.defence().startsWith("Weir") && cell.marked().n() > 0
                                ? " / " + percent(cell.marked())
                                : ""));
    }

    /** A row for each scenario and a column for each defence. */
    private void matrix(List<Poisoned> cells, Function<Poisoned, String> figure) {
        Map<String, List<Poisoned>> rows = new LinkedHashMap<>();
        cells.forEach(cell -> rows.computeIfAbsent(
                        cell.scenario() + " | " + cell.trust() + " | "
                                + cell.exposed().n(),
                        each -> new ArrayList<>())
                .add(cell));
        List<String> heads = new ArrayList<>(List.of("attack", "clean passages from", "n"));
        rows.values().iterator().next().forEach(cell -> heads.add(cell.defence()));
        table(heads.toArray(new String[0]));
        rows.forEach((name, row) ->
                line("| " + name + " | " + row.stream().map(figure).collect(Collectors.joining(" | ")) + " |"));
    }

    private static String counts(Map<String, Integer> counts) {
        return new TreeMap<>(counts)
                .entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .collect(Collectors.joining(", "));
    }

    private static String percent(Share share) {
        return decimal(share.rate()) + " (" + decimal(share.low()) + "–" + decimal(share.high()) + ")";
    }

    private static String decimal(double rate) {
        return String.format(Locale.ROOT, "%.1f", 100 * rate);
    }

    private void title(String title) {
        line("");
        line("## " + title);
        line("");
    }

    private void table(String... heads) {
        line("| " + String.join(" | ", heads) + " |");
        line("|" + "---|".repeat(heads.length));
    }

    private void row(String... cells) {
        line("| " + String.join(" | ", cells) + " |");
    }

    private void line(String text) {
        page.append(text).append('\n');
    }
}
