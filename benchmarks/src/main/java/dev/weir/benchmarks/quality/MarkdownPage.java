package dev.weir.benchmarks.quality;

import dev.weir.benchmarks.interval.Estimate;
import dev.weir.benchmarks.interval.Share;
import dev.weir.benchmarks.quality.Report.Cell;
import dev.weir.benchmarks.quality.Report.Figures;
import dev.weir.benchmarks.quality.Report.Setup;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes a report as Markdown: {@code quality.md}. */
final class MarkdownPage {
    private final StringBuilder page = new StringBuilder();

    private MarkdownPage() {}

    /**
     * Writes one report.
     *
     * @param beside another report, whose figures stand beside the first one's, or null
     */
    static String of(Report report, @Nullable Report beside) {
        MarkdownPage writer = new MarkdownPage();
        writer.heading(report);
        writer.attacks("Recall", report, Report.CellKey::isWhole);
        writer.attacks("Recall by part", report, key -> !key.isWhole());
        writer.harmless("False positives per thousand chunks", report, Report.CellKey::isWhole);
        writer.harmless("False positives per thousand chunks, by part", report, key -> !key.isWhole());
        writer.documents(report);
        writer.spans(report);
        writer.reliability(report);
        writer.poisoned(report);
        writer.gaps(report);
        if (report.cost() != null) {
            writer.cost(report.cost());
        }
        if (beside != null) {
            writer.line(BesideTable.of(report, beside));
        }
        return writer.page.toString().stripTrailing() + "\n";
    }

    private void heading(Report report) {
        Setup setup = report.setup();
        line("# " + setup.model() + ": quality");
        line("");
        line("Model " + setup.modelSha256().substring(0, 16) + ", rules " + setup.ruleset() + ", " + setup.runtime()
                + ", Java " + setup.java() + ", commit " + setup.commit() + ".");
        line("Files: " + String.join(", ", setup.files()) + ".");
        line("");
        line(
                "Each source stands alone; nothing is pooled over sources but the ordinary chunks that thresholds and rankings"
                        + " need. A chunk has at most " + setup.chunkTokens()
                        + " tokens of the embedder's tokenizer; an attack"
                        + " counts by the chunk of it that is flagged most. Brackets hold 95 % intervals, the wider of Wilson's and"
                        + " a bootstrap over payloads, carriers or documents, whichever are fewest (seed "
                        + setup.seed() + ", "
                        + setup.resamples()
                        + " resamples). *Shipped* is the operating point the product works at, named "
                        + percent(setup.falsePositiveRate()) + " false positives.");
        line("");
        table(
                "judge",
                "rate of false positives",
                "ordinary chunks",
                "of them at or above",
                "margin, log-odds above shipped");
        thresholds("screener", report.screenerThresholds());
        thresholds("classifier alone", report.classifierThresholds());
    }

    private void thresholds(String judge, List<Threshold> thresholds) {
        thresholds.forEach(each -> row(
                judge, percent(each.falsePositiveRate()), each.chunks(), each.reached(), decimal(each.margin(), 2)));
    }

    private void attacks(String title, Report report, Predicate<Report.CellKey> chosen) {
        List<Cell> cells = cells(report, key -> key.role() == Role.ATTACK && chosen.test(key));
        if (cells.isEmpty()) {
            return;
        }
        title(title);
        table(
                "source",
                "kind",
                "n",
                "clusters",
                "AUROC",
                "AUPRC",
                "at 0.1 %",
                "at 1 %",
                "shipped",
                "classifier alone at 1 %",
                "documents held");
        for (Cell cell : cells) {
            Ranking.Ranked ranked = cell.screener().ranked();
            row(
                    cell.key().source(),
                    name(cell.key()),
                    cell.texts(),
                    cell.clusters() + " " + cell.clusteredBy() + "s",
                    ranked == null ? "" : figure(ranked.auroc()),
                    ranked == null ? "" : figure(ranked.auprc()),
                    percent(cell.screener().atThousandth()),
                    percent(cell.screener().atHundredth()),
                    percent(cell.screener().shipped()),
                    percent(cell.classifier().atHundredth()),
                    percent(cell.held()));
        }
    }

    private void harmless(String title, Report report, Predicate<Report.CellKey> chosen) {
        List<Cell> cells = cells(report, key -> key.role().isBenign() && chosen.test(key));
        if (cells.isEmpty()) {
            return;
        }
        title(title);
        table(
                "role",
                "source",
                "kind",
                "chunks",
                "shipped",
                "classifier alone, shipped",
                "at the 1 % threshold",
                "at the 0.1 % threshold");
        for (Cell cell : cells) {
            Figures screener = cell.screener();
            row(
                    cell.key().role().code(),
                    cell.key().source(),
                    name(cell.key()),
                    screener.shipped().n(),
                    thousand(screener.shipped()),
                    thousand(cell.classifier().shipped()),
                    thousand(screener.atHundredth()),
                    thousand(screener.atThousandth()));
        }
    }

    private void documents(Report report) {
        List<Cell> cells = cells(report, key -> key.role() == Role.ORDINARY && key.isWhole());
        title("Ordinary documents");
        table("source", "kind", "documents", "reviews per 10,000 documents");
        cells.forEach(cell ->
                row(cell.key().source(), cell.key().kind(), cell.held().n(), interval(cell.held(), 10_000.0, 0)));
        if (report.longDocuments().isEmpty()) {
            return;
        }
        line("");
        table("source", "chunks in the pool", "held", "document of", "share with any chunk held");
        report.longDocuments()
                .forEach(each -> row(
                        each.source(),
                        each.pool(),
                        each.held(),
                        each.chunks() + " chunks",
                        decimal(100.0 * each.share().value(), 1) + " % ("
                                + decimal(100.0 * each.share().low(), 1) + "–"
                                + decimal(100.0 * each.share().high(), 1) + ")"));
    }

    private void spans(Report report) {
        List<Cell> cells =
                report.cells().stream().filter(cell -> cell.overlap() != null).toList();
        if (cells.isEmpty()) {
            return;
        }
        title("Span overlap");
        line("Mean F1 of the places the classifier names; a text without one counts 0.");
        line("");
        table(
                "source",
                "kind",
                "known",
                "flagged",
                "token F1, flagged",
                "character F1, flagged",
                "token F1, all",
                "character F1, all");
        for (Cell cell : cells) {
            SpanOverlap.Means means = Objects.requireNonNull(cell.overlap());
            row(
                    cell.key().source(),
                    name(cell.key()),
                    means.known(),
                    means.flagged(),
                    figure(means.tokensFlagged()),
                    figure(means.charactersFlagged()),
                    figure(means.tokensAll()),
                    figure(means.charactersAll()));
        }
    }

    private void reliability(Report report) {
        if (report.reliability().isEmpty()) {
            return;
        }
        title("Calibration of the classifier");
        line(
                "Expected calibration error over ten bins; mean score against share of attacks in each bin that holds a unit.");
        line("");
        table("source", "n", "attacks", "error", "score → share (units)");
        report.reliability()
                .forEach(each -> row(
                        each.source(),
                        each.n(),
                        each.attacks(),
                        decimal(each.error(), 3),
                        each.curve().stream()
                                .map(bin -> decimal(bin.score(), 2) + " → " + decimal(bin.share(), 2) + " (" + bin.n()
                                        + ")")
                                .collect(Collectors.joining(", "))));
    }

    private void poisoned(Report report) {
        if (report.poisoned().isEmpty()) {
            return;
        }
        title("Not for the classifier");
        line("Misinformation without an instruction; the screens at query time are for it. Rows with a question and no"
                + " text, not judged: " + report.setup().withoutText() + ".");
        line("");
        table("source", "n", "flagged");
        report.poisoned().forEach(each -> row(each.source(), each.flagged().n(), percent(each.flagged())));
    }

    private void gaps(Report report) {
        List<Cell> cells = report.cells().stream()
                .filter(cell -> cell.key().isWhole() && !cell.gaps().isEmpty())
                .toList();
        title("Gaps");
        if (cells.isEmpty()) {
            line("None: every text was judged whole.");
            return;
        }
        table("source", "kind", "texts", "with a gap");
        cells.forEach(cell -> row(
                cell.key().source(),
                name(cell.key()),
                cell.texts(),
                cell.gaps().entrySet().stream()
                        .map(gap -> gap.getKey() + " " + gap.getValue())
                        .collect(Collectors.joining(", "))));
    }

    private void cost(Cost cost) {
        title("Cost of a chunk of " + Chunker.CHUNK_TOKENS + " tokens on one core");
        line("Mean over chunks of the median of " + cost.rounds()
                + " rounds, all subjects in turn on each chunk; chunks have "
                + cost.tokens() + " tokens on average. Load of the machine as it began: " + cost.load() + ". Texts: "
                + cost.mix().entrySet().stream()
                        .map(part -> part.getKey() + " " + part.getValue())
                        .collect(Collectors.joining(", "))
                + ".");
        line("");
        table("over", "subject", "mean, ms", "median, ms", "× MiniLM", "× xsmall");
        cost.lines()
                .forEach(each -> row(
                        each.over(),
                        each.subject(),
                        decimal(each.meanMicros() / 1_000.0, 2),
                        decimal(each.medianMicros() / 1_000.0, 2),
                        decimal(each.toMiniLm(), 3),
                        each.toXsmall() == null ? "" : decimal(each.toXsmall(), 3)));
    }

    private static List<Cell> cells(Report report, Predicate<Report.CellKey> chosen) {
        return report.cells().stream().filter(cell -> chosen.test(cell.key())).toList();
    }

    static String name(Report.CellKey key) {
        if (key.isWhole()) {
            return key.kind();
        }
        return key.kind() + ", " + key.part() + " " + (key.value().isEmpty() ? "not stated" : key.value());
    }

    static String percent(Share share) {
        return interval(share, 100.0, 1);
    }

    private static String thousand(Share share) {
        return interval(share, 1_000.0, 1);
    }

    private static String interval(Share share, double scale, int digits) {
        return decimal(scale * share.rate(), digits) + " (" + decimal(scale * share.low(), digits) + "–"
                + decimal(scale * share.high(), digits) + ")";
    }

    private static String figure(@Nullable Estimate estimate) {
        return estimate == null
                ? ""
                : decimal(estimate.value(), 3) + " (" + decimal(estimate.low(), 3) + "–" + decimal(estimate.high(), 3)
                        + ")";
    }

    private static String percent(double rate) {
        return decimal(100.0 * rate, 1) + " %";
    }

    private static String decimal(double value, int digits) {
        return String.format(Locale.ROOT, "%." + digits + "f", value);
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

    private void row(Object... values) {
        List<String> cells = new ArrayList<>();
        for (Object value : values) {
            cells.add(escaped(value.toString()));
        }
        line("| " + String.join(" | ", cells) + " |");
    }

    /** Names come from the files that were read. */
    private static String escaped(String cell) {
        return cell.replace("|", "\\|").replace('\n', ' ').replace('<', '‹').replace('>', '›');
    }

    private void line(String text) {
        page.append(text).append('\n');
    }
}
