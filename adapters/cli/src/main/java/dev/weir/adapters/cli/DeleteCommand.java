package dev.weir.adapters.cli;

import dev.weir.ingest.batch.ScanLedger;
import dev.weir.ingest.erasure.Eraser;
import dev.weir.ingest.erasure.ErasureReport;
import dev.weir.tenancy.Principal;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.store.Erasure;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weir delete}: removes documents for good, as {@link Eraser} says. */
@Command(
        name = "delete",
        description = "Erases documents of one tenant: rows, vectors, quarantine, accepted findings and ledger, each"
                + " reported, and a tombstone.")
final class DeleteCommand implements Callable<Integer> {
    private final InstantSource clock;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private GlobalOptions options = new GlobalOptions();

    @Mixin
    private StoreOptions where = new StoreOptions();

    @Mixin
    private LocalIdentity identity = new LocalIdentity();

    @ArgGroup(multiplicity = "1")
    private What what = new What();

    DeleteCommand(InstantSource clock) {
        this.clock = clock;
    }

    /** One of them. */
    static final class What {
        @Option(names = "--document", paramLabel = "ID", required = true)
        @Nullable String document;

        @Option(names = "--source", paramLabel = "URI", required = true)
        @Nullable String source;

        @Option(names = "--batch", paramLabel = "ID", required = true)
        @Nullable String batch;

        @Option(
                names = "--all",
                paramLabel = "T",
                required = true,
                description = "Everything of the tenant, whose name is repeated here, and then its digest key, so that"
                        + " nothing in a log can be matched with a name or a text again.")
        @Nullable String all;
    }

    @Override
    public Integer call() {
        Output output =
                new Output(spec.commandLine().getOut(), spec.commandLine().getErr(), options);
        Settings settings = options.settings();
        Principal principal = identity.principal(settings, clock);
        TenantId tenant = principal.tenant();
        if (what.all != null && !what.all.equals(tenant.value())) {
            throw new UsageException("--all must repeat the tenant's name, which is " + tenant + ".");
        }
        try (LocalStore local = LocalStore.open(where.existingStore(), where.keys(), settings, clock)) {
            local.requireTenant(tenant);
            try (ScanLedger ledger = local.ledger(tenant)) {
                ErasureReport report = erase(local, local.eraser(ledger), principal);
                local.rescans().remove(tenant, report.documents());
                print(output, report);
            }
            return ExitCode.DONE.code();
        }
    }

    private ErasureReport erase(LocalStore local, Eraser eraser, Principal principal) {
        WriteGrant grant = local.writeGrant(principal, WriteAction.ERASE);
        if (what.all == null) {
            return eraser.erase(grant, erasure());
        }
        ErasureReport report =
                eraser.eraseTenant(grant, local.openGlass(principal, "weir delete erases everything of a tenant"));
        // Last: an erasure that was cut short needs the key to be finished.
        local.keys().destroyDigests(principal.tenant());
        return report;
    }

    private Erasure erasure() {
        if (what.document != null) {
            return new Erasure.ByDocument(Names.document(what.document));
        }
        if (what.source != null) {
            return new Erasure.BySource(Names.source(what.source));
        }
        return new Erasure.ByBatch(String.valueOf(what.batch));
    }

    private void print(Output output, ErasureReport report) {
        if (!output.json()) {
            output.line("Erased " + report.documents().size() + " documents: " + report.rows() + " rows with "
                    + report.vectors() + " vectors, " + report.tickets() + " tickets, " + report.suppressions()
                    + " accepted findings and " + report.ledgerEntries() + " ledger entries; wrote "
                    + report.tombstones() + " tombstones.");
            if (what.all != null) {
                output.line("Destroyed the digest key of tenant " + report.tenant() + ".");
            }
            return;
        }
        Map<String, Object> done = new LinkedHashMap<>();
        done.put("tenant", report.tenant().value());
        done.put(
                "documents",
                report.documents().stream().map(DocumentId::value).sorted().toList());
        done.put("tombstones", report.tombstones());
        done.put("rows", report.rows());
        done.put("vectors", report.vectors());
        done.put("tickets", report.tickets());
        done.put("suppressions", report.suppressions());
        done.put("ledgerEntries", report.ledgerEntries());
        if (what.all != null) {
            done.put("digestKey", "destroyed");
        }
        output.json(done);
    }
}
