package dev.weir.adapters.cli;

import dev.weir.ingest.Sources;
import dev.weir.ingest.batch.BatchListener;
import dev.weir.ingest.batch.BatchScan;
import dev.weir.ingest.batch.BatchSummary;
import dev.weir.ingest.batch.IngestPlan;
import dev.weir.ingest.batch.ScanLedger;
import dev.weir.ingest.batch.SourceBaselines;
import dev.weir.ingest.batch.Sync;
import dev.weir.ingest.batch.SyncPlan;
import dev.weir.ingest.batch.SyncSummary;
import dev.weir.ingest.erasure.Eraser;
import dev.weir.tenancy.Label;
import dev.weir.tenancy.Principal;
import dev.weir.tenancy.TrustTier;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.chunk.SourceRef;
import dev.weir.tenancy.heads.DocumentHead;
import dev.weir.tenancy.store.Erasure;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weir ingest}: scans, seals, embeds and indexes. */
@Command(
        name = "ingest",
        description =
                "Scans, seals, embeds and indexes files for a tenant; resumes where it was interrupted. Makes the store"
                        + " and the tenant's keys on first use.")
final class IngestCommand implements Callable<Integer> {
    private final InstantSource clock;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private GlobalOptions options = new GlobalOptions();

    @Mixin
    private StoreOptions where = new StoreOptions();

    @Mixin
    private LocalIdentity identity = new LocalIdentity();

    @Mixin
    private BatchOptions batch = new BatchOptions();

    @Option(
            names = "--label",
            paramLabel = "L",
            description = "Who may read: a label such as group:finance; may be repeated. By default the whole tenant.")
    private List<String> labels = List.of();

    @Option(
            names = "--source",
            paramLabel = "URI",
            description = "Where the files are from; a file below a folder gets its path behind it.")
    private @Nullable String source;

    @Option(names = "--batch", paramLabel = "ID", description = "Name of this run, to revoke or delete it by.")
    private @Nullable String batchId;

    @Option(
            names = "--trust",
            paramLabel = "TIER",
            description = "A lower trust tier than policy gives: ${COMPLETION-CANDIDATES}.")
    private @Nullable TrustTier trust;

    @ArgGroup(exclusive = false)
    private @Nullable SyncOptions sync;

    /** Options that belong together. */
    static final class SyncOptions {
        @Option(
                names = "--sync",
                paramLabel = "FOLDER|MANIFEST",
                required = true,
                description = "Keeps the tenant's documents in step with a folder, or with the files that JSON lines"
                        + " {\"path\",\"source\"?,\"labels\"?} list: what is gone there is erased. --source names it, if its"
                        + " path may change.")
        Path root = Path.of("");

        @Option(
                names = "--allow-gone",
                paramLabel = "N",
                description = "Erases although most documents are gone, if they are exactly so many.")
        int allowedGone;
    }

    IngestCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() {
        SyncOptions wanted = sync;
        if (wanted == null) {
            batch.requirePaths();
        } else if (!batch.paths.isEmpty()) {
            throw new UsageException("--sync names what to ingest; leave out " + batch.paths.getFirst() + ".");
        }
        SyncRoot root = wanted == null ? SyncRoot.none(batch.paths) : SyncRoot.of(wanted.root);
        Settings settings = batch.over(options.settings());
        Output output =
                new Output(spec.commandLine().getOut(), spec.commandLine().getErr(), options);
        Principal principal = identity.principal(settings, clock);
        LocalStore.prepare(where.keys(), principal.tenant(), output, clock);
        output.remark(LocalIdentity.sentence(principal));
        BatchOutput results = new BatchOutput(output, options);
        try (LocalStore local = LocalStore.open(where.store(), where.keys(), settings, clock);
                Ingest ingest = Ingest.open(local, local.epoch(principal.tenant()), settings, clock);
                ScanLedger ledger = local.ledger(principal.tenant());
                SourceBaselines baselines = SourceBaselines.open(
                        local.baselines(principal.tenant()), this::originOf, SourceBaselines.FEWEST_DOCUMENTS)) {
            IngestPlan plan = plan(local, principal, root);
            ExitCode exit;
            if (wanted == null) {
                BatchScan scan = BatchScan.ingesting(ingest.guard(), plan, settings.jobs(), clock)
                        .resuming(ledger)
                        .watching(baselines);
                BatchSummary done = run(results, progress -> scan.run(batch.paths, progress));
                exit = results.summarise(done, LocalIdentity.json(principal));
            } else {
                Sync steps = new Sync(ingest.guard(), plan, ledger, settings.jobs(), clock).watching(baselines);
                SyncPlan found = compare(steps, root).allowingGone(wanted.allowedGone);
                refuseDrastic(found);
                Eraser eraser = local.eraser(ledger);
                WriteGrant erase = local.writeGrant(principal, WriteAction.ERASE);
                SyncSummary done = run(
                        results,
                        progress -> steps.run(
                                found, progress, documents -> eraser.erase(erase, new Erasure.ByDocument(documents))));
                exit = results.summarise(done, LocalIdentity.json(principal));
            }
            batch.report("Weir ingest", results.files());
            return exit.code();
        }
    }

    private <T> T run(BatchOutput results, Function<BatchListener, T> running) {
        try (Progress progress = new Progress("ingesting", options, BatchOutput::isStopped, results::print)) {
            return running.apply(progress);
        }
    }

    private SyncPlan compare(Sync steps, SyncRoot root) {
        String name = source == null ? root.name() : Names.source(source).uri();
        return steps.compare(name, root.paths());
    }

    private static void refuseDrastic(SyncPlan found) {
        if (!found.isAllowed()) {
            throw new UsageException(
                    found.gone() + " of " + found.known() + " documents are gone from there. If that is"
                            + " right, and no disk is missing, say so with --allow-gone " + found.gone() + ".");
        }
    }

    private IngestPlan plan(LocalStore local, Principal principal, SyncRoot root) {
        Set<Label> audience = labels.stream().map(Names::label).collect(Collectors.toSet());
        String run = batchId == null
                ? "cli-" + clock.instant().atOffset(ZoneOffset.UTC).toLocalDate()
                : batchId;
        return new IngestPlan(
                principal.tenant(),
                run,
                file -> sourceOf(file, root),
                from -> grant(local, principal, from, root.labels(from, audience)),
                DocumentHead.NEVER,
                Map.of());
    }

    private WriteGrant grant(LocalStore local, Principal principal, SourceRef from, Set<Label> audience) {
        WriteGrant grant = local.writeGrant(principal, WriteAction.INGEST, from.uri(), audience);
        if (trust != null && trust.compareTo(grant.trust()) > 0) {
            throw new UsageException("--trust may only lower what policy gives, which is "
                    + grant.trust().name().toLowerCase(Locale.ROOT) + ".");
        }
        return trust == null ? grant : grant.lowerTrust(trust);
    }

    /** What the documents of one delivery have in common. */
    private SourceRef originOf(SourceRef from) {
        return source == null ? Sources.parentOf(from) : Names.source(source);
    }

    private SourceRef sourceOf(Path file, SyncRoot root) {
        if (source == null || root.isManifest()) {
            return root.source(file);
        }
        for (Path each : root.paths()) {
            if (file.equals(each)) {
                return Names.source(source);
            }
            if (file.startsWith(each)) {
                return Names.source(
                        source + "/" + each.relativize(file).toString().replace('\\', '/'));
            }
        }
        return Sources.ofFile(file);
    }
}
