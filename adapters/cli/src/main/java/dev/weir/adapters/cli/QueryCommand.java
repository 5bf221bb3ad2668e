package dev.weir.adapters.cli;

import dev.weir.models.embed.MiniLmEmbedder;
import dev.weir.retrieve.RetrievalRequest;
import dev.weir.retrieve.context.Citation;
import dev.weir.retrieve.context.GuardedContext;
import dev.weir.retrieve.screen.Mode;
import dev.weir.retrieve.screen.ScreenedChunk;
import dev.weir.retrieve.verify.Withheld;
import dev.weir.retrieve.verify.WithholdCode;
import dev.weir.tenancy.AccessScope;
import dev.weir.tenancy.Principal;
import dev.weir.tenancy.chunk.Sha256;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code weir query}: guarded retrieval. */
@Command(name = "query", description = "Asks a store and returns only chunks whose seal, scope and content hold.")
final class QueryCommand implements Callable<Integer> {
    /** What an honest store under an honest log never shows. */
    private static final Set<WithholdCode> BREACHES = EnumSet.of(
            WithholdCode.MALFORMED_SEAL,
            WithholdCode.WRONG_ROW,
            WithholdCode.TEXT_ALTERED,
            WithholdCode.VECTOR_ALTERED,
            WithholdCode.NOT_IN_DOCUMENT,
            WithholdCode.LOG_REFUSED,
            WithholdCode.STORE_BREAKER_OPEN);

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
    private ModelOption judging = new ModelOption();

    @Mixin
    private ScreensOption screening = new ScreensOption();

    @Option(names = "--k", paramLabel = "N", defaultValue = "8", description = "How many chunks; default 8.")
    private int k = 8;

    @Parameters(paramLabel = "TEXT", description = "The question.")
    private String text = "";

    QueryCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() {
        Output output =
                new Output(spec.commandLine().getOut(), spec.commandLine().getErr(), options);
        if (k < 1 || k > RetrievalRequest.MAX_K) {
            throw new UsageException("--k must be 1-" + RetrievalRequest.MAX_K + ".");
        }
        if (text.isBlank()) {
            throw new UsageException("the question is empty.");
        }
        Settings settings = screening.over(judging.over(options.settings()));
        Principal principal = identity.principal(settings, clock);
        try (LocalStore local = LocalStore.open(where.existingStore(), where.keys(), settings, clock);
                MiniLmEmbedder embedder = Detection.embedder()) {
            local.requireTenant(principal.tenant());
            AccessScope scope = local.resolver().resolve(principal);
            float[] vector = embedder.embed(List.of(text)).getFirst();
            GuardedContext context = local.firewall(Mode.ENFORCE).retrieve(RetrievalRequest.of(scope, text, vector, k));
            if (local.rescans().dropped() > 0) {
                output.remark("More documents wait for a re-scan than are remembered; run \"weir rescan\".");
            }
            if (output.json()) {
                output.json(json(principal, text, context));
            } else {
                print(output, context);
            }
            return exit(context).code();
        }
    }

    static ExitCode exit(GuardedContext context) {
        boolean broken = context.withheld().stream().map(Withheld::code).anyMatch(BREACHES::contains);
        return broken ? ExitCode.BROKEN : context.withheld().isEmpty() ? ExitCode.DONE : ExitCode.STOPPED;
    }

    static Map<String, Object> json(Principal principal, String text, GuardedContext context) {
        List<Map<String, Object>> chunks = new ArrayList<>();
        for (int i = 0; i < context.chunks().size(); i++) {
            chunks.add(chunk(context.chunks().get(i), context.citations().get(i)));
        }
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("query", Map.of("sha256", Sha256.ofText(text).hex()));
        object.put("tenant", principal.tenant().value());
        object.put("chunks", chunks);
        object.put(
                "withheld",
                context.withheld().stream().map(QueryCommand::withheld).toList());
        object.put("context", context.text());
        return object;
    }

    private static Map<String, Object> chunk(ScreenedChunk chunk, Citation citation) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("rank", citation.number());
        object.put("chunk", citation.chunk().toString());
        object.put("document", citation.chunk().document().value());
        object.put("source", citation.provenance().source().uri());
        object.put("score", chunk.chunk().score());
        object.put("text", chunk.chunk().text());
        object.put("seal", "intact");
        object.put("scannedBy", citation.scannedBy());
        object.put("trust", citation.trust().name().toLowerCase(Locale.ROOT));
        object.put(
                "annotations",
                chunk.annotations().stream()
                        .map(note -> VerifyCommand.code(note.name()))
                        .toList());
        return object;
    }

    /** The codes of a chunk's annotations, for people; empty if there are none. */
    static String annotations(ScreenedChunk chunk) {
        return chunk.annotations().stream()
                .map(note -> VerifyCommand.code(note.name()))
                .collect(Collectors.joining(", "));
    }

    private static Map<String, Object> withheld(Withheld withheld) {
        Map<String, Object> object = new LinkedHashMap<>();
        if (withheld instanceof Withheld.OfChunk chunk) {
            object.put("chunk", chunk.chunk().toString());
        }
        object.put("code", VerifyCommand.code(withheld.code()));
        return object;
    }

    private static void print(Output output, GuardedContext context) {
        if (context.chunks().isEmpty()) {
            output.line("Nothing was found that you may read.");
        }
        for (int i = 0; i < context.chunks().size(); i++) {
            ScreenedChunk chunk = context.chunks().get(i);
            Citation citation = context.citations().get(i);
            String notes = annotations(chunk);
            output.line(String.format(
                    Locale.ROOT,
                    "[%d] %s  (%.3f, %s, %s)%s",
                    citation.number(),
                    Json.printable(citation.provenance().source().uri()),
                    chunk.chunk().score(),
                    citation.trust().name().toLowerCase(Locale.ROOT),
                    citation.scannedBy(),
                    notes.isEmpty() ? "" : "  <- " + notes));
            chunk.chunk().text().lines().forEach(line -> output.line("    " + Json.printable(line)));
        }
        for (Withheld withheld : context.withheld()) {
            String what =
                    withheld instanceof Withheld.OfChunk chunk ? chunk.chunk().toString() : "the answer";
            output.remark("withheld: " + what + ": " + withheld.code().text());
        }
    }
}
