package dev.weir.adapters.cli;

import dev.weir.retrieve.audit.AuditEvent;
import dev.weir.retrieve.egress.AnswerScope;
import dev.weir.retrieve.egress.CanaryRegistry;
import dev.weir.retrieve.egress.CheckedAnswer;
import dev.weir.retrieve.egress.EgressAction;
import dev.weir.retrieve.egress.EgressCode;
import dev.weir.retrieve.egress.EgressFinding;
import dev.weir.retrieve.egress.EgressPolicy;
import dev.weir.retrieve.egress.Fingerprints;
import dev.weir.retrieve.egress.ResponseGuard;
import dev.weir.tenancy.Principal;
import dev.weir.tenancy.canary.Canaries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weir answer}: the check of what a model wrote, for one reader of a store. */
@Command(
        name = "answer",
        description =
                "Checks what a model wrote before somebody reads it: for planted canaries of every tenant of the store,"
                        + " for long runs of text that was withheld, and for addresses that carry data out. Prints what may be"
                        + " shown.")
final class AnswerCommand implements Callable<Integer> {
    private static final int MAX_CANARIES = 10_000;

    private final InstantSource clock;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private GlobalOptions options = new GlobalOptions();

    @Mixin
    private StoreOptions where = new StoreOptions();

    @Mixin
    private LocalIdentity identity = new LocalIdentity();

    @Option(
            names = "--egress",
            paramLabel = "POLICY",
            defaultValue = "standard",
            description = "What is done about findings: standard, strict or observe; default standard.")
    private String policy = "standard";

    @Option(
            names = "--host",
            paramLabel = "H",
            description = "A host that addresses may name, or *.example.com for all below; may be repeated.")
    private List<String> hosts = List.of();

    @Option(
            names = "--canaries",
            paramLabel = "N",
            defaultValue = "20",
            description = "How many canaries each tenant has planted; default 20.")
    private int canaries = 20;

    @Option(
            names = "--given",
            paramLabel = "FILE",
            description = "A text that the reader was given, such as the prompt; may be repeated.")
    private List<Path> given = List.of();

    @Option(
            names = "--withheld",
            paramLabel = "FILE",
            description = "A text that the reader must not get; may be repeated.")
    private List<Path> withheld = List.of();

    @Parameters(paramLabel = "FILE", description = "The answer, in UTF-8.")
    private @Nullable Path file;

    AnswerCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() {
        Output output =
                new Output(spec.commandLine().getOut(), spec.commandLine().getErr(), options);
        if (canaries < 1 || canaries > MAX_CANARIES) {
            throw new UsageException("--canaries must be 1-" + MAX_CANARIES + ".");
        }
        EgressPolicy egress = egress();
        Settings settings = options.settings();
        Principal principal = identity.principal(settings, clock);
        try (LocalStore local = LocalStore.open(where.existingStore(), where.keys(), settings, clock)) {
            local.requireTenant(principal.tenant());
            AnswerScope scope = AnswerScope.of(local.resolver().resolve(principal))
                    .giving(read(given))
                    .withholding(Fingerprints.of(read(withheld)));
            AtomicReference<EgressAction> outcome = new AtomicReference<>(EgressAction.PASS);
            ResponseGuard guard = new ResponseGuard(registry(local), egress).telling(stopped -> {
                outcome.set(stopped.outcome());
                local.audit().record(new AuditEvent.AnswerStopped(clock.instant(), stopped));
            });
            CheckedAnswer answer = guard.check(scope, read(file));
            if (output.json()) {
                output.json(json(principal, answer, outcome.get()));
            } else {
                print(output, answer, outcome.get());
            }
            return exit(answer, outcome.get()).code();
        }
    }

    private EgressPolicy egress() {
        try {
            Set<String> named = Set.copyOf(hosts);
            return switch (policy) {
                case "standard" -> EgressPolicy.standard(named);
                case "strict" -> EgressPolicy.strict(named);
                case "observe" -> EgressPolicy.observing(named);
                default -> throw new UsageException("--egress must be standard, strict or observe.");
            };
        } catch (IllegalArgumentException e) {
            throw new UsageException("--host: " + e.getMessage() + ".", e);
        }
    }

    private CanaryRegistry registry(LocalStore local) {
        CanaryRegistry registry = new CanaryRegistry(new Canaries(local.keys()));
        local.tenants().forEach(tenant -> registry.register(tenant, canaries));
        return registry;
    }

    private static List<String> read(List<Path> files) {
        List<String> texts = new ArrayList<>();
        files.forEach(each -> texts.add(read(each)));
        return texts;
    }

    private static String read(@Nullable Path file) {
        if (file == null) {
            throw new UsageException("say which file the answer is in.");
        }
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UsageException("cannot read " + file + " as UTF-8.", e);
        }
    }

    /** A canary of a tenant that the reader may not see is a leak between tenants. */
    private static ExitCode exit(CheckedAnswer answer, EgressAction outcome) {
        boolean leaked = answer.findings().stream().anyMatch(each -> each.code() == EgressCode.FOREIGN_CANARY);
        return leaked ? ExitCode.BROKEN : outcome == EgressAction.PASS ? ExitCode.DONE : ExitCode.STOPPED;
    }

    private static String word(EgressAction outcome) {
        return switch (outcome) {
            case PASS -> "passed";
            case CUT -> "cut";
            case BLOCK -> "blocked";
        };
    }

    private static Map<String, Object> json(Principal principal, CheckedAnswer answer, EgressAction outcome) {
        List<Map<String, Object>> findings = new ArrayList<>();
        for (EgressFinding finding : answer.findings()) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("code", VerifyCommand.code(finding.code()));
            object.put("start", finding.span().start());
            object.put("end", finding.span().end());
            object.put("score", Json.score(finding.score().value()));
            findings.add(object);
        }
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("tenant", principal.tenant().value());
        object.put("outcome", word(outcome));
        object.put("findings", findings);
        object.put("text", answer.text());
        return object;
    }

    private static void print(Output output, CheckedAnswer answer, EgressAction outcome) {
        answer.text().lines().forEach(line -> output.line(Json.printable(line)));
        for (EgressFinding finding : answer.findings()) {
            output.remark("found: " + finding.code().text() + ", "
                    + finding.span().start() + "-" + finding.span().end());
        }
        if (outcome != EgressAction.PASS) {
            output.remark("The answer was " + word(outcome) + ".");
        }
    }
}
