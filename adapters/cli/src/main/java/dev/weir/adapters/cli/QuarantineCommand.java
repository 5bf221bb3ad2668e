package dev.weir.adapters.cli;

import dev.weir.ingest.RejectOutcome;
import dev.weir.ingest.quarantine.HeldFinding;
import dev.weir.ingest.quarantine.QuarantineStore;
import dev.weir.ingest.quarantine.Review;
import dev.weir.ingest.quarantine.Suppression;
import dev.weir.ingest.quarantine.Ticket;
import dev.weir.ingest.quarantine.TicketId;
import dev.weir.ingest.verdict.RationaleCode;
import dev.weir.retrieve.audit.AuditEvent;
import dev.weir.tenancy.Principal;
import dev.weir.tenancy.Reason;
import dev.weir.tenancy.TenantId;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.WriteGrant;
import dev.weir.tenancy.heads.HeadFault;
import dev.weir.tenancy.heads.HeadLookup;
import dev.weir.tenancy.store.SharedRecords;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weir quarantine}: the review loop. */
@Command(
        name = "quarantine",
        description =
                "Lists, shows, releases, rejects and purges what was held. Whoever uploaded a document cannot release it.",
        subcommands = {QuarantineShow.class, QuarantineRelease.class, QuarantineExport.class},
        synopsisSubcommandLabel = "COMMAND")
final class QuarantineCommand {
    private final InstantSource clock;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    QuarantineCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Command(name = "list", description = "Lists what is held for a tenant.")
    int list(@Mixin GlobalOptions options, @Mixin StoreOptions where, @Mixin LocalIdentity identity) {
        Output output = output(options);
        TenantId tenant = identity.principal(options.settings(), clock).tenant();
        requireTenant(where, tenant, clock);
        List<Review> reviews = reading(where, options.settings(), clock, quarantine -> quarantine.list(tenant));
        for (Review review : reviews) {
            Ticket ticket = review.ticket();
            if (output.json()) {
                output.json(summary(review));
            } else {
                output.line(ticket.id() + "  " + state(review) + "  "
                        + ticket.withheld() + "/" + ticket.segments() + " chunks  "
                        + codes(ticket) + "  " + Json.printable(ticket.source().uri()));
            }
        }
        if (reviews.isEmpty()) {
            output.remark("Nothing is held for tenant " + tenant + ".");
        }
        return ExitCode.DONE.code();
    }

    @Command(
            name = "reject",
            description =
                    "Records that a ticket holds something hostile. It stays held until it is purged; a version that was"
                            + " withheld because of it is served again.")
    int reject(
            @Mixin GlobalOptions options,
            @Mixin StoreOptions where,
            @Mixin LocalIdentity identity,
            @Parameters(paramLabel = "TICKET") String id,
            @Option(names = "--reason", paramLabel = "TEXT", required = true) String reason) {
        Output output = output(options);
        Settings settings = options.settings();
        Principal reviewer = identity.principal(settings, clock);
        Ticket ticket = find(where, settings, reviewer.tenant(), id, clock).ticket();
        Reason why = Names.read("--reason", reason, Reason::new);
        try (LocalStore local = LocalStore.open(where.existingStore(), where.keys(), settings, clock);
                Ingest ingest = Ingest.open(local, local.epoch(reviewer.tenant()), settings, clock)) {
            WriteGrant grant = local.writeGrant(
                    reviewer,
                    WriteAction.RELEASE,
                    ticket.source().uri(),
                    ticket.tag().labels());
            return switch (ingest.guard().reject(grant, ticket.id(), why)) {
                case RejectOutcome.Rejected rejected -> {
                    local.audit()
                            .record(new AuditEvent.Reviewed(
                                    clock.instant(),
                                    reviewer,
                                    ticket.id().value(),
                                    ticket.document(),
                                    AuditEvent.Reviewed.Decision.REJECTED,
                                    0));
                    Map<String, Object> object = new LinkedHashMap<>();
                    object.put("ticket", ticket.id().value());
                    object.put("rejected", true);
                    rejected.servedAgain().ifPresent(head -> object.put("servedVersion", head.version()));
                    print(
                            output,
                            object,
                            "Rejected ticket " + ticket.id()
                                    + rejected.servedAgain()
                                            .map(head -> "; version " + head.version() + " is served again.")
                                            .orElse("."));
                    yield ExitCode.DONE.code();
                }
                case RejectOutcome.Refused refused ->
                    throw new UsageException("not rejected: " + refused.code().text() + ".");
            };
        }
    }

    @Command(name = "purge", description = "Removes a ticket and the bytes it holds for good.")
    int purge(
            @Mixin GlobalOptions options,
            @Mixin StoreOptions where,
            @Mixin LocalIdentity identity,
            @Parameters(paramLabel = "TICKET") String id) {
        Principal principal = identity.principal(options.settings(), clock);
        Review review = find(where, options.settings(), principal.tenant(), id, clock);
        Ticket ticket = review.ticket();
        try (LocalStore local = LocalStore.open(where.existingStore(), where.keys(), options.settings(), clock)) {
            WriteGrant grant = local.writeGrant(principal, WriteAction.ERASE);
            requireNotWithholding(local, review);
            local.quarantine().purge(grant, ticket.id());
        }
        print(
                output(options),
                Map.of("ticket", ticket.id().value(), "purged", true),
                "Purged ticket " + ticket.id() + ".");
        return ExitCode.DONE.code();
    }

    @Command(
            name = "suppress",
            description = "Accepts a ticket's findings for its tenant and source until the text they stand in changes.")
    int suppress(
            @Mixin GlobalOptions options,
            @Mixin StoreOptions where,
            @Mixin LocalIdentity identity,
            @Parameters(paramLabel = "TICKET") String id,
            @Option(names = "--reason", paramLabel = "TEXT", required = true) String reason,
            @Option(
                            names = "--days",
                            paramLabel = "N",
                            defaultValue = "180",
                            description = "For how long; default 180.")
                    int days) {
        if (days < 1 || days > 3_650) {
            throw new UsageException("--days must be 1-3650.");
        }
        Principal principal = identity.principal(options.settings(), clock);
        Ticket ticket =
                find(where, options.settings(), principal.tenant(), id, clock).ticket();
        Reason why = Names.read("--reason", reason, Reason::new);
        Instant until = clock.instant().plus(Duration.ofDays(days)).truncatedTo(ChronoUnit.MILLIS);
        try (LocalStore local = LocalStore.open(where.existingStore(), where.keys(), options.settings(), clock)) {
            WriteGrant grant = local.writeGrant(
                    principal,
                    WriteAction.RELEASE,
                    ticket.source().uri(),
                    ticket.tag().labels());
            for (HeldFinding finding : ticket.findings()) {
                local.quarantine()
                        .suppressions()
                        .add(grant, ticket, Suppression.of(ticket, finding, principal.subject(), why, until));
            }
        }
        print(
                output(options),
                Map.of(
                        "ticket",
                        ticket.id().value(),
                        "suppressed",
                        ticket.findings().size()),
                "Accepted " + ticket.findings().size() + " findings until " + until + "; ingest the document again.");
        return ExitCode.DONE.code();
    }

    private Output output(GlobalOptions options) {
        return new Output(spec.commandLine().getOut(), spec.commandLine().getErr(), options);
    }

    /** Purged without a decision, the ticket would leave a document withheld that nobody can bring back by it. */
    private static void requireNotWithholding(LocalStore local, Review review) {
        Ticket ticket = review.ticket();
        local.reader().refresh(ticket.tenant());
        if (review instanceof Review.Pending
                && ticket.isWhole()
                && local.reader().lookup(ticket.tenant(), ticket.document()) instanceof HeadLookup.Withdrawn withdrawn
                && withdrawn.fault() == HeadFault.SUSPENDED
                && withdrawn.last().version() == ticket.afterVersion()) {
            throw new UsageException("version " + ticket.afterVersion() + " of the document is withheld until ticket "
                    + ticket.id() + " is decided; release it, or reject it, and then purge it.");
        }
    }

    /** What the work makes of a store's quarantine, which needs no keys to be looked at. */
    static <T> T reading(
            StoreOptions where, Settings settings, InstantSource clock, Function<QuarantineStore, T> work) {
        if (settings.postgres().isEmpty()) {
            return work.apply(QuarantineStore.open(where.existingStore().resolve(LocalStore.QUARANTINE), clock));
        }
        try (SharedRecords held = settings.postgres().get().held()) {
            return work.apply(QuarantineStore.over(held, clock));
        }
    }

    static Review find(StoreOptions where, Settings settings, TenantId tenant, String id, InstantSource clock) {
        requireTenant(where, tenant, clock);
        TicketId ticket = Names.read("TICKET", id, TicketId::new);
        return reading(where, settings, clock, quarantine -> quarantine.find(tenant, ticket))
                .orElseThrow(() -> new UsageException(
                        "tenant " + tenant + " has no ticket " + ticket + "; see \"weir quarantine list\"."));
    }

    private static void requireTenant(StoreOptions where, TenantId tenant, InstantSource clock) {
        where.existingStore();
        LocalStore.requireTenant(LocalStore.keys(where.keys(), clock, LocalStore.IfAbsent.REFUSE), tenant);
    }

    static void print(Output output, Map<String, ?> object, String text) {
        if (output.json()) {
            output.json(object);
        } else {
            output.line(text);
        }
    }

    static Map<String, Object> summary(Review review) {
        Ticket ticket = review.ticket();
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("ticket", ticket.id().value());
        object.put("state", state(review));
        object.put("tenant", ticket.tenant().value());
        object.put("document", ticket.document().value());
        object.put("source", ticket.source().uri());
        object.put("uploader", ticket.uploader());
        object.put("heldAt", ticket.heldAt().toString());
        object.put("sha256", ticket.bytes().hex());
        object.put("mediaType", ticket.mediaType());
        object.put("chunks", ticket.segments());
        object.put("withheld", ticket.withheld());
        object.put("redactedSpans", ticket.cuts().size());
        object.put("rules", ticket.codes().stream().map(RationaleCode::code).toList());
        return object;
    }

    static String state(Review review) {
        return switch (review) {
            case Review.Pending pending -> "pending";
            case Review.Released released -> "released";
            case Review.Rejected rejected -> "rejected";
        };
    }

    static String codes(Ticket ticket) {
        return ticket.codes().stream().map(RationaleCode::code).collect(Collectors.joining(", "));
    }
}
