package dev.weir.benchmarks.hubs;

import dev.weir.benchmarks.hubs.Findings.Evading;
import dev.weir.benchmarks.hubs.Findings.Family;
import dev.weir.benchmarks.interval.Share;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The Markdown form of findings. */
final class HubsPage {
    private static final List<String> FIGURES =
            List.of("mean reach", "at 0.2 %", "at 0.4 %", "held as shipped", "widest reach missed");

    private final StringBuilder page = new StringBuilder();

    private HubsPage() {}

    static String of(Findings findings) {
        HubsPage page = new HubsPage();
        page.setup(findings);
        page.hubs(findings);
        page.rest(findings);
        return page.page.toString();
    }

    private void setup(Findings findings) {
        Findings.Setup setup = findings.setup();
        line("# Hubs, floods and lies at admission");
        line("");
        line("Embedder " + setup.embedder() + ", commit " + setup.commit() + ", Java " + setup.java() + ". "
                + setup.sentinels() + " sentinels, " + setup.rules() + ". Chosen on " + setup.tunePages()
                + " pages, reported on " + setup.pages() + " others with " + setup.logged() + " logged questions, "
                + setup.attackers() + " of the attacker's and " + setup.users()
                + " of users, which share none. In brackets 95 % intervals (Wilson). [What it means](README.md).");
        line("");
        line("## Chosen on the small split");
        line(
                "Recall at 0.4 % of clean documents alerted, of the same hubs in every row: those that reach a twentieth of the attacker's questions.");
        line("");
        table("sentinels", "neighbours", "recall");
        findings.tuning()
                .forEach(tuned -> row(
                        Integer.toString(tuned.sentinels()),
                        Integer.toString(tuned.neighbours()),
                        share(tuned.recall())));
    }

    private void hubs(Findings findings) {
        line("");
        line("## Clean documents under the shipped rules");
        line("");
        table("documents", "noted or held", "held");
        findings.clean().forEach(clean -> row(clean.what(), share(clean.noted()), share(clean.held())));
        line("");
        line("## Hubs");
        line("");
        families(findings.hubs());
        line("");
        line("## Hubs that evade");
        line("");
        evading(findings.evading());
        Findings.Drip drip = findings.drip();
        line("");
        line("Slow drip: of thirty documents of the second kind, one after the other, " + drip.documents()
                + " are not held. Together they reach " + percent(drip.reach())
                + " of users' questions; as many clean documents for " + percent(drip.ordinary()) + ".");
        line("");
        line("## Sprayed documents, in a corpus of documents of four chunks");
        line("");
        families(findings.sprayed());
    }

    private void rest(Findings findings) {
        line("");
        line("## Deliveries over time");
        line("");
        table("course", "runs with a document held", "documents held", "let through before");
        findings.floods()
                .forEach(flood -> row(
                        flood.course(),
                        share(flood.runs()),
                        share(flood.held()),
                        String.format(Locale.ROOT, "%.1f", flood.before())));
        line("");
        line("## Screens that read words");
        line("");
        table("screen", "over", "signs");
        findings.words().forEach(words -> row(words.screen(), words.of(), share(words.signs())));
        Findings.Cost cost = findings.cost();
        line("");
        line("## Cost");
        line("");
        line(String.format(
                Locale.ROOT,
                "A chunk: %.0f µs to measure by the sentinels, beside %.0f µs to embed (medians). State of a tenant: %d KiB.",
                cost.hubMicros(),
                cost.embedMicros(),
                cost.stateBytes() / 1024));
    }

    private void families(List<Family> families) {
        table(cells("family", FIGURES));
        families.forEach(family -> row(cells(family.family(), figures(family))));
    }

    private void evading(List<Evading> evading) {
        table(cells("family", cells("passes by his own measure", FIGURES)));
        evading.forEach(each ->
                row(cells(each.family().family(), cells(share(each.evades()), figures(each.family())))));
    }

    private static List<String> figures(Family family) {
        return List.of(
                percent(family.reach()),
                share(family.atFifth()),
                share(family.atTwoFifths()),
                share(family.held()),
                percent(family.widestMissed()));
    }

    private static List<String> cells(String first, List<String> rest) {
        List<String> cells = new ArrayList<>(List.of(first));
        cells.addAll(rest);
        return cells;
    }

    private void table(String... heads) {
        table(List.of(heads));
    }

    private void table(List<String> heads) {
        row(heads);
        line("|" + " --- |".repeat(heads.size()));
    }

    private void row(String... cells) {
        row(List.of(cells));
    }

    private void row(List<String> cells) {
        line("| " + String.join(" | ", cells) + " |");
    }

    private void line(String text) {
        page.append(text).append('\n');
    }

    private static String share(Share share) {
        return String.format(
                Locale.ROOT,
                "%.1f %% [%.1f, %.1f] of %d",
                100 * share.rate(),
                100 * share.low(),
                100 * share.high(),
                share.n());
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", 100 * share);
    }
}
