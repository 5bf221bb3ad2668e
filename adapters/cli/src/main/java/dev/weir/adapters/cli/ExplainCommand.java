package dev.weir.adapters.cli;

import dev.weir.tenancy.AccessScope;
import dev.weir.tenancy.Principal;
import dev.weir.tenancy.chunk.Candidate;
import dev.weir.tenancy.chunk.ChunkFacts;
import dev.weir.tenancy.chunk.ChunkId;
import dev.weir.tenancy.chunk.ScanStamp;
import dev.weir.tenancy.heads.DocumentHead;
import dev.weir.tenancy.heads.HeadLookup;
import dev.weir.tenancy.seal.SealCheck;
import dev.weir.tenancy.seal.SealVerifier;
import dev.weir.tenancy.store.ApplicationFilter;
import dev.weir.tenancy.store.ScopedQuery;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code weir explain}: why a chunk is, or is not, seen by a principal. A chunk outside the principal's scope looks like
 * one that does not exist.
 */
@Command(
        name = "explain",
        description = "Tells why a chunk is, or is not, seen by a principal, within the principal's scope.")
final class ExplainCommand implements Callable<Integer> {
    private final InstantSource clock;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private GlobalOptions options = new GlobalOptions();

    @Mixin
    private StoreOptions where = new StoreOptions();

    @Mixin
    private LocalIdentity identity = new LocalIdentity();

    @Parameters(paramLabel = "CHUNK", description = "The chunk's id, tenant/document/version/ordinal.")
    private String chunk = "";

    ExplainCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() {
        Output output =
                new Output(spec.commandLine().getOut(), spec.commandLine().getErr(), options);
        ChunkId id = ChunkId.parse(chunk)
                .orElseThrow(() -> new UsageException("a chunk's id has the form tenant/document/version/ordinal."));
        Settings settings = options.settings();
        Principal principal = identity.principal(settings, clock);
        try (LocalStore local = LocalStore.open(where.existingStore(), where.keys(), settings, clock)) {
            local.requireTenant(principal.tenant());
            AccessScope scope = local.resolver().resolve(principal);
            scope.tenants().forEach(local.reader()::refresh);
            Map<String, Object> answer = explain(local, scope, id);
            print(output, answer);
            return Boolean.TRUE.equals(answer.get("visible")) ? ExitCode.DONE.code() : ExitCode.STOPPED.code();
        }
    }

    private Map<String, Object> explain(LocalStore local, AccessScope scope, ChunkId id) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("chunk", id.toString());
        boolean inScope = local.reader().lookup(id.tenant(), id.document()) instanceof HeadLookup.Current current
                && scope.permits(current.head().tag(), clock.instant());
        Optional<Candidate> row = inScope ? row(local, scope, id) : Optional.empty();
        if (row.isEmpty()) {
            answer.put("visible", false);
            answer.put("code", "absent");
            answer.put("reason", "There is no such chunk, or you may not read it.");
            return answer;
        }
        switch (new SealVerifier(local.reader(), clock).verify(row.get(), scope)) {
            case SealCheck.Intact intact -> {
                answer.put("visible", true);
                answer.put("code", "intact");
                answer.put(
                        "reason", "The seal holds under the document's current head, and your scope permits its tag.");
                describe(answer, intact.chunk().facts(), intact.chunk().head());
            }
            case SealCheck.OutOfScope outside -> throw new IllegalStateException("the scope changed meanwhile");
            case SealCheck.Broken broken -> {
                answer.put("visible", false);
                answer.put("code", VerifyCommand.code(broken.fault()));
                answer.put("reason", broken.fault().text());
            }
        }
        return answer;
    }

    /** The row with this key among the rows of its document that the scope lets the store show. */
    private Optional<Candidate> row(LocalStore local, AccessScope scope, ChunkId id) {
        float[] anywhere = new float[Detection.DIMENSION];
        anywhere[0] = 1;
        ScopedQuery query = ScopedQuery.byVector(
                scope,
                local.reader(),
                clock.instant(),
                anywhere,
                ScopedQuery.MAX_K,
                new ApplicationFilter.AnyOf(
                        ApplicationFilter.DOCUMENT, Set.of(id.document().value())));
        return local.chunks().search(query).rows().stream()
                .filter(row -> row != null && row.id().equals(Optional.of(id.toString())))
                .findFirst();
    }

    private static void describe(Map<String, Object> answer, ChunkFacts facts, DocumentHead head) {
        ScanStamp stamp = head.stamp();
        answer.put("document", facts.id().document().value());
        answer.put("version", head.version());
        answer.put("source", facts.provenance().source().uri());
        answer.put("location", facts.provenance().location());
        answer.put("start", facts.provenance().start());
        answer.put("end", facts.provenance().end());
        answer.put("uploader", facts.provenance().uploader());
        answer.put("batch", facts.provenance().batch());
        answer.put("pipeline", facts.provenance().pipeline());
        answer.put(
                "labels",
                head.tag().labels().stream().map(Object::toString).sorted().toList());
        answer.put(
                "clearances",
                head.tag().clearances().stream().map(Object::toString).sorted().toList());
        answer.put("trust", head.trust().name().toLowerCase(Locale.ROOT));
        answer.put("attester", head.attester());
        answer.put("outcome", stamp.outcome().name().toLowerCase(Locale.ROOT));
        answer.put("worstScore", stamp.worstScore() / 10_000.0);
        answer.put("ruleset", stamp.ruleset());
        answer.put("model", stamp.model().hex());
        answer.put("calibration", stamp.calibration());
        answer.put("textSha256", facts.text().hex());
    }

    private static void print(Output output, Map<String, Object> answer) {
        if (output.json()) {
            output.json(answer);
        } else {
            answer.forEach((name, value) ->
                    output.line(String.format(Locale.ROOT, "%-11s %s", name, Json.printable(String.valueOf(value)))));
        }
    }
}
