package dev.weir.benchmarks.behaviour;

import dev.weir.benchmarks.behaviour.Report.Annotation;
import dev.weir.benchmarks.behaviour.Report.Heists;
import dev.weir.benchmarks.behaviour.Report.Honest;
import dev.weir.benchmarks.behaviour.Report.Ladder;
import dev.weir.benchmarks.behaviour.Report.Replayed;
import dev.weir.benchmarks.behaviour.Report.Setup;
import dev.weir.benchmarks.interval.Share;
import java.util.List;
import java.util.Locale;

/** A report as a page in Markdown. */
final class BehaviourPage {
    private BehaviourPage() {}

    static String of(Report report) {
        StringBuilder page = new StringBuilder("# What a thief gets before he is stopped\n\n");
        Setup setup = report.setup();
        page.append(text(
                "Weir %s, Java %s, %d processors, seed %d. %d chunks; %d readers for %d working days, %d thieves of each way and pace;"
                        + " 30 %% of all, by the hash of their name, for tuning, the rest below.%n%n",
                setup.commit(),
                setup.java(),
                setup.processors(),
                setup.seed(),
                setup.chunks(),
                setup.readers(),
                setup.days(),
                setup.thieves()));
        page.append(text(
                "Chosen of %d: step-up at novelty %.0f with drift %.1f, block at %.0f %% of the corpus in a day or three"
                        + " times that in a month; three quarters of the first two caps new chunks, half of novelty lowers k. On the tuning part it stops %s of"
                        + " reader-days.%n%n",
                setup.candidates(),
                report.chosen().novelty(),
                report.chosen().drift(),
                100 * report.chosen().day(),
                percent(setup.tuningStopped())));
        for (Ladder ladder : report.ladders()) {
            page.append("## ").append(ladder.name()).append('\n');
            honest(ladder.honest(), page);
            thieves(ladder.heists(), page);
        }
        page.append(
                "Stopped is the first refusal. After 30 days: a thief who waits out every hold and asks on. Shares are of"
                        + " the corpus.\n\n");
        annotations(report, page);
        if (report.replayed() != null) {
            replayed(report.replayed(), page);
        }
        return page.toString();
    }

    private static void honest(Honest honest, StringBuilder page) {
        page.append(text("| of reader-days (%d questions) | share | 95 %% |%n|---|---|---|%n", honest.questions()));
        row("stopped", honest.stopped(), page);
        row("some new chunks withheld", honest.capped(), page);
        row("k lowered, or more", honest.lowered(), page);
        page.append('\n');
    }

    private static void row(String name, Share share, StringBuilder page) {
        page.append(text(
                "| %s | %s (%d of %d) | %s to %s |%n",
                name, percent(share.rate()), share.hits(), share.n(), percent(share.low()), percent(share.high())));
    }

    private static void thieves(List<Heists> heists, StringBuilder page) {
        page.append(
                "| way | pace | stopped (95 %) | with at most 5 % (95 %) | questions, median / most | lost when stopped, median / most"
                        + " | lost after 30 days | unwatched, 300 questions |\n|---|---|---|---|---|---|---|---|\n");
        for (Heists each : heists) {
            page.append(text(
                    "| %s | %s | %s | %s | %d / %d | %s / %s | %s | %s |%n",
                    each.way(),
                    each.pace(),
                    counted(each.stopped()),
                    counted(each.within()),
                    each.medianQuestions(),
                    each.mostQuestions(),
                    percent(each.medianLost()),
                    percent(each.worstLost()),
                    percent(each.medianAfterMonth()),
                    percent(each.unwatched())));
        }
        page.append('\n');
    }

    private static void annotations(Report report, StringBuilder page) {
        page.append("## Signs that only annotate\n| sign | from | reader-days logged (95 %) |");
        for (Thief.Way way : Thief.Way.values()) {
            page.append(' ').append(way).append(" (95 %) |");
        }
        page.append("\n|---|---|---|---|---|---|---|\n");
        for (Annotation each : report.annotations()) {
            page.append(text("| %s | %.1f | %s |", each.sign(), each.from(), counted(each.readerDays())));
            for (Share share : each.thieves()) {
                page.append(text(" %s |", counted(share)));
            }
            page.append('\n');
        }
        page.append(text(
                "%nThieves who were logged within %d questions. A rung is held for a day, so that one alarm counts for two"
                        + " reader-days.%n%n",
                Trial.FAST_LATER));
    }

    private static void replayed(Replayed replayed, StringBuilder page) {
        page.append("## What watching costs\n");
        page.append(text(
                "%d questions of %d principals and their tenant over %d chunks, in one thread: %.0f a second. A state takes %d bytes on average,"
                        + " %d at most; in the heap, with its key and its place, %.0f.%n",
                replayed.questions(),
                replayed.principals() - 1,
                replayed.chunks(),
                replayed.perSecond(),
                replayed.meanBytes(),
                replayed.mostBytes(),
                replayed.heapBytesPerPrincipal()));
    }

    /** How many of how many, and between what the share lies. */
    private static String counted(Share share) {
        return text("%d of %d (%s to %s)", share.hits(), share.n(), percent(share.low()), percent(share.high()));
    }

    private static String percent(double share) {
        return text("%.2f %%", 100 * share);
    }

    @SuppressWarnings("AnnotateFormatMethod") // the formats are above
    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
