package dev.weir.benchmarks.behaviour;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.weir.retrieve.behaviour.BehaviourPolicy;
import dev.weir.retrieve.behaviour.Rung;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Sets thieves and readers before the product's monitors, writes {@code behaviour.json} and {@code behaviour.md}, and prints the latter. */
@Command(
        name = "behaviour",
        mixinStandardHelpOptions = true,
        description = "Measures how much of a corpus is lost before a thief is stopped, and how many readers are.")
public final class BehaviourCommand implements Callable<Integer> {
    private static final long SEED = 20_261_128L;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--data", paramLabel = "DIR", required = true, description = "Data with rag_corpus in it.")
    private Path data = Path.of("");

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "Folder for both files.")
    private Path out = Path.of("");

    @Option(names = "--readers", paramLabel = "N", description = "Readers; default ${DEFAULT-VALUE}.")
    private int readers = 1000;

    @Option(names = "--days", paramLabel = "N", description = "Working days; default ${DEFAULT-VALUE}.")
    private int days = 20;

    @Option(
            names = "--thieves",
            paramLabel = "N",
            description = "Thieves of each way and pace; default ${DEFAULT-VALUE}.")
    private int thieves = 60;

    @Option(
            names = "--replay",
            paramLabel = "N",
            description = "Questions to replay for the cost, such as 10000000; none if left out.")
    private long replay;

    BehaviourCommand() {}

    /** Runs the command; exits with 2 if the corpus cannot be read. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new BehaviourCommand()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        PrintWriter messages = spec.commandLine().getErr();
        Corpus corpus;
        try {
            corpus = Corpus.read(data.resolve("rag_corpus").resolve("clean_corpus.jsonl.gz"));
        } catch (UncheckedIOException refused) {
            messages.println("behaviour: " + refused.getMessage());
            return CommandLine.ExitCode.USAGE;
        }
        messages.println(corpus.size() + " chunks, seed " + SEED);
        Trial trial = new Trial(corpus, readers, days, thieves, SEED);
        Measuring measuring = new Measuring(trial, corpus, messages);
        List<Candidate> candidates = Candidate.all();
        Measuring.Tuned tuned = measuring.tune(candidates);
        messages.println("chosen: " + tuned);
        BehaviourPolicy policy = tuned.candidate().policy();
        Report.Setup setup = new Report.Setup(
                System.getProperty("weir.commit", "unknown"),
                Runtime.version().toString(),
                Runtime.getRuntime().availableProcessors(),
                SEED,
                corpus.size(),
                readers,
                days,
                thieves,
                candidates.size(),
                tuned.stopped());
        Report report = new Report(
                setup,
                tuned.candidate(),
                List.of(
                        measuring.ladder("Tuned", policy),
                        measuring.ladder(
                                "Standard policy",
                                BehaviourPolicy.standard().withLostState(Rung.LOWER_K, Duration.ZERO))),
                measuring.annotations(),
                null);
        write(report);
        if (replay > 0) {
            report = report.with(new Replay(replay, SEED).run());
            write(report);
        }
        PrintWriter tables = spec.commandLine().getOut();
        tables.print(BehaviourPage.of(report));
        tables.flush();
        return CommandLine.ExitCode.OK;
    }

    private void write(Report report) throws IOException {
        ObjectMapper json =
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        Files.createDirectories(out);
        Files.writeString(
                out.resolve("behaviour.json"), json.writeValueAsString(report) + "\n", StandardCharsets.UTF_8);
        Files.writeString(out.resolve("behaviour.md"), BehaviourPage.of(report), StandardCharsets.UTF_8);
    }
}
