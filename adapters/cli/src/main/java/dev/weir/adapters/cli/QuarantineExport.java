package dev.weir.adapters.cli;

import dev.weir.ingest.Excerpt;
import dev.weir.ingest.quarantine.HeldFinding;
import dev.weir.ingest.quarantine.Review;
import dev.weir.models.detect.Finding;
import dev.weir.tenancy.Principal;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code weir quarantine export}: what reviewers decided, as calibration data. */
@Command(
        name = "export",
        description =
                "Writes every finding that a reviewer decided about as a JSON line: benign if its ticket was released,"
                        + " hostile if it was rejected. With --show-text, the text it stands in as well.")
final class QuarantineExport implements Callable<Integer> {
    private final InstantSource clock;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private GlobalOptions options = new GlobalOptions();

    @Mixin
    private StoreOptions where = new StoreOptions();

    @Mixin
    private LocalIdentity identity = new LocalIdentity();

    QuarantineExport(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() {
        Output output =
                new Output(spec.commandLine().getOut(), spec.commandLine().getErr(), options);
        Settings settings = options.settings();
        Principal principal = identity.principal(settings, clock);
        try (LocalStore local = LocalStore.open(where.existingStore(), where.keys(), settings, clock)) {
            local.requireTenant(principal.tenant());
            if (!options.showText) {
                export(output, local, principal, review -> Map.of());
                return ExitCode.DONE.code();
            }
            try (Ingest ingest = Ingest.open(local, local.epoch(principal.tenant()), settings, clock)) {
                export(output, local, principal, review -> ingest.guard().texts(review.ticket()));
            }
            return ExitCode.DONE.code();
        }
    }

    private static void export(
            Output output, LocalStore local, Principal principal, Function<Review, Map<HeldFinding, Excerpt>> texts) {
        for (Review review : local.quarantine().list(principal.tenant())) {
            Map<String, Object> decision = decision(review);
            if (decision.isEmpty()) {
                continue;
            }
            Map<HeldFinding, Excerpt> found = texts.apply(review);
            int number = 0;
            for (HeldFinding held : review.ticket().findings()) {
                Finding finding = held.found().finding();
                Map<String, Object> object = new LinkedHashMap<>();
                object.put("id", review.ticket().id() + "-" + number++);
                object.put("ticket", review.ticket().id().value());
                object.put("source", review.ticket().source().uri());
                object.put("channel", finding.channel().code());
                object.put("detector", finding.detector().value());
                object.put("technique", finding.technique().code());
                object.put("score", Json.score(finding.score().value()));
                object.putAll(decision);
                Excerpt text = found.get(held);
                if (text != null) {
                    object.put("text", Json.printable(text.text()));
                }
                output.json(object);
            }
        }
    }

    /** What was decided; empty while nothing is. */
    private static Map<String, Object> decision(Review review) {
        Map<String, Object> object = new LinkedHashMap<>();
        switch (review) {
            case Review.Pending pending -> {
                // Nobody knows yet what it is.
            }
            case Review.Released released -> {
                object.put("decision", "released");
                object.put("label", "benign");
                object.put("releasedBy", released.release().releaser());
                object.put("reason", released.release().reason().text());
            }
            case Review.Rejected rejected -> {
                object.put("decision", "rejected");
                object.put("label", "hostile");
                object.put("rejectedBy", rejected.rejection().reviewer());
                object.put("reason", rejected.rejection().reason().text());
            }
        }
        return object;
    }
}
