package dev.weir.adapters.cli;

import dev.weir.ingest.adopt.AdoptedDocument;
import dev.weir.ingest.adopt.AdoptionListener;
import dev.weir.ingest.adopt.AdoptionSummary;
import dev.weir.ingest.adopt.HeldRow;
import dev.weir.ingest.verdict.RationaleCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;

/** What {@code weir adopt} says as it goes: rows that are held, what became of documents, and how far it is. */
final class AdoptOutput implements AdoptionListener, AutoCloseable {
    private final Output output;
    private final GlobalOptions options;
    private @Nullable ProgressBar bar;

    AdoptOutput(Output output, GlobalOptions options) {
        this.output = output;
        this.options = options;
    }

    @Override
    public void held(HeldRow row) {
        if (output.json()) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("row", row.key());
            object.put("field", row.field());
            object.put("outcome", "held");
            object.put("fault", word(row.fault()));
            output.json(object);
        } else {
            output.line("held       row " + Json.printable(row.key()) + ": " + Json.printable(row.field()) + " "
                    + row.fault().text());
        }
    }

    @Override
    public void found(int documents) {
        bar = Progress.bar(options, "adopting", documents, " docs");
    }

    @Override
    public void finished(AdoptedDocument document) {
        if (bar != null) {
            bar.step();
        }
        List<String> rules = document.codes().stream().map(RationaleCode::code).toList();
        if (output.json()) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("document", document.document().value());
            object.put("source", document.source().uri());
            object.put("rows", document.rows());
            object.put("outcome", word(document.outcome()));
            object.put("rules", rules);
            object.put("flagged", document.flagged());
            output.json(object);
        } else if (document.outcome().isStopped()) {
            output.line(String.format(
                    Locale.ROOT,
                    "%-10s %s, %d rows%s%s",
                    word(document.outcome()),
                    Json.printable(document.source().uri()),
                    document.rows(),
                    rules.isEmpty() ? "" : " (" + String.join(", ", rules) + ")",
                    document.flagged().isEmpty()
                            ? ""
                            : "; row " + Json.printable(String.join(", row ", document.flagged()))));
        }
    }

    /** @param signed the snapshot of a dry run, as JSON; empty if there is none */
    static void summarise(Output output, AdoptionSummary summary, Map<String, Object> signed) {
        if (output.json()) {
            Map<String, Object> object = new LinkedHashMap<>();
            Map<String, Object> documents = new LinkedHashMap<>();
            Map<String, Object> rows = new LinkedHashMap<>();
            for (AdoptedDocument.Outcome outcome : AdoptedDocument.Outcome.values()) {
                documents.put(word(outcome), summary.documents(outcome));
                rows.put(word(outcome), summary.rows(outcome));
            }
            object.put("documents", documents);
            object.put("rows", rows);
            object.put("heldRows", summary.heldRows());
            object.putAll(signed);
            output.json(Map.of("summary", object));
            return;
        }
        StringBuilder line = new StringBuilder(signed.isEmpty() ? "Documents:" : "Documents, would be:");
        summary.documents()
                .forEach((outcome, count) -> line.append(
                        String.format(Locale.ROOT, " %d %s (%d rows),", count, word(outcome), summary.rows(outcome))));
        output.line(line + " and " + summary.heldRows() + " rows by themselves held.");
        if (!signed.isEmpty()) {
            output.line("Snapshot " + signed.get("snapshot") + " counts until " + signed.get("deadline") + ".");
        }
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
