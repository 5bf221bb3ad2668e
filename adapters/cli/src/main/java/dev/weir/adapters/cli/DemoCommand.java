package dev.weir.adapters.cli;

import dev.weir.retrieve.screen.Mode;
import dev.weir.tenancy.TenantId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weir demo}: the whole product on real files. No outcome is written down anywhere: what it prints is what happened. */
@Command(
        name = "demo",
        description =
                "Runs the whole product on its own documents, offline: two tenants, clean and attacked files, a leak"
                        + " attempt, a tampered chunk, a poisoned set. Ends in a table of what was stopped and by which rule.")
final class DemoCommand implements Callable<Integer> {
    private static final String ALLOWANCE = "How high is the daily allowance for a trip to Switzerland?";
    private static final String LEASE = "When can the lease contract for the warehouse be ended?";
    private static final String SECRET = "What does the acquisition of Nordkap Freight cost?";

    private final InstantSource clock;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private GlobalOptions options = new GlobalOptions();

    @Option(
            names = "--on",
            paramLabel = "DIR",
            description = "Take the same path over your own files, with the bundled attacks among them.")
    private @Nullable Path own;

    @Option(names = "--ask", paramLabel = "TEXT", description = "With --on: the question to ask your files.")
    private String ask = "What are the most important points?";

    DemoCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() {
        Output output =
                new Output(spec.commandLine().getOut(), spec.commandLine().getErr(), options);
        if (own != null && !Files.isDirectory(own)) {
            throw new UsageException("--on: there is no folder " + own + ".");
        }
        Path directory = newDirectory();
        try (DemoRun run = DemoRun.start(directory, options, output, clock)) {
            if (own == null) {
                bundled(run);
            } else {
                onOwn(run, own);
            }
            Path report = directory.resolve("report.html");
            ExitCode exit = run.finish(report);
            output.remark("The report is " + report + "; the store is " + directory.resolve("store") + ".");
            return exit.code();
        }
    }

    private void bundled(DemoRun run) {
        TenantId aurora = new TenantId("aurora");
        TenantId borealis = new TenantId("borealis");
        run.title("Two tenants bring their documents");
        for (TenantId tenant : List.of(aurora, borealis)) {
            Path folder = run.folder(tenant.value());
            for (DemoDocuments.Document document : DemoDocuments.bundled()) {
                if (document.tenant().equals(tenant.value())) {
                    run.expect(DemoDocuments.copy(document, folder), document.planted());
                }
            }
            run.ingest(tenant, List.of(folder));
        }
        run.title("Each asks about its own");
        run.ask(aurora, ALLOWANCE, run.honest(Mode.ENFORCE));
        run.ask(borealis, LEASE, run.honest(Mode.ENFORCE));
        run.title("One asks for the other's secret: first an honest store, then one that forgets its filter");
        run.ask(aurora, SECRET, run.honest(Mode.ENFORCE));
        run.ask(borealis, SECRET, run.honest(Mode.ENFORCE));
        run.ask(aurora, SECRET, run.leaking());
        run.title("Somebody changes one letter of a stored chunk");
        run.ask(aurora, ALLOWANCE, run.tampering());
        run.title("Somebody brings three notes that repeat the question and lie: only counted, then enforced");
        Path notes = run.folder("notes");
        DemoDocuments.poison(ALLOWANCE, notes);
        run.ingest(aurora, List.of(notes));
        run.ask(aurora, ALLOWANCE, run.honest(Mode.OBSERVE));
        run.ask(aurora, ALLOWANCE, run.honest(Mode.ENFORCE));
    }

    private void onOwn(DemoRun run, Path files) {
        TenantId yours = new TenantId("yours");
        TenantId other = new TenantId("borealis");
        run.title("Your files, and the bundled attacks among them");
        List<Path> paths = new ArrayList<>();
        paths.add(files);
        Path planted = run.folder("planted");
        for (DemoDocuments.Document document : DemoDocuments.bundled()) {
            if (document.planted()) {
                paths.add(run.expect(DemoDocuments.copy(document, planted), true));
            }
        }
        run.ingest(yours, paths);
        Path neighbour = run.folder(other.value());
        DemoDocuments.bundled().stream()
                .filter(document -> document.tenant().equals(other.value()) && !document.planted())
                .forEach(document -> run.expect(DemoDocuments.copy(document, neighbour), false));
        run.ingest(other, List.of(neighbour));
        run.title("You ask");
        run.ask(yours, ask, run.honest(Mode.ENFORCE));
        run.title("You ask for a neighbour's secret: first an honest store, then one that forgets its filter");
        run.ask(yours, SECRET, run.honest(Mode.ENFORCE));
        run.ask(yours, SECRET, run.leaking());
        run.title("Somebody changes one letter of a stored chunk");
        run.ask(yours, ask, run.tampering());
    }

    private static Path newDirectory() {
        try {
            return Files.createTempDirectory("weir-demo-");
        } catch (IOException e) {
            throw new UsageException("cannot make a temporary folder; check java.io.tmpdir.", e);
        }
    }
}
