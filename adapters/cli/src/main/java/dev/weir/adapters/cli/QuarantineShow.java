package dev.weir.adapters.cli;

import dev.weir.ingest.Excerpt;
import dev.weir.ingest.IngestGuard;
import dev.weir.ingest.RedactedText;
import dev.weir.ingest.quarantine.HeldFinding;
import dev.weir.ingest.quarantine.Review;
import dev.weir.ingest.quarantine.Ticket;
import dev.weir.models.detect.Finding;
import dev.weir.tenancy.TenantId;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weir quarantine show}: one ticket, for a reviewer. */
@Command(
        name = "show",
        description =
                "Shows one ticket with its findings. With --show-text, the text that they stand in, and what was redacted"
                        + " before and after.")
final class QuarantineShow implements Callable<Integer> {
    private final InstantSource clock;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private GlobalOptions options = new GlobalOptions();

    @Mixin
    private StoreOptions where = new StoreOptions();

    @Mixin
    private LocalIdentity identity = new LocalIdentity();

    @Parameters(paramLabel = "TICKET")
    private String id = "";

    QuarantineShow(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() {
        Settings settings = options.settings();
        TenantId tenant = identity.principal(settings, clock).tenant();
        Review review = QuarantineCommand.find(where, settings, tenant, id, clock);
        if (!options.showText) {
            show(review, Map.of(), List.of());
            return ExitCode.DONE.code();
        }
        try (LocalStore local = LocalStore.open(where.existingStore(), where.keys(), settings, clock);
                Ingest ingest = Ingest.open(local, local.epoch(tenant), settings, clock)) {
            IngestGuard guard = ingest.guard();
            show(review, guard.texts(review.ticket()), guard.redactions(review.ticket()));
        }
        return ExitCode.DONE.code();
    }

    private void show(Review review, Map<HeldFinding, Excerpt> texts, List<RedactedText> redactions) {
        Output output =
                new Output(spec.commandLine().getOut(), spec.commandLine().getErr(), options);
        Ticket ticket = review.ticket();
        if (output.json()) {
            Map<String, Object> object = QuarantineCommand.summary(review);
            object.put(
                    "findings",
                    ticket.findings().stream().map(held -> finding(held, texts)).toList());
            if (!ticket.signs().isEmpty()) {
                object.put("signs", ticket.signs().stream().map(Json::sign).toList());
            }
            object.put("gaps", ticket.gaps().stream().map(Json::gap).toList());
            if (!redactions.isEmpty()) {
                object.put(
                        "redactions",
                        redactions.stream().map(QuarantineShow::redaction).toList());
            }
            output.json(object);
        } else {
            lines(review, texts, redactions).forEach(output::line);
        }
    }

    private List<String> lines(Review review, Map<HeldFinding, Excerpt> texts, List<RedactedText> redactions) {
        Ticket ticket = review.ticket();
        List<String> lines = new ArrayList<>();
        lines.add("ticket     " + ticket.id() + " (" + QuarantineCommand.state(review) + ")");
        lines.add("document   " + ticket.document() + " of tenant " + ticket.tenant());
        lines.add("source     " + Json.printable(ticket.source().uri()));
        lines.add("uploader   " + ticket.uploader() + " at " + ticket.heldAt());
        lines.add("sha256     " + ticket.bytes());
        lines.add("held       " + ticket.withheld() + " of " + ticket.segments() + " chunks: "
                + QuarantineCommand.codes(ticket));
        if (!ticket.cuts().isEmpty()) {
            lines.add("redacted   " + ticket.cuts().size() + " spans of what is served");
        }
        ticket.signs().forEach(sign -> lines.add("sign       " + Json.line(sign)));
        for (HeldFinding held : ticket.findings()) {
            Finding finding = held.found().finding();
            lines.add("finding    " + finding.technique().code() + " in "
                    + finding.channel().code() + " "
                    + held.found().location() + " " + finding.span().start() + "-"
                    + finding.span().end() + ", score "
                    + Json.score(finding.score().value()) + ", "
                    + finding.detector().value() + " ("
                    + finding.evidence().summary() + ")");
            Excerpt text = texts.get(held);
            if (text != null) {
                lines.add("  in       " + Json.printable(text.text()));
            }
        }
        for (RedactedText redacted : redactions) {
            lines.add("chunk      " + redacted.chunk());
            lines.add("  before   " + Json.printable(redacted.before().text()));
            lines.add("  after    " + Json.printable(redacted.after().text()));
        }
        ticket.gaps()
                .forEach(gap -> lines.add("gap        " + gap.code().code() + " " + gap.location() + " "
                        + (gap.detail().isEmpty() ? gap.code().text() : gap.detail())));
        lines.add("bytes      "
                + QuarantineCommand.reading(where, options.settings(), clock, quarantine -> quarantine.place(ticket)));
        return lines;
    }

    private static Map<String, Object> finding(HeldFinding held, Map<HeldFinding, Excerpt> texts) {
        Finding finding = held.found().finding();
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("detector", finding.detector().value());
        object.put("technique", finding.technique().code());
        object.put("channel", finding.channel().code());
        object.put("location", held.found().location());
        object.put("start", finding.span().start());
        object.put("end", finding.span().end());
        object.put("score", Json.score(finding.score().value()));
        object.put("evidence", finding.evidence().summary());
        Excerpt text = texts.get(held);
        if (text != null) {
            object.put("text", Json.printable(text.text()));
        }
        return object;
    }

    private static Map<String, Object> redaction(RedactedText redacted) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("chunk", redacted.chunk());
        object.put("before", Json.printable(redacted.before().text()));
        object.put("after", Json.printable(redacted.after().text()));
        return object;
    }
}
