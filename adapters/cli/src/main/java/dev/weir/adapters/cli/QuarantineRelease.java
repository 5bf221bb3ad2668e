package dev.weir.adapters.cli;

import dev.weir.ingest.ReleaseOutcome;
import dev.weir.ingest.TicketSelection;
import dev.weir.ingest.quarantine.Review;
import dev.weir.ingest.quarantine.Ticket;
import dev.weir.ingest.quarantine.TicketId;
import dev.weir.ingest.verdict.RationaleCode;
import dev.weir.retrieve.audit.AuditEvent;
import dev.weir.tenancy.Principal;
import dev.weir.tenancy.Reason;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weir quarantine release}: one ticket, or all of a rule or source. */
@Command(
        name = "release",
        description =
                "Seals and indexes exactly the bytes that were reviewed: of one ticket, or of every pending one that is"
                        + " held for a rule, from a source, or both. Raises no trust; the reason goes into the record.")
final class QuarantineRelease implements Callable<Integer> {
    private final InstantSource clock;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private GlobalOptions options = new GlobalOptions();

    @Mixin
    private StoreOptions where = new StoreOptions();

    @Mixin
    private LocalIdentity identity = new LocalIdentity();

    @Parameters(paramLabel = "TICKET", arity = "0..1")
    private @Nullable String id;

    @Option(names = "--rule", paramLabel = "CODE", description = "All that are held for this rule and nothing else.")
    private @Nullable String rule;

    @Option(names = "--source", paramLabel = "URI", description = "All whose source begins with this.")
    private @Nullable String source;

    @Option(names = "--reason", paramLabel = "TEXT", required = true)
    private String reason = "";

    @Option(names = "--dry-run", description = "Only list what a release by rule or source would take up.")
    private boolean dryRun;

    private boolean left;

    QuarantineRelease(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() {
        Output output =
                new Output(spec.commandLine().getOut(), spec.commandLine().getErr(), options);
        Settings settings = options.settings();
        Principal reviewer = identity.principal(settings, clock);
        Reason why = Names.read("--reason", reason, Reason::new);
        boolean many = rule != null || source != null;
        if (many == (id != null) || (dryRun && !many)) {
            throw new UsageException("name one TICKET, or say which with --rule CODE, --source URI or both.");
        }
        if (id != null) {
            Review review = QuarantineCommand.find(where, settings, reviewer.tenant(), id, clock);
            return one(output, settings, reviewer, why, review);
        }
        TicketSelection selection = new TicketSelection(ruleCode(), source == null ? "" : source);
        try (LocalStore local = LocalStore.open(where.existingStore(), where.keys(), settings, clock)) {
            local.requireTenant(reviewer.tenant());
            return dryRun
                    ? dryRun(output, local, reviewer, selection)
                    : all(output, settings, local, reviewer, why, selection);
        }
    }

    private int one(Output output, Settings settings, Principal reviewer, Reason why, Review review) {
        Ticket ticket = review.ticket();
        try (LocalStore local = LocalStore.open(where.existingStore(), where.keys(), settings, clock);
                Ingest ingest = Ingest.open(local, local.epoch(reviewer.tenant()), settings, clock)) {
            return switch (ingest.guard().release(grant(local, reviewer, ticket), ticket.id(), why)) {
                case ReleaseOutcome.Released released -> {
                    record(local, reviewer, released);
                    QuarantineCommand.print(output, json(released), text(released));
                    yield ExitCode.DONE.code();
                }
                case ReleaseOutcome.Refused refused ->
                    throw new UsageException("not released: " + refused.code().text() + ".");
                case ReleaseOutcome.Failed failed ->
                    throw new UsageException("not released: something failed (" + failed.failure() + ").");
            };
        }
    }

    private int all(
            Output output,
            Settings settings,
            LocalStore local,
            Principal reviewer,
            Reason why,
            TicketSelection selection) {
        try (Ingest ingest = Ingest.open(local, local.epoch(reviewer.tenant()), settings, clock)) {
            ingest.guard()
                    .releaseAll(
                            reviewer.tenant(),
                            selection,
                            ticket -> grant(local, reviewer, ticket),
                            why,
                            outcome -> report(output, local, reviewer, outcome));
        }
        return (left ? ExitCode.STOPPED : ExitCode.DONE).code();
    }

    private int dryRun(Output output, LocalStore local, Principal reviewer, TicketSelection selection) {
        for (Review review : local.quarantine().list(reviewer.tenant())) {
            if (review instanceof Review.Pending && selection.selects(review.ticket())) {
                boolean own = review.ticket().uploader().equals(reviewer.subject());
                Map<String, Object> object = QuarantineCommand.summary(review);
                object.put("ownUpload", own);
                QuarantineCommand.print(
                        output,
                        object,
                        review.ticket().id() + "  "
                                + Json.printable(review.ticket().source().uri())
                                + (own ? "  (your own upload, would be left)" : ""));
            }
        }
        return ExitCode.DONE.code();
    }

    private void report(Output output, LocalStore local, Principal reviewer, ReleaseOutcome outcome) {
        switch (outcome) {
            case ReleaseOutcome.Released released -> {
                record(local, reviewer, released);
                QuarantineCommand.print(output, json(released), text(released));
            }
            case ReleaseOutcome.Refused refused ->
                left(
                        output,
                        refused.ticket(),
                        refused.code().code(),
                        refused.code().text());
            case ReleaseOutcome.Failed failed ->
                left(output, failed.ticket(), "failed", "something failed (" + failed.failure() + ")");
        }
    }

    private void left(Output output, TicketId ticket, String code, String text) {
        left = true;
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("ticket", ticket.value());
        object.put("refused", code);
        QuarantineCommand.print(output, object, "Not released: ticket " + ticket + ": " + text + ".");
    }

    private void record(LocalStore local, Principal reviewer, ReleaseOutcome.Released released) {
        local.audit()
                .record(new AuditEvent.Reviewed(
                        clock.instant(),
                        reviewer,
                        released.ticket().id().value(),
                        released.head().document(),
                        AuditEvent.Reviewed.Decision.RELEASED,
                        released.head().version()));
    }

    private static WriteGrant grant(LocalStore local, Principal reviewer, Ticket ticket) {
        return local.writeGrant(
                reviewer,
                WriteAction.RELEASE,
                ticket.source().uri(),
                ticket.tag().labels());
    }

    private Optional<RationaleCode> ruleCode() {
        if (rule == null) {
            return Optional.empty();
        }
        List<RationaleCode> codes = Arrays.stream(RationaleCode.values())
                .filter(code -> code.code().equals(rule))
                .toList();
        if (codes.isEmpty()) {
            throw new UsageException("--rule must be one of "
                    + Arrays.stream(RationaleCode.values())
                            .map(RationaleCode::code)
                            .collect(Collectors.joining(", "))
                    + ".");
        }
        return Optional.of(codes.getFirst());
    }

    private static Map<String, Object> json(ReleaseOutcome.Released released) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("ticket", released.ticket().id().value());
        object.put("document", released.head().document().value());
        object.put("version", released.head().version());
        object.put("chunks", released.head().treeSize());
        return object;
    }

    private static String text(ReleaseOutcome.Released released) {
        return "Released: version " + released.head().version() + " of document "
                + released.head().document() + " with " + released.head().treeSize() + " chunks.";
    }
}
