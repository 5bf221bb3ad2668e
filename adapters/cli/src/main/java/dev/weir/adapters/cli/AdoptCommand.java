package dev.weir.adapters.cli;

import dev.weir.ingest.ChunkScanner;
import dev.weir.ingest.adopt.AdoptedDocument;
import dev.weir.ingest.adopt.Adoption;
import dev.weir.ingest.adopt.AdoptionSummary;
import dev.weir.ingest.adopt.AdoptionTargets;
import dev.weir.ingest.adopt.Rehearsal;
import dev.weir.models.Screener;
import dev.weir.tenancy.Label;
import dev.weir.tenancy.Principal;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.TrustTier;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.heads.AdoptionSnapshot;
import dev.weir.tenancy.store.FilledTable;
import dev.weir.tenancy.store.SharedRecords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weir adopt}: scans and seals what a store held before Weir, beside its rows. */
@Command(
        name = "adopt",
        description =
                "Scans the rows of a tenant in a table that was filled before Weir, as the section \"adopt\" of the settings"
                        + " says, and seals what is clean beside them. Rewrites no row; resumes where it was interrupted."
                        + " --subject attests which fields name tenant and source.")
final class AdoptCommand implements Callable<Integer> {
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
            names = "--label",
            paramLabel = "L",
            description = "Who may read: a label such as group:finance; may be repeated. By default the whole tenant.")
    private List<String> labels = List.of();

    @Option(
            names = "--dry-run",
            description =
                    "Publish nothing: say what would be held, and sign a snapshot of the rest, which a firewall lets"
                            + " through until its deadline.")
    private boolean rehearsing;

    @Option(
            names = "--snapshot",
            paramLabel = "FILE",
            description = "Where a dry run writes its snapshot; by default adopt/TENANT.snapshot in the store.")
    private @Nullable Path snapshot;

    @Option(
            names = "--days",
            paramLabel = "N",
            defaultValue = "14",
            description = "For how many days the snapshot of a dry run counts, at most 90; default 14.")
    private int days = 14;

    AdoptCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() {
        Output output =
                new Output(spec.commandLine().getOut(), spec.commandLine().getErr(), options);
        if (days < 1 || days > AdoptionSnapshot.LONGEST.toDays()) {
            throw new UsageException("--days must be 1-" + AdoptionSnapshot.LONGEST.toDays() + ".");
        }
        if (snapshot != null && !rehearsing) {
            throw new UsageException("--snapshot is where a --dry-run writes; leave it out.");
        }
        Settings settings = judging.over(options.settings());
        AdoptSettings adopt = settings.adopt()
                .orElseThrow(() -> new UsageException(
                        "say which table to adopt in the section \"adopt\" of the --config" + " file."));
        PostgresSettings postgres = settings.postgres()
                .orElseThrow(() -> new UsageException(
                        "say where seals go in the section \"postgres\" of the --config" + " file."));
        Principal principal = identity.principal(settings, clock);
        LocalStore.prepare(where.keys(), principal.tenant(), output, clock);
        output.remark("The mapping of fields is attested by " + principal.subject() + ". "
                + LocalIdentity.sentence(principal));
        try (LocalStore local = LocalStore.open(where.store(), where.keys(), settings, clock);
                Screening screening = new Screening(settings, local.epoch(principal.tenant()));
                SharedRecords seals = postgres.seals();
                FilledTable table = adopt.open()) {
            AdoptionTargets targets = new AdoptionTargets(
                    table,
                    adopt.rows(seals),
                    local.reader(),
                    local.writer(),
                    local.keys(),
                    local.quarantine().suppressions());
            Adoption adoption = new Adoption(screening.scanner(), adopt.mapping(), targets, clock);
            return new Run(local, output, principal, adopt).run(adoption).code();
        }
    }

    /** The installed rules, open. */
    private static final class Screening implements AutoCloseable {
        private final Screener screener;
        private final ChunkScanner scanner;

        Screening(Settings settings, int epoch) {
            this.screener = Detection.screener(settings);
            this.scanner = new ChunkScanner(screener, PolicyFile.policies(settings.policy()), epoch);
        }

        ChunkScanner scanner() {
            return scanner;
        }

        @Override
        public void close() {
            screener.close();
        }
    }

    /** One run over one tenant's rows. */
    private final class Run {
        private final LocalStore local;
        private final Output output;
        private final Principal principal;
        private final TenantId tenant;
        private final AdoptSettings adopt;
        private final Set<Label> audience = labels.stream().map(Names::label).collect(Collectors.toSet());

        Run(LocalStore local, Output output, Principal principal, AdoptSettings adopt) {
            this.local = local;
            this.output = output;
            this.principal = principal;
            this.tenant = principal.tenant();
            this.adopt = adopt;
        }

        ExitCode run(Adoption adoption) {
            // A log without an entry is as good as none: what is not known in it could be erased.
            local.writer().checkpoint(tenant);
            AdoptionSummary summary;
            Map<String, Object> signed = new LinkedHashMap<>();
            try (AdoptOutput results = new AdoptOutput(output, options)) {
                if (rehearsing) {
                    Instant deadline =
                            clock.instant().plus(Duration.ofDays(days)).truncatedTo(ChronoUnit.MILLIS);
                    Rehearsal rehearsal =
                            adoption.rehearse(tenant, adopt.batch(), from -> grant(from.uri()), deadline, results);
                    summary = rehearsal.summary();
                    Path file = sign(rehearsal, deadline);
                    signed.put("snapshot", file.toString());
                    signed.put("deadline", deadline.toString());
                } else {
                    summary = adoption.adopt(tenant, adopt.batch(), from -> grant(from.uri()), results);
                }
            }
            AdoptOutput.summarise(output, summary, signed);
            boolean stopped = summary.heldRows() > 0
                    || summary.documents().keySet().stream().anyMatch(AdoptedDocument.Outcome::isStopped);
            return stopped ? ExitCode.STOPPED : ExitCode.DONE;
        }

        private WriteGrant grant(String source) {
            WriteGrant grant = local.writeGrant(principal, WriteAction.INGEST, source, audience);
            return grant.lowerTrust(grant.trust().atMost(TrustTier.ADOPTED));
        }

        private Path sign(Rehearsal rehearsal, Instant deadline) {
            AdoptionSnapshot made = AdoptionSnapshot.sign(
                    grant(adopt.name()),
                    adopt.name(),
                    deadline,
                    rehearsal.heads(),
                    local.keys(),
                    local.keys().trusted(),
                    clock);
            Path file = snapshot == null ? local.directory().resolve("adopt").resolve(tenant + ".snapshot") : snapshot;
            try {
                Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
                Path whole = Files.write(file.resolveSibling(file.getFileName() + ".new"), made.bytes());
                return Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                throw new UsageException("cannot write the snapshot to " + file + ".", e);
            }
        }
    }
}
