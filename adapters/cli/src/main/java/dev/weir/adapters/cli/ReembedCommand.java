package dev.weir.adapters.cli;

import dev.weir.ingest.reembed.IndexPair;
import dev.weir.ingest.reembed.ReembedLeave;
import dev.weir.ingest.reembed.ReembedListener;
import dev.weir.ingest.reembed.ReembedOutcome;
import dev.weir.ingest.reembed.Reembedding;
import dev.weir.models.embed.BudgetedEmbedder;
import dev.weir.models.embed.EmbedderLimits;
import dev.weir.models.embed.EmbedderPatience;
import dev.weir.models.embed.MiniLmEmbedder;
import dev.weir.models.embed.Waiting;
import dev.weir.tenancy.AccessScope;
import dev.weir.tenancy.Principal;
import dev.weir.tenancy.WriteAction;
import dev.weir.tenancy.heads.DocumentHead;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code weir reembed}: builds a second index beside the first, and switches. */
@Command(
        name = "reembed",
        description =
                "Embeds every document of a store anew into a second index and switches to it, for all tenants at once."
                        + " Nothing is scanned again. Goes on where it was interrupted.")
final class ReembedCommand implements Callable<Integer> {
    private static final EmbedderLimits IN_PROCESS = new EmbedderLimits(64, Integer.MAX_VALUE);
    private static final EmbedderPatience NONE = new EmbedderPatience(1, Duration.ofSeconds(1));

    private final InstantSource clock;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private GlobalOptions options = new GlobalOptions();

    @Mixin
    private StoreOptions where = new StoreOptions();

    ReembedCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Integer call() {
        Output output =
                new Output(spec.commandLine().getOut(), spec.commandLine().getErr(), options);
        Instant start = clock.instant();
        try (LocalStore local = LocalStore.open(where.existingStore(), where.keys(), options.settings(), clock);
                MiniLmEmbedder model = Detection.embedder();
                Bar bar = new Bar(options)) {
            BudgetedEmbedder embedder =
                    new BudgetedEmbedder(model, model, IN_PROCESS, NONE, Long.MAX_VALUE, clock, Waiting.blocking());
            ReembedLeave leave = leave(local);
            IndexPointer before = local.indexes().pointer();
            IndexPair indexes = local.indexes().pair();
            output.remark(beginning(before, local.indexes().pointer()));
            ReembedOutcome outcome = new Reembedding(embedder, local.reader(), local.writer(), local.keys(), clock)
                    .run(indexes, leave, bar);
            return switch (outcome) {
                case ReembedOutcome.Switched switched -> {
                    Map<String, Object> summary =
                            summary(switched, local.indexes().pointer(), before);
                    summary.put("tokens", embedder.usage().tokens());
                    summary.put(
                            "seconds", Duration.between(start, clock.instant()).toMillis() / 1_000.0);
                    print(output, summary);
                    yield ExitCode.DONE.code();
                }
                case ReembedOutcome.Blocked blocked -> {
                    blocked.obstructions()
                            .forEach(one ->
                                    output.error(one.what() + ": " + one.why().text() + "."));
                    throw new UsageException("the index was not switched; answers come from where they came."
                            + " Mend what is named above and run the same again.");
                }
            };
        }
    }

    private ReembedLeave leave(LocalStore local) {
        local.tenants().forEach(local.reader()::refresh);
        Principal operator = local.localUser(local.tenants().iterator().next());
        Optional<AccessScope> scope = local.everyTag(operator);
        if (scope.isEmpty()) {
            local.tenants().stream()
                    .filter(tenant -> local.reader().fault(tenant).isPresent())
                    .findFirst()
                    .ifPresent(tenant -> {
                        throw new UsageException("the head log of tenant " + tenant + " is refused; see weir verify.");
                    });
            throw new UsageException("there is no document to embed in this store.");
        }
        return new ReembedLeave(
                local.tenants(),
                scope.get(),
                local.openGlass(operator, "weir reembed carries every row of the store to another index"),
                tenant -> local.writeGrant(local.localUser(tenant), WriteAction.INGEST));
    }

    private static String beginning(IndexPointer before, IndexPointer now) {
        return switch (before) {
            case IndexPointer.Single single ->
                "Building index " + now.other().orElseThrow() + " beside index " + single.current() + ".";
            case IndexPointer.Building building ->
                "Going on with index " + building.second() + ", which an earlier run began beside index "
                        + building.first() + ".";
            case IndexPointer.Leaving leaving ->
                "An earlier run has switched to index " + leaving.second() + "; going on to leave index "
                        + leaving.first() + ".";
        };
    }

    private static Map<String, Object> summary(
            ReembedOutcome.Switched switched, IndexPointer now, IndexPointer before) {
        Map<String, Integer> left = new TreeMap<>();
        switched.leftBehind().forEach((why, count) -> left.put(why.name().toLowerCase(Locale.ROOT), count));
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("documents", switched.documents());
        summary.put("chunks", switched.chunks());
        summary.put("from", switched.from().stream().sorted().toList());
        summary.put("to", switched.to());
        summary.put("index", now.current());
        summary.put("resumed", !(before instanceof IndexPointer.Single));
        summary.put("leftBehind", left);
        return summary;
    }

    private static void print(Output output, Map<String, Object> summary) {
        if (output.json()) {
            output.json(Map.of("summary", summary));
        } else {
            output.line(summary.get("documents") + " documents with " + summary.get("chunks") + " chunks are in index "
                    + summary.get("index") + ", embedded by " + summary.get("to") + " (" + summary.get("tokens")
                    + " tokens, " + summary.get("seconds") + " s).");
        }
    }

    /** A progress bar a stage, where there may be one. */
    private static final class Bar implements ReembedListener, AutoCloseable {
        private final GlobalOptions options;
        private @Nullable ProgressBar bar;

        Bar(GlobalOptions options) {
            this.options = options;
        }

        @Override
        public void begins(IndexPair.Stage stage, int documents) {
            close();
            bar = Progress.bar(
                    options, stage == IndexPair.Stage.BUILDING ? "embedding" : "leaving", documents, " docs");
        }

        @Override
        public void finished(DocumentHead head) {
            if (bar != null) {
                bar.step();
            }
        }

        @Override
        public void close() {
            if (bar != null) {
                bar.close();
            }
        }
    }
}
