package dev.weir.benchmarks.quality;

import dev.weir.benchmarks.interval.ClusterBootstrap;
import dev.weir.models.Screener;
import dev.weir.models.catalog.ModelCatalog;
import dev.weir.models.catalog.ModelCatalog.Classifier;
import dev.weir.models.catalog.ModelException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the screener over labelled texts and writes {@code quality.json} and {@code quality.md}. */
@Command(
        name = "quality",
        mixinStandardHelpOptions = true,
        description = "Measures the screener over labelled texts, source by source, and what it costs.")
public final class QualityCommand implements Callable<Integer> {
    private static final int WARM_UP = 2;
    private static final int ROUNDS = 9;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--data", paramLabel = "DIR", required = true, description = "Data whose folder dev is read whole.")
    private Path data = Path.of("");

    @Option(
            names = "--composed",
            paramLabel = "DIR",
            description = "Folder of more texts in the same format, such as composed ones. May be given several times.")
    private List<Path> composed = new ArrayList<>();

    @Option(
            names = "--model",
            paramLabel = "DIR",
            description = "Classifier; the one that comes with Weir if left out.")
    private @Nullable Path model;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "Folder for quality.json and quality.md.")
    private Path out = Path.of("");

    @Option(names = "--beside", paramLabel = "FILE", description = "An earlier quality.json to compare with.")
    private @Nullable Path beside;

    @Option(
            names = "--xsmall",
            paramLabel = "FILE",
            description = "Graph of the shape of DeBERTa-v3-xsmall, for its cost; inputs input_ids and attention_mask.")
    private @Nullable Path xsmall;

    QualityCommand() {}

    /** Runs the command; exits with 2 if an input cannot be used. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new QualityCommand()).execute(arguments));
    }

    @Override
    public Integer call() {
        PrintWriter messages = spec.commandLine().getErr();
        try {
            measure(messages);
            return CommandLine.ExitCode.OK;
        } catch (BadExampleException | ModelException | IllegalArgumentException refused) {
            messages.println("quality: " + refused.getMessage());
            return CommandLine.ExitCode.USAGE;
        }
    }

    private void measure(PrintWriter messages) {
        Report other = beside == null ? null : ReportFile.read(beside);
        ExampleReader reader = new ExampleReader();
        reader.readFolder(data.resolve("dev"));
        composed.forEach(reader::readFolder);
        Classifier classifier = model == null ? ModelCatalog.bundled() : ModelCatalog.directory(model);
        int processors = Runtime.getRuntime().availableProcessors();
        ClusterBootstrap bootstrap = ClusterBootstrap.STANDARD;
        messages.println(classifier.card().id() + ", " + reader.examples().size() + " texts, seed " + bootstrap.seed()
                + ", " + processors + " processors, " + System.getProperty("os.arch") + ", Java " + Runtime.version());
        try (Screener screener = Screener.with(classifier, Screener.DEFAULT_FALSE_POSITIVE_RATE);
                Chunker chunker = Chunker.open()) {
            List<Judged> judged = Judged.all(screener, chunker, reader.examples(), processors);
            messages.println("judged; measuring");
            Report report = new Evaluation(judged, chunker, bootstrap).report(setup(screener, reader, bootstrap));
            // Written before the cost is measured, which takes minutes and may be refused its graph.
            ReportFile.write(report, other, out);
            messages.println("written; timing");
            Cost cost = new CostSubjects(classifier, reader.examples())
                    .measure(screener, xsmall, new CostTrial(System::nanoTime, WARM_UP, ROUNDS));
            ReportFile.write(report.with(cost), other, out);
        }
    }

    private static Report.Setup setup(Screener screener, ExampleReader reader, ClusterBootstrap bootstrap) {
        return new Report.Setup(
                screener.identity().modelId(),
                screener.identity().modelDigest(),
                screener.identity().rulesetId(),
                screener.identity().runtime(),
                screener.ensemble().falsePositiveRate(),
                System.getProperty("weir.commit", "unknown"),
                Runtime.version().toString(),
                bootstrap.seed(),
                bootstrap.resamples(),
                Chunker.CHUNK_TOKENS,
                reader.files(),
                reader.withoutText());
    }
}
