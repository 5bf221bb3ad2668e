package dev.weir.adapters.cli;

import dev.weir.ingest.ChunkScanner;
import dev.weir.ingest.IngestTargets;
import dev.weir.ingest.rescan.Rescan;
import dev.weir.ingest.rescan.RescanAccess;
import dev.weir.ingest.rescan.RescanSummary;
import dev.weir.ingest.rescan.Rescanned;
import dev.weir.ingest.verdict.RationaleCode;
import dev.weir.ingest.verdict.VerdictPolicies;
import dev.weir.models.Screener;
import dev.weir.tenancy.Principal;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.chunk.DocumentId;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.LongAdder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weir rescan}: scans again what older rules scanned. */
@Command(
        name = "rescan",
        description =
                "Scans again, by the installed rules, what older ones scanned: stamps what is clean, withholds what"
                        + " is not until it is reviewed. Rewrites no chunk; resumes where it was interrupted.")
final class RescanCommand implements Callable<Integer> {
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
    private ScreenerOptions judging = new ScreenerOptions();

    @Option(
            names = "--raise",
            description =
                    "Mark everything as to be scanned again if the installed rules are not those of the last scans.")
    private boolean raise;

    @Option(
            names = "--minimum",
            description = "When through, withhold what still has an older scan, or screen it anew at each query.")
    private boolean minimum;

    RescanCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() {
        Output output =
                new Output(spec.commandLine().getOut(), spec.commandLine().getErr(), options);
        Settings settings = judging.over(options.settings());
        Principal principal = identity.principal(settings, clock);
        VerdictPolicies policies = PolicyFile.policies(settings.policy());
        try (LocalStore local = LocalStore.open(where.existingStore(), where.keys(), settings, clock);
                Screener screener = Detection.screener(settings)) {
            local.requireTenant(principal.tenant());
            return new Run(local, output, principal).run(screener, policies).code();
        }
    }

    /** One run over one tenant of one store. */
    private final class Run {
        private final LocalStore local;
        private final Output output;
        private final Principal principal;
        private final TenantId tenant;
        private ExitCode exit = ExitCode.DONE;

        Run(LocalStore local, Output output, Principal principal) {
            this.local = local;
            this.output = output;
            this.principal = principal;
            this.tenant = principal.tenant();
        }

        ExitCode run(Screener screener, VerdictPolicies policies) {
            ChunkScanner scanner = scanner(screener, policies);
            Set<DocumentId> waiting = local.rescans().waiting(tenant);
            IngestTargets targets =
                    new IngestTargets(local.chunks(), local.reader(), local.writer(), local.keys(), local.quarantine());
            RescanAccess access = new RescanAccess(
                    () -> local.writeGrant(principal, WriteAction.INGEST),
                    () -> local.everyTag(principal)
                            .orElseThrow(() -> new UsageException("tenant " + tenant + " has no document.")),
                    local.openGlass(principal, "weir rescan reads documents that older rules scanned"));
            RescanSummary summary = new Rescan(scanner, targets, access, Rescan.STANDARD_BUDGET, clock)
                    .run(tenant, waiting, this::print);
            local.rescans().remove(tenant, waiting);
            if (minimum && local.reader().minimumEpoch(tenant) < scanner.epoch()) {
                local.writer().requireEpoch(local.writeGrant(principal, WriteAction.REVOKE), scanner.epoch());
                local.reader().refresh(tenant);
            }
            print(summary, scanner.epoch());
            return exit;
        }

        /** The installed rules under the tenant's current epoch, which is raised if they are others and it may be. */
        private ChunkScanner scanner(Screener screener, VerdictPolicies policies) {
            int epoch = local.epoch(tenant);
            ChunkScanner installed = new ChunkScanner(screener, policies, epoch);
            LongAdder others = new LongAdder();
            local.reader().forEachHead(tenant, head -> {
                if (head.stamp().epoch() == epoch && !installed.gave(head.stamp())) {
                    others.increment();
                }
            });
            if (others.sum() == 0) {
                return installed;
            }
            if (!raise) {
                output.remark(others.sum() + " documents carry the current epoch " + epoch
                        + " and were scanned by other rules than the installed ones; scan them again with --raise.");
                return installed;
            }
            local.writer().raiseEpoch(local.writeGrant(principal, WriteAction.REVOKE), epoch + 1);
            return new ChunkScanner(screener, policies, epoch + 1);
        }

        private void print(Rescanned result) {
            exit = exit.and(exitOf(result));
            List<String> rules =
                    result.codes().stream().map(RationaleCode::code).toList();
            String outcome = result.outcome().name().toLowerCase(Locale.ROOT);
            double risk = result.screened()
                    .map(screened -> Json.score(screened.risk().score().value()))
                    .orElse(0.0);
            if (output.json()) {
                Map<String, Object> object = new LinkedHashMap<>();
                object.put("document", result.document().value());
                object.put("tenant", tenant.value());
                object.put("outcome", outcome);
                if (result.screened().isPresent()) {
                    object.put("risk", risk);
                }
                object.put("rules", rules);
                output.json(object);
            } else if (result.outcome() != Rescanned.Outcome.RESTAMPED) {
                String why = rules.isEmpty() ? "rows are missing or broken" : String.join(", ", rules);
                output.line(String.format(Locale.ROOT, "%-10s %.2f  %s (%s)", outcome, risk, result.document(), why));
            }
        }

        private void print(RescanSummary summary, int epoch) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("epoch", epoch);
            object.put("minimum", local.reader().minimumEpoch(tenant));
            object.put("restamped", summary.restamped());
            object.put("kept", summary.kept());
            object.put("suspended", summary.suspended());
            object.put("unreadable", summary.unreadable());
            if (output.json()) {
                output.json(Map.of("summary", object));
            } else {
                output.line(String.format(
                        Locale.ROOT,
                        "Epoch %d: %d restamped, %d kept, %d suspended, %d unreadable.",
                        epoch,
                        summary.restamped(),
                        summary.kept(),
                        summary.suspended(),
                        summary.unreadable()));
            }
        }
    }

    private static ExitCode exitOf(Rescanned result) {
        return switch (result.outcome()) {
            case RESTAMPED, KEPT -> ExitCode.DONE;
            case SUSPENDED -> ExitCode.STOPPED;
            case UNREADABLE -> result.screened().isPresent() ? ExitCode.STOPPED : ExitCode.BROKEN;
        };
    }
}
