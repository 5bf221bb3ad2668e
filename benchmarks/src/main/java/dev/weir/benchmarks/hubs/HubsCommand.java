package dev.weir.benchmarks.hubs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.weir.benchmarks.hubs.Findings.Tuned;
import dev.weir.ingest.admission.HubRules;
import dev.weir.ingest.admission.HubScreen;
import dev.weir.ingest.admission.Sentinels;
import dev.weir.models.catalog.ModelException;
import dev.weir.models.embed.MiniLmEmbedder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the screens of {@code ingest.admission}, writes {@code hubs.json} and {@code hubs.md}, and prints the latter. */
@Command(
        name = "hubs",
        mixinStandardHelpOptions = true,
        description = "Measures screens of the corpus over hubs, floods and contradictions, and over clean documents.")
public final class HubsCommand implements Callable<Integer> {
    private static final int SENTINELS = 1_000;
    private static final int TUNING_PERCENT = 30;
    private static final int TIMED = 300;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            required = true,
            description = "Data with the folders rag_corpus and dev.")
    private Path data = Path.of("");

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "Folder for hubs.json and hubs.md.")
    private Path out = Path.of("");

    HubsCommand() {}

    /** Runs the command; exits with 2 if an input cannot be used. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new HubsCommand()).execute(arguments));
    }

    @Override
    public Integer call() {
        PrintWriter messages = spec.commandLine().getErr();
        try {
            List<Page> corpus = Page.corpus(data.resolve("rag_corpus").resolve("clean_corpus.jsonl.gz"));
            List<JsonNode> poisons = Page.rows(data.resolve("dev").resolve("poisonedrag.jsonl.gz"));
            try (MiniLmEmbedder embedder = MiniLmEmbedder.open()) {
                write(measure(corpus, poisons, messages, embedder));
            }
            return CommandLine.ExitCode.OK;
        } catch (ModelException | IllegalArgumentException refused) {
            messages.println("hubs: " + refused.getMessage());
            return CommandLine.ExitCode.USAGE;
        }
    }

    private static Findings measure(
            List<Page> corpus, List<JsonNode> poisons, PrintWriter messages, MiniLmEmbedder embedder) {
        CachedEmbedder cached = new CachedEmbedder(embedder);
        World small = new World(
                corpus.stream()
                        .filter(page -> page.hundredth() < TUNING_PERCENT)
                        .toList(),
                cached);
        World world = new World(
                corpus.stream()
                        .filter(page -> page.hundredth() >= TUNING_PERCENT)
                        .toList(),
                cached);
        messages.println("embedded; choosing");
        HubRules rules = HubRules.standard();
        List<Tuned> tuning = tuning(small, rules);
        messages.println("chosen; measuring");
        HubTrial trial = new HubTrial(world, rules, SENTINELS);
        Findings.Setup setup = new Findings.Setup(
                embedder.modelId(),
                System.getProperty("weir.commit", "unknown"),
                Runtime.version().toString(),
                rules.toString(),
                trial.sentinels(),
                small.pages().size(),
                world.pages().size(),
                world.logged().size(),
                world.attackers().size(),
                world.users().size());
        return new Findings(
                setup,
                tuning,
                Stream.of(trial.clean(), trial.cleanGroups())
                        .flatMap(List::stream)
                        .toList(),
                trial.plain(),
                trial.evading(),
                trial.sprayed(),
                trial.drip(),
                new FloodTrial().all(),
                new WordTrial(world, poisons).all(),
                cost(world, rules, embedder));
    }

    /** Every choice judges the same hubs. */
    static List<Tuned> tuning(World small, HubRules rules) {
        List<Hub> hubs = new Attacks(small).wide();
        List<Tuned> tuning = new ArrayList<>();
        for (int sentinels : new int[] {250, 500, SENTINELS}) {
            for (int neighbours : new int[] {10, 20, 40}) {
                HubRules others = new HubRules(
                        neighbours,
                        rules.noteAt(),
                        rules.holdAt(),
                        rules.noteBudget(),
                        rules.holdBudget(),
                        rules.fewestDocuments());
                HubTrial trial = new HubTrial(small, others, sentinels);
                tuning.add(new Tuned(trial.sentinels(), neighbours, trial.recall(hubs)));
            }
        }
        return tuning;
    }

    private static Findings.Cost cost(World world, HubRules rules, MiniLmEmbedder embedder) {
        Sentinels sentinels = world.sentinels(SENTINELS);
        HubScreen screen = World.watching(sentinels, rules, world.documents());
        List<List<float[]>> documents = world.documents();
        List<Double> measured = new ArrayList<>();
        List<Double> embedded = new ArrayList<>();
        for (int i = 0; i < TIMED; i++) {
            long start = System.nanoTime();
            var unused = screen.measure(World.TENANT, documents.get(i)).orElseThrow();
            long between = System.nanoTime();
            embedder.embed(List.of(world.pages().get(i).text()));
            measured.add((between - start) / 1e3);
            embedded.add((System.nanoTime() - between) / 1e3);
        }
        long floats = (long) sentinels.size() * (embedder.dimension() + rules.neighbours());
        long counts = 9L * (sentinels.size() + 1) + 4_097;
        return new Findings.Cost(median(embedded), median(measured), Float.BYTES * (floats + counts));
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private void write(Findings findings) {
        try {
            Files.createDirectories(out);
            String json = JsonMapper.builder()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .build()
                    .writeValueAsString(findings);
            Files.writeString(out.resolve("hubs.json"), json + "\n", StandardCharsets.UTF_8);
            String page = HubsPage.of(findings);
            Files.writeString(out.resolve("hubs.md"), page, StandardCharsets.UTF_8);
            PrintWriter tables = spec.commandLine().getOut();
            tables.print(page);
            tables.flush();
        } catch (IOException failure) {
            throw new UncheckedIOException("the findings cannot be written to " + out, failure);
        }
    }
}
