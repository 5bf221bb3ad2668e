package dev.weir.adapters.cli;

import dev.weir.retrieve.audit.AuditEvent;
import dev.weir.tenancy.Label;
import dev.weir.tenancy.Principal;
import dev.weir.tenancy.Reason;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.chunk.DocumentId;
import dev.weir.tenancy.heads.DocumentHead;
import dev.weir.tenancy.seal.Endorsement;
import dev.weir.tenancy.seal.EndorsementRefusal;
import dev.weir.tenancy.seal.EndorsementReport;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weir keys endorse}: brings back what a revoked key vouched for, after somebody has looked at it. */
@Command(
        name = "endorse",
        description = {
            "Signs the heads of reviewed documents again, with the keys that count now, after a key was revoked.",
            "Look before you endorse: whoever held the revoked key may have published documents, audiences and rows of"
                    + " their own, and those are as whole as yours. Weir checks that the store holds exactly what each head"
                    + " signs; only you can say that it is what it should be. So name what you reviewed, and take --all"
                    + " only if you reviewed all. What was erased, revoked otherwise, suspended or changed is not"
                    + " endorsed."
        })
final class EndorseCommand implements Callable<Integer> {
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

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            required = true,
            description = "Why these may be served again, 10-500 characters; goes to the audit log.")
    private String reason = "";

    EndorseCommand(InstantSource clock) {
        this.clock = clock;
    }

    /** One of the three. */
    static final class What {
        @Option(names = "--document", paramLabel = "ID", required = true, description = "One document.")
        @Nullable String document;

        @Option(
                names = "--source",
                paramLabel = "URI",
                required = true,
                description = "The documents all of whose rows are from this source.")
        @Nullable String source;

        @Option(names = "--all", required = true, description = "Every document of the tenant that needs it.")
        boolean all;
    }

    @Override
    public Integer call() {
        Output output =
                new Output(spec.commandLine().getOut(), spec.commandLine().getErr(), options);
        Settings settings = options.settings();
        Principal reviewer = identity.principal(settings, clock);
        Reason why = Names.read("--reason", reason, Reason::new);
        Endorsement.What reviewed = reviewed();
        try (LocalStore local = LocalStore.open(where.existingStore(), where.keys(), settings, clock)) {
            local.requireTenant(reviewer.tenant());
            Endorsement endorsement = new Endorsement(local.reader(), reviewer.tenant(), reviewed);
            local.chunks().forEach(local.openGlass(reviewer, why.text()), endorsement::look);
            EndorsementReport report = endorsement.publish(
                    local.writer(),
                    local.writeGrant(reviewer, WriteAction.RELEASE),
                    local.writeGrant(reviewer, WriteAction.RELABEL),
                    step -> local.audit().record(event(reviewer, why, step)));
            return print(output, reviewer, report).code();
        }
    }

    private Endorsement.What reviewed() {
        if (what.document != null) {
            return new Endorsement.What.OneDocument(Names.document(what.document));
        }
        return what.source != null
                ? new Endorsement.What.OneSource(Names.source(what.source))
                : new Endorsement.What.EveryDocument();
    }

    private AuditEvent event(Principal reviewer, Reason why, List<DocumentHead> step) {
        return new AuditEvent.Endorsed(
                clock.instant(),
                reviewer,
                why,
                step.stream()
                        .map(head -> new AuditEvent.EndorsedDocument(head.document(), head.version(), head.root()))
                        .toList());
    }

    private static ExitCode print(Output output, Principal reviewer, EndorsementReport report) {
        report.endorsed().forEach(head -> printEndorsed(output, head));
        report.refused().forEach((document, refusal) -> printRefused(output, reviewer, document, refusal));
        int endorsed = report.endorsed().size();
        int refused = report.refused().size();
        if (output.json()) {
            output.json(Map.of("summary", Map.of("endorsed", endorsed, "refused", refused)));
        } else {
            output.line(endorsed + " documents endorsed, " + refused + " not.");
        }
        return refused == 0 ? ExitCode.DONE : ExitCode.STOPPED;
    }

    private static void printEndorsed(Output output, DocumentHead head) {
        List<String> labels =
                head.tag().labels().stream().map(Label::value).sorted().toList();
        if (!output.json()) {
            output.line("endorsed  " + head.document() + "  version " + head.version() + ", " + head.treeSize()
                    + " chunks, for " + String.join(", ", labels));
            return;
        }
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("document", head.document().value());
        object.put("tenant", head.tenant().value());
        object.put("state", "endorsed");
        object.put("version", head.version());
        object.put("chunks", head.treeSize());
        object.put("root", head.root().hex());
        object.put("labels", labels);
        output.json(object);
    }

    private static void printRefused(
            Output output, Principal reviewer, DocumentId document, EndorsementRefusal refusal) {
        if (!output.json()) {
            output.line("refused   " + document + "  " + refusal.text());
            return;
        }
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("document", document.value());
        object.put("tenant", reviewer.tenant().value());
        object.put("state", "refused");
        object.put("code", VerifyCommand.code(refusal));
        output.json(object);
    }
}
