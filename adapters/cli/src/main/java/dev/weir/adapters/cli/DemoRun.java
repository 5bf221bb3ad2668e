package dev.weir.adapters.cli;

import dev.weir.ingest.batch.BatchResult;
import dev.weir.ingest.batch.BatchScan;
import dev.weir.ingest.batch.IngestPlan;
import dev.weir.retrieve.RetrievalFirewall;
import dev.weir.retrieve.RetrievalRequest;
import dev.weir.retrieve.context.Citation;
import dev.weir.retrieve.context.GuardedContext;
import dev.weir.retrieve.screen.Mode;
import dev.weir.retrieve.screen.ScreenedChunk;
import dev.weir.retrieve.verify.Withheld;
import dev.weir.tenancy.AccessScope;
import dev.weir.tenancy.Principal;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.WriteAction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** One run of the demo: a store of its own, what is printed on the way, and the tally at the end. */
final class DemoRun implements AutoCloseable {
    private static final int K = 4;

    private final Path directory;
    private final GlobalOptions options;
    private final Output output;
    private final InstantSource clock;
    private final LocalStore local;
    private final Ingest ingest;
    private final Map<Path, Boolean> planted = new HashMap<>();
    private final List<ScannedFile> files = new ArrayList<>();
    private final Map<String, Integer> stoppedByRule = new TreeMap<>();
    private final StringBuilder transcript = new StringBuilder();
    private long foreignServed;

    private DemoRun(
            Path directory,
            GlobalOptions options,
            Output output,
            InstantSource clock,
            LocalStore local,
            Ingest ingest) {
        this.directory = directory;
        this.options = options;
        this.output = output;
        this.clock = clock;
        this.local = local;
        this.ingest = ingest;
    }

    static DemoRun start(Path directory, GlobalOptions options, Output output, InstantSource clock) {
        Settings settings = options.settings();
        Path store = directory.resolve("store");
        KeyPlace keys = KeyPlace.withoutPassphrase(store.resolve("keys"));
        LocalStore.keys(keys, clock, LocalStore.IfAbsent.CREATE);
        LocalStore local = LocalStore.open(store, keys, settings, clock);
        return new DemoRun(
                directory, options, output, clock, local, Ingest.open(local, Ingest.FIRST_EPOCH, settings, clock));
    }

    void title(String text) {
        if (!output.json()) {
            say("");
            say(text);
            say("-".repeat(text.length()));
        }
    }

    Path folder(String name) {
        Path folder = directory.resolve("files").resolve(name);
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UsageException("cannot write to " + folder + ".", e);
        }
    }

    /** Notes what a file is, for the table. */
    Path expect(Path file, boolean isPlanted) {
        planted.put(file, isPlanted);
        return file;
    }

    void ingest(TenantId tenant, List<Path> paths) {
        local.keys().ensureTenant(tenant);
        Principal principal = local.localUser(tenant);
        IngestPlan plan = IngestPlan.of(
                tenant, "demo", source -> local.writeGrant(principal, WriteAction.INGEST, source.uri(), Set.of()));
        try (Progress progress =
                new Progress("ingesting " + tenant, options, BatchOutput::isStopped, result -> took(tenant, result))) {
            BatchScan.ingesting(ingest.guard(), plan, options.settings().jobs(), clock)
                    .run(paths, progress);
        }
    }

    RetrievalFirewall honest(Mode mode) {
        return local.firewall(mode);
    }

    RetrievalFirewall leaking() {
        Principal operator = local.localUser(local.tenants().iterator().next());
        // So that the firewall knows every row for what it is: the hardest case is an intact foreign one.
        local.tenants().forEach(local.reader()::refresh);
        return local.firewall(
                DemoStores.leaking(local.chunks(), local.openGlass(operator, "weir demo plays a store that leaks")),
                Mode.ENFORCE);
    }

    RetrievalFirewall tampering() {
        return local.firewall(DemoStores.tampering(local.chunks()), Mode.ENFORCE);
    }

    void ask(TenantId tenant, String question, RetrievalFirewall firewall) {
        Principal principal = local.localUser(tenant);
        AccessScope scope = local.resolver().resolve(principal);
        float[] vector = ingest.embedder().embed(List.of(question)).getFirst();
        GuardedContext context = firewall.retrieve(RetrievalRequest.of(scope, question, vector, K));
        foreignServed += context.chunks().stream()
                .filter(chunk -> !chunk.chunk().id().tenant().equals(tenant))
                .count();
        for (Withheld withheld : context.withheld()) {
            count("at query time: " + VerifyCommand.code(withheld.code()));
        }
        if (output.json()) {
            output.json(QueryCommand.json(principal, question, context));
            return;
        }
        say(tenant + " asks: " + question);
        for (int i = 0; i < context.chunks().size(); i++) {
            say(context.chunks().get(i), context.citations().get(i));
        }
        if (context.chunks().isEmpty()) {
            say("   (no passage)");
        }
        for (Withheld withheld : context.withheld()) {
            String what = withheld instanceof Withheld.OfChunk chunk ? "chunk " + chunk.chunk() : "the whole answer";
            say("   withheld " + what + ": " + withheld.code().text());
        }
    }

    /** Prints the tally and writes the report. */
    ExitCode finish(Path report) {
        long plantedFiles = files.stream().filter(file -> isPlanted(file)).count();
        long caught = files.stream()
                .filter(file -> isPlanted(file) && file.isStopped())
                .count();
        long others = files.size() - plantedFiles;
        List<ScannedFile> falseStops = files.stream()
                .filter(file -> !isPlanted(file) && file.isStopped())
                .toList();
        if (output.json()) {
            Map<String, Object> summary = new LinkedHashMap<>();
            summary.put("files", files.size());
            summary.put("planted", plantedFiles);
            summary.put("plantedStopped", caught);
            summary.put("otherStopped", falseStops.size());
            summary.put("stoppedByRule", stoppedByRule);
            summary.put("foreignChunksServed", foreignServed);
            summary.put("report", report.toString());
            output.json(Map.of("summary", summary));
        } else {
            title("What was stopped, and by which rule");
            stoppedByRule.forEach((rule, count) -> say(String.format(Locale.ROOT, "%4d  %s", count, rule)));
            say("");
            say("Files with a planted order: " + caught + " of " + plantedFiles + " stopped. Other files: "
                    + falseStops.size() + " of " + others + " stopped.");
            falseStops.forEach(file -> say("   stopped without a planted order: " + file.path() + " ("
                    + String.join(", ", file.rules()) + ")"));
            files.stream()
                    .filter(file -> isPlanted(file) && !file.isStopped())
                    .forEach(file -> say("   missed: " + file.path()));
            say("Chunks of another tenant that were served: " + foreignServed + ".");
        }
        HtmlReport.write(
                report,
                "Weir demo",
                files.size() + " files, " + local.tenants().size() + " tenants",
                files,
                "<h2>What happened</h2>\n<pre>" + transcript + "</pre>");
        boolean stopped = !stoppedByRule.isEmpty();
        return foreignServed > 0 ? ExitCode.BROKEN : stopped ? ExitCode.STOPPED : ExitCode.DONE;
    }

    @Override
    public void close() {
        ingest.close();
        local.close();
    }

    private void took(TenantId tenant, BatchResult result) {
        if (!(result instanceof BatchResult.Ingested ingested)) {
            say(tenant + "  " + result.path() + " was not ingested");
            count("at ingestion: not ingested");
            return;
        }
        ScannedFile file =
                ScannedFile.of(ingested.outcome().report(), result.path().toString(), options);
        files.add(file);
        if (file.isStopped()) {
            Set<String> techniques = file.findings().stream()
                    .map(ScannedFile.ShownFinding::technique)
                    .collect(Collectors.toCollection(TreeSet::new));
            count("at ingestion: " + file.verdict() + " for " + String.join(", ", file.rules())
                    + (techniques.isEmpty() ? "" : " (" + String.join(", ", techniques) + ")"));
        }
        if (output.json()) {
            output.json(file.json());
        } else {
            say(String.format(
                    Locale.ROOT,
                    "%-9s %-10s risk %.2f  %s",
                    tenant,
                    file.verdict(),
                    file.risk(),
                    result.path().getFileName()));
        }
    }

    private boolean isPlanted(ScannedFile file) {
        return planted.getOrDefault(Path.of(file.path()), false);
    }

    private void count(String rule) {
        stoppedByRule.merge(rule, 1, Integer::sum);
    }

    private void say(ScreenedChunk chunk, Citation citation) {
        String text = chunk.chunk().text().replaceAll("\\s+", " ");
        String source = citation.provenance().source().uri();
        String notes = QueryCommand.annotations(chunk);
        say("   [" + citation.number() + "] " + source.substring(source.lastIndexOf('/') + 1) + ": "
                + Json.printable(text.substring(0, Math.min(text.length(), 110))) + (text.length() > 110 ? "…" : "")
                + (notes.isEmpty() ? "" : "  <- " + notes));
    }

    private void say(String line) {
        if (!output.json()) {
            output.line(line);
        }
        transcript.append(HtmlReport.escape(line)).append('\n');
    }
}
