package dev.weir.benchmarks.poison;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.weir.models.embed.Embedder;
import dev.weir.models.embed.MiniLmEmbedder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the set screens on poisoned and clean answers, writes {@code poison.json} and {@code poison.md}, and prints the latter. */
@Command(
        name = "poison",
        mixinStandardHelpOptions = true,
        description = "Measures what set screens keep out of poisoned answers and what they cost clean ones.")
public final class PoisonCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            required = true,
            description = "Data with the folders dev, rag_corpus and train.")
    private Path data = Path.of("");

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "benchmarks/poison",
            description = "Folder to write to.")
    private Path out = Path.of("benchmarks/poison");

    @Option(
            names = "--half",
            paramLabel = "HALF",
            defaultValue = "REPORT",
            description = "TUNE for the three tenths of the questions that parameters are chosen on.")
    private Half half = Half.REPORT;

    PoisonCommand() {}

    /** Runs the command; exits with 2 if an input cannot be used. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new PoisonCommand()).execute(arguments));
    }

    @Override
    public Integer call() {
        PrintWriter messages = spec.commandLine().getErr();
        PoisonData read;
        try {
            read = PoisonData.read(data);
        } catch (PoisonDataException refused) {
            messages.println("poison: " + refused.getMessage());
            return CommandLine.ExitCode.USAGE;
        }
        try (MiniLmEmbedder embedder = MiniLmEmbedder.open()) {
            PoisonReport report = measure(read, half, embedder, messages);
            write(report, out);
            PrintWriter tables = spec.commandLine().getOut();
            tables.print(PoisonPage.of(report));
            tables.flush();
        }
        return CommandLine.ExitCode.OK;
    }

    static PoisonReport measure(PoisonData read, Half half, Embedder embedder, PrintWriter messages) {
        Vectors vectors = new Vectors(embedder);
        List<Question> asked = read.questions().stream()
                .filter(question -> Half.of(question.text()) == half)
                .toList();
        Retrieval retrieval = new Retrieval(read.documents(), vectors);
        messages.println(read.documents().size() + " passages embedded");
        messages.flush();
        Map<String, Map<String, List<String>>> families = new Families(read.questions(), vectors).of(read.variants());
        messages.println(read.variants().size() + " versions embedded");
        messages.flush();
        PoisonTrial trial = new PoisonTrial(retrieval, asked);
        List<PoisonReport.Clean> clean = new ArrayList<>();
        for (Trust trust : Trust.values()) {
            clean.addAll(trial.clean(trust));
        }
        List<PoisonReport.Poisoned> poisoned = new ArrayList<>();
        for (Scenario scenario : Scenarios.all(read, families)) {
            poisoned.addAll(trial.poisoned(scenario));
            messages.println(scenario.name());
            messages.flush();
        }
        int attacked = (int)
                asked.stream().filter(question -> !question.poison().isEmpty()).count();
        return new PoisonReport(
                new PoisonReport.Setup(
                        System.getProperty("weir.commit", "unknown"),
                        Runtime.version().toString(),
                        embedder.modelId(),
                        half,
                        attacked,
                        asked.size() - attacked,
                        read.documents().size(),
                        PoisonTrial.K,
                        Retrieval.FETCHED),
                clean,
                poisoned);
    }

    static void write(PoisonReport report, Path out) {
        try {
            Files.createDirectories(out);
            // A line for each cell keeps the file small and its changes readable.
            String json = JsonMapper.builder()
                    .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                    .build()
                    .writeValueAsString(report)
                    .replace("{\"part\":", "\n{\"part\":")
                    .replace("{\"trust\":", "\n{\"trust\":");
            Files.writeString(out.resolve("poison.json"), json + "\n", StandardCharsets.UTF_8);
            Files.writeString(out.resolve("poison.md"), PoisonPage.of(report), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException("the report cannot be written to " + out, failure);
        }
    }
}
