package dev.weir.adapters.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.retrieve.screen.RankedPassage;
import dev.weir.retrieve.screen.SetScreens;
import dev.weir.retrieve.screen.SetVerdict;
import dev.weir.tenancy.TrustTier;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weir screen}: the set screens of a query, without a store. */
@Command(
        name = "screen",
        description =
                "Screens candidate sets, best first, as a query does. Reads JSON lines {\"id\",\"query\",\"passages\":[{"
                        + "\"id\",\"text\",\"source\"?,\"uploader\"?,\"batch\"?,\"trust\"?,\"score\"?}],\"k\"?} and"
                        + " writes one line for each.")
final class ScreenCommand implements Callable<Integer> {
    private static final int STANDARD_K = 8;
    private static final int MAX_PASSAGES = 10_000;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private GlobalOptions options = new GlobalOptions();

    @Mixin
    private ScreensOption screening = new ScreensOption();

    @Option(names = "--in", paramLabel = "FILE", description = "Input; standard input if left out.")
    private @Nullable Path in;

    @Option(names = "--out", paramLabel = "FILE", description = "Output; standard output if left out.")
    private @Nullable Path out;

    @Override
    public Integer call() {
        Settings settings = screening.over(options.settings());
        SetScreens screens = settings.screens().screens();
        PrintWriter writer = JsonLines.writer(out, spec.commandLine().getOut());
        try {
            Output output = new Output(writer, spec.commandLine().getErr(), options);
            return new JsonLines(output, settings.jobs())
                    .answer(in, System.in, line -> screen(screens, line))
                    .code();
        } finally {
            if (out != null) {
                writer.close();
            }
        }
    }

    private static JsonLines.Answer screen(SetScreens screens, JsonNode line) {
        String id = JsonLines.string(line, "id");
        String query = JsonLines.string(line, "query");
        List<RankedPassage> passages = passages(line.get("passages"));
        int k = k(line.get("k"), passages.size());
        long start = System.nanoTime();
        SetVerdict verdict = screens.screenPassages(query, passages, k);
        long micros = (System.nanoTime() - start) / 1_000;
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("id", id);
        object.put(
                "kept", verdict.kept().stream().map(i -> passages.get(i).id()).toList());
        object.put("withheld", rulings(verdict.withheld(), passages));
        object.put("annotations", rulings(verdict.annotations(), passages));
        object.put("micros", micros);
        return new JsonLines.Answer(object, verdict.withheld().isEmpty() ? ExitCode.DONE : ExitCode.STOPPED);
    }

    private static List<Map<String, Object>> rulings(List<SetVerdict.Ruling> rulings, List<RankedPassage> passages) {
        List<Map<String, Object>> objects = new ArrayList<>();
        for (SetVerdict.Ruling ruling : rulings) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("id", passages.get(ruling.passage()).id());
            object.put("code", VerifyCommand.code(ruling.code()));
            object.put("score", Math.round(ruling.score() * 1e4) / 1e4);
            objects.add(object);
        }
        return objects;
    }

    private static List<RankedPassage> passages(@Nullable JsonNode node) {
        if (node == null || !node.isArray() || node.size() > MAX_PASSAGES) {
            throw new JsonLines.BadLineException(
                    "the field \"passages\" must be an array of at most " + MAX_PASSAGES + " objects");
        }
        List<RankedPassage> passages = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (JsonNode passage : node) {
            if (!passage.isObject()) {
                throw new JsonLines.BadLineException("passage " + passages.size() + " is not an object");
            }
            String id = JsonLines.string(passage, "id");
            if (!ids.add(id)) {
                throw new JsonLines.BadLineException("passage " + passages.size() + " has the id of another");
            }
            passages.add(new RankedPassage(
                    id,
                    JsonLines.string(passage, "text"),
                    JsonLines.string(passage, "source", ""),
                    JsonLines.string(passage, "uploader", ""),
                    JsonLines.string(passage, "batch", ""),
                    trust(JsonLines.string(passage, "trust", TrustTier.UNKNOWN.name())),
                    score(passage.get("score"), passages.size())));
        }
        return passages;
    }

    private static TrustTier trust(String name) {
        try {
            return TrustTier.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new JsonLines.BadLineException("the field \"trust\" must be unknown, external, internal or curated");
        }
    }

    /** Passages without a score keep the order they came in. */
    private static double score(@Nullable JsonNode node, int rank) {
        if (node == null || node.isNull()) {
            return -rank;
        }
        if (!node.isNumber()) {
            throw new JsonLines.BadLineException("the field \"score\" must be a number");
        }
        return node.doubleValue();
    }

    private static int k(@Nullable JsonNode node, int passages) {
        if (node == null || node.isNull()) {
            return Math.max(1, Math.min(STANDARD_K, passages));
        }
        if (!node.canConvertToInt() || node.intValue() < 1) {
            throw new JsonLines.BadLineException("the field \"k\" must be a whole number of at least 1");
        }
        return node.intValue();
    }
}
